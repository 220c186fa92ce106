"""Commands of other systems, as CloudEvents."""

from typing import Any, ClassVar
from urllib.parse import unquote

from flask import has_request_context, request
from marshmallow import Schema, fields, pre_load, validate

from gateway.commands.catalogue import KINDS
from gateway.schemas.parts import View, says

_KIND = KINDS[0]
_ID = "registry-2562-0412"


class NewCommand(Schema):
    """A fact that another system states: a CloudEvent 1.0 of one of the types of `/docs/events`."""

    id = fields.String(
        required=True,
        validate=validate.Length(max=100),
        metadata=says("The partner's own: told again with the same id, it is done once."),
    )
    type = fields.String(required=True, metadata=says("What is told."))
    specversion = fields.String(validate=validate.Equal("1.0"))
    source = fields.String(validate=validate.Length(max=500))
    subject = fields.String(validate=validate.Length(max=500))
    time = fields.String(validate=validate.Length(max=60))
    datacontenttype = fields.String(validate=validate.Equal("application/json"))
    dataschema = fields.String(validate=validate.Length(max=500))
    traceparent = fields.String(validate=validate.Length(max=60))
    data = fields.Dict(
        keys=fields.String(), required=True, metadata=says("As the schema of the type has it.")
    )

    EXAMPLE: ClassVar[dict[str, Any]] = {"id": _ID, "type": _KIND.type, "data": _KIND.example}

    @pre_load
    def of_either_mode(self, body: Any, **_: Any) -> Any:
        """In binary mode attributes are headers, `ce-id` and so on, and the body is the data alone."""
        given: Any = request.headers if has_request_context() else {}
        named = {name: unquote(given[f"ce-{name}"]) for name in self.fields if f"ce-{name}" in given}
        return {**named, "data": body} if named else body


class CommandAnswer(View):
    """The event that answers over AMQP, the same again; of a refusal too, under the status of its problem."""

    specversion = fields.String(required=True)
    id = fields.String(required=True)
    type = fields.String(required=True, metadata=says("`gateway.command.accepted.v1` or `.refused.v1`."))
    source = fields.String(required=True)
    subject = fields.String(required=True)
    time = fields.String(required=True)
    datacontenttype = fields.String(required=True)
    dataschema = fields.String(required=True)
    dataclassification = fields.String(required=True)
    version = fields.Integer(required=True)
    correlationid = fields.String(required=True)
    causationid = fields.String(required=True, metadata=says("The command's id."))
    traceparent = fields.String(metadata=says("The command's."))
    data = fields.Dict(
        keys=fields.String(), required=True, metadata=says("As the schema of its type has it.")
    )

    EXAMPLE: ClassVar[dict[str, Any]] = {
        "specversion": "1.0",
        "id": "4a2db9bd-6bb5-5d1a-a8e8-3f7d4e1c8f60",
        "type": "gateway.command.accepted.v1",
        "source": "gateway",
        "subject": f"commands/{_ID}",
        "time": "2026-11-27T03:00:00.000Z",
        "datacontenttype": "application/json",
        "dataschema": "/contracts/events/gateway.command.accepted.v1.json",
        "dataclassification": "public",
        "version": 1,
        "correlationid": "4a2db9bd-6bb5-5d1a-a8e8-3f7d4e1c8f60",
        "causationid": _ID,
        "data": {
            "id": _ID,
            "command": _KIND.type,
            "changed": ["members/0198a6c1-0f42-7d1b-9a55-3c7e81d20b02"],
        },
    }


class CommandDone(View):
    """What was told is so."""

    id = fields.String(required=True)
    command = fields.String(required=True, metadata=says("Its type."))
    changed = fields.List(
        fields.String(),
        required=True,
        metadata=says("Subjects of what is not as it was; none where it was so."),
    )
    at = fields.String(required=True, metadata=says("When it was carried out."))

    EXAMPLE: ClassVar[dict[str, Any]] = {
        "id": _ID,
        "command": _KIND.type,
        "changed": ["members/0198a6c1-0f42-7d1b-9a55-3c7e81d20b02"],
        "at": "2026-11-27T03:00:00.000Z",
    }
