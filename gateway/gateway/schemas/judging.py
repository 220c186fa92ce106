"""What those who judge proposals say."""

from typing import Any, ClassVar

from marshmallow import Schema, fields, validate

from chassis.schema import Id, Text
from gateway.schemas.parts import PAGES, PARAGRAPH, TITLE, View, chosen, each_once, says
from gateway.schemas.proposals import JUDGEMENTS, Proposal

_PROPOSAL = "0198a6d1-31aa-7e02-8c40-91b7f60d5a11"


class Return(Schema):
    comments = Text(max=PARAGRAPH, required=True, metadata=says("What to mend before it is submitted again."))

    EXAMPLE: ClassVar[dict[str, Any]] = {"comments": {"th": "ขอให้ระบุประเด็นที่ประสงค์ให้ที่ประชุมพิจารณา"}}


class Admission(Schema):
    waiver = Text(
        max=PARAGRAPH, metadata=says("Why it may go on without the support that its group asks for.")
    )

    EXAMPLE: ClassVar[dict[str, Any]] = {"waiver": {"th": "เป็นเรื่องเร่งด่วน"}}


class Selection(Admission):
    meeting = Id(required=True)
    section = fields.Integer(
        strict=True,
        validate=validate.Range(min=1, max=20),
        metadata=says("Of the agenda; by default the one for the proposal's purpose."),
    )

    EXAMPLE: ClassVar[dict[str, Any]] = {"meeting": "0198a6e0-77c1-7b35-a1f4-2d9c4e6b8f20"}


class Reasons(Schema):
    reasons = Text(max=PAGES, required=True, metadata=says("Why the refusal should be looked at again."))

    EXAMPLE: ClassVar[dict[str, Any]] = {"reasons": {"th": "ข้อมูลที่ขอเพิ่มเติมได้รวบรวมครบถ้วนแล้ว"}}


class Merger(Schema):
    into = Id(required=True, metadata=says("The proposal that goes on for both."))

    EXAMPLE: ClassVar[dict[str, Any]] = {"into": _PROPOSAL}


class Duplication(Schema):
    of = Id(required=True, metadata=says("The proposal that says the same."))

    EXAMPLE: ClassVar[dict[str, Any]] = {"of": _PROPOSAL}


class Referral(Schema):
    to = Text(max=TITLE, required=True, metadata=says("Whose matter it is."))

    EXAMPLE: ClassVar[dict[str, Any]] = {
        "to": {"th": "กพย.", "en": "National Committee for Sustainable Development"}
    }


class NewDecision(Admission):
    """A judgement that is told later, with what it would state if it were told at once."""

    judgement = chosen(JUDGEMENTS, required=True)
    comments = Text(max=PARAGRAPH)
    reason = Text(max=PARAGRAPH)
    to = Text(max=TITLE)
    into = Id()
    of = Id()
    meeting = Id()
    section = fields.Integer(strict=True, validate=validate.Range(min=1, max=20))

    EXAMPLE: ClassVar[dict[str, Any]] = {
        "judgement": "defer",
        "reason": {"th": "อยู่ระหว่างรวบรวมข้อมูล", "en": "Its data is still being gathered"},
    }


class Publication(Schema):
    proposals = fields.List(
        Id(),
        required=True,
        validate=[validate.Length(min=1, max=50), each_once],
        metadata=says("All of them are told, or none."),
    )

    EXAMPLE: ClassVar[dict[str, Any]] = {"proposals": [_PROPOSAL]}


class Published(View):
    items = fields.List(fields.Nested(Proposal), required=True)

    EXAMPLE: ClassVar[dict[str, Any]] = {"items": [Proposal.EXAMPLE]}
