"""What a partner is answered, in its own queue: an event that names the command."""

from itertools import islice
from uuid import NAMESPACE_URL, uuid5

from marshmallow import fields

from chassis import clock
from chassis.call import body_hash
from chassis.envelope import Event, EventType
from chassis.errors import WaraError
from chassis.schema import Sparse, Text
from gateway import texts
from gateway.collection import Row
from gateway.commands.command import Command
from gateway.commands.office import Outcome
from gateway.negotiation import LANGUAGES
from gateway.problems import FAULTS_TOLD
from gateway.schemas.parts import says

UNREADABLE = "-"
"""The id of a command that has none which can be read."""


class OfCommand(Sparse):
    id = fields.String(required=True, metadata=says("The command's own, `-` where none can be read."))
    command = fields.String(metadata=says("Its type."))


class Done(OfCommand):
    changed = fields.List(
        fields.String(),
        required=True,
        metadata=says("Subjects of what is not as it was; none where all was so already."),
    )


class Fault(Sparse):
    field = fields.String(required=True)
    code = fields.String(required=True)
    text = Text(required=True)


class Refusal(OfCommand):
    code = fields.String(required=True, metadata=says("As `/problems` has it."))
    title = Text(required=True)
    detail = Text()
    errors = fields.List(fields.Nested(Fault), metadata=says("Fields of the data, by their paths."))


ACCEPTED = EventType(
    name="gateway.command.accepted.v1",
    schema=Done(),
    summary="What a partner told is so from now on, or was already",
    example={
        "id": "registry-2562-0412",
        "command": "membership.agency.rename.v1",
        "changed": ["members/0198a6c1-0f42-7d1b-9a55-3c7e81d20b02"],
    },
)
REFUSED = EventType(
    name="gateway.command.refused.v1",
    schema=Refusal(),
    summary="What a partner told changes nothing; the reason is said",
    example={
        "id": "registry-2562-0413",
        "command": "membership.agency.rename.v1",
        "code": "invalid",
        "title": {"th": "ข้อมูลไม่ถูกต้อง", "en": "Some fields are not right"},
        "errors": [{"field": "name", "code": "required", "text": {"th": "ต้องระบุ", "en": "must be given"}}],
    },
)


def answer(partner: str, command: Command, outcome: Outcome) -> Event:
    """What is kept is always answered by the same event; what is judged anew, by one for each reason."""
    if outcome.refusal is None:
        return accepted(partner, command, outcome)
    judged = "" if outcome.kept else body_hash({"type": command.type, "data": command.data})
    return refused(partner, command.id, command, outcome.refusal, outcome.at, judged)


def accepted(partner: str, command: Command, outcome: Outcome) -> Event:
    data = {"id": command.id, "command": command.type, "changed": list(outcome.changed)}
    return _event(ACCEPTED, partner, command.id, data, outcome.at, command.traceparent)


def refused(
    partner: str, id: str | None, command: Command | None, error: WaraError, at: str, judged: str
) -> Event:
    """`judged` is a hash of what was told, where something else may be told by that id, or has none."""
    id = id or UNREADABLE
    data = {"id": id, "command": command and command.type, **_said(error)}
    trace = command.traceparent if command else None
    return _event(REFUSED, partner, id, data, at, trace, f"/{error.code}/{judged}" if judged else "")


def _event(
    type: EventType, partner: str, id: str, data: Row, at: str, traceparent: str | None, about: str = ""
) -> Event:
    """The same answer has the same id: who knows it already needs not look at it again."""
    told = type.make(subject=f"commands/{id}", version=1, data=data)
    event_id = str(uuid5(NAMESPACE_URL, f"/partners/{partner}/commands/{id}{about}"))
    return Event(
        id=event_id,
        type=told.type,
        source="gateway",
        subject=told.subject,
        time=clock.from_wire(at),
        version=told.version,
        data=told.data,
        dataclassification=told.dataclassification,
        correlationid=event_id,
        causationid=id,
        traceparent=traceparent,
    )


def _said(error: WaraError) -> Row:
    detail = {one: text for one in LANGUAGES if (text := texts.detail(error.code, error.params, one))}
    faults = ((path, code) for path, codes in error.fields.items() for code in codes)
    errors = [
        {"field": path, "code": code, "text": {one: texts.field(code, one) for one in LANGUAGES}}
        for path, code in islice(faults, FAULTS_TOLD)
    ]
    return {
        "code": error.code,
        "title": {one: texts.title(error.code, error.kind, one) for one in LANGUAGES},
        "detail": detail or None,
        "errors": errors or None,
    }
