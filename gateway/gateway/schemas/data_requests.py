"""What people ask of the data that are kept about them, and what was answered."""

from typing import Any, ClassVar

from marshmallow import Schema, fields

from chassis.schema import Id, MailAddress, Text
from gateway.schemas.entering import Received
from gateway.schemas.parts import Aggregate, ListQuery, Page, PersonName, Reasoned, chosen, says
from gateway.schemas.representatives import Reachable

KINDS = ("erasure", "correction")
STATUSES = ("open", "carried_out", "refused")
GROUNDS = (
    *("freedom_of_expression", "archives", "public_task", "legal_claims", "legal_obligation"),
    *("accurate", "not_identified"),
)
_ID = "0198a6c9-2b40-7c19-9d03-5a8e1f7c6b21"
_PERSON = "0198a6c1-0f42-7d1b-9a55-3c7e81d20b03"
_POST = {"th": "รองผู้อำนวยการกอง"}


class Corrections(Reachable):
    """What is to stand in the record instead."""

    name = PersonName()
    post = Text()
    email = MailAddress()


class CorrectionRequest(Schema):
    changes = fields.Nested(Corrections, required=True)

    EXAMPLE: ClassVar[dict[str, Any]] = {"changes": {"post": _POST}}


class ReceivedRequest(Schema):
    """What a person asked by letter, say, and the secretariat enters."""

    kind = chosen(KINDS, required=True)
    representative = Id(required=True, metadata=says("Whose it is."))
    received = fields.Nested(
        Received, required=True, metadata=says("How and when it came: the time for an answer runs from then.")
    )
    changes = fields.Nested(Corrections, metadata=says("Of a correction."))

    EXAMPLE: ClassVar[dict[str, Any]] = {
        "kind": "erasure",
        "representative": _PERSON,
        "received": {"channel": "letter", "on": "2020-09-01"},
    }


class Refusal(Reasoned):
    ground = chosen(
        (*GROUNDS,),
        "Why the law lets it be refused. An erasure: the data serve freedom of expression, archives, research"
        " or statistics, a public task, a legal claim, or a duty by law. A correction: they are accurate."
        " Either: nobody has shown to be the person.",
        required=True,
    )

    EXAMPLE: ClassVar[dict[str, Any]] = {
        "ground": "legal_obligation",
        "reason": {"th": "ต้องเก็บรายชื่อผู้เข้าประชุมไว้ตามระเบียบว่าด้วยงานสารบรรณ"},
    }


class DataRequest(Aggregate):
    """A request to be forgotten (answered within 90 days), or to have put right what is kept (30 days)."""

    kind = chosen(KINDS, required=True)
    status = chosen(STATUSES, required=True)
    committee = fields.UUID(required=True)
    member = fields.UUID(required=True)
    representative = fields.UUID(required=True, metadata=says("Whose it is."))
    received_at = fields.String(required=True)
    due_at = fields.String(required=True, metadata=says("Until when it is to be answered."))
    received = fields.Nested(Received, metadata=says("How it came that the secretariat entered."))
    changes = fields.Nested(
        Corrections,
        metadata=says(
            "What is to stand there instead; gone once the person is erased. Not in answers to POST."
        ),
    )
    by = fields.String(required=True, metadata=says("Who entered it, by an id that names nobody."))
    roles = fields.List(fields.String())
    reminded_at = fields.String(metadata=says("When it was told that it is nearly due."))
    closed_at = fields.String()
    closed_by = fields.String(metadata=says("Who answered, by an id that names nobody."))
    ground = chosen(
        (*GROUNDS, "erased"), "Why it was refused; `erased`, where the person is forgotten since."
    )
    reason = Text()
    erasure = fields.UUID(metadata=says("Where it is told which services have forgotten the person."))

    EXAMPLE: ClassVar[dict[str, Any]] = {
        "id": _ID,
        "version": 1,
        "kind": "erasure",
        "status": "open",
        "committee": "0198a6c0-5d00-7c3e-8f11-6f0d2b9a4e01",
        "member": "0198a6c1-0f42-7d1b-9a55-3c7e81d20b02",
        "representative": _PERSON,
        "received_at": "2020-09-01T03:00:00.000Z",
        "due_at": "2020-11-30T03:00:00.000Z",
        "by": "officer-1",
        "roles": ["secretariat"],
    }


class DataRequestQuery(ListQuery):
    status = chosen(STATUSES, "By default those that wait for an answer.", load_default="open")
    kind = chosen(KINDS)


class DataRequestPage(Page):
    """What is due first comes first."""

    items = fields.List(fields.Nested(DataRequest), required=True)

    EXAMPLE: ClassVar[dict[str, Any]] = {"items": [DataRequest.EXAMPLE], "next": None}
