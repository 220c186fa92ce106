from typing import Any, ClassVar

from marshmallow import Schema, ValidationError, fields, validate, validates_schema

from chassis.feed import PAGE
from gateway.schemas.parts import View, chosen, says

SOURCES = ("membership", "agenda", "notify")


class EventQuery(Schema):
    source = chosen(SOURCES, "Whose log to read.", required=True)
    after = fields.Integer(
        load_default=0,
        validate=validate.Range(min=0, max=2**53),
        metadata=says("`scanned_to` of the page before: how far you have read. 0 is the beginning."),
    )
    limit = fields.Integer(
        load_default=100,
        validate=validate.Range(min=1, max=PAGE),
        metadata=says("How many to give at most; fewer come where they are large."),
    )
    wait = fields.Integer(
        load_default=0,
        validate=validate.Range(min=0, max=30, error="not_a_wait"),
        metadata=says("For how many seconds to wait for an event where there is none yet (long polling)."),
    )
    type = fields.List(
        fields.String(validate=validate.Regexp(r"[a-z_]+(\.[a-z_]+){2}\.v[0-9]+\Z", error="invalid")),
        validate=validate.Length(max=20),
        metadata=says("Only events of these types, each in a `type=` of its own; by default all of them."),
    )

    @validates_schema
    def is_told_by_its_source(self, query: dict[str, Any], **_: Any) -> None:
        if any(not type.startswith(f"{query['source']}.") for type in query.get("type", ())):
            raise ValidationError({"type": ["not_of_this_source"]})


class EventPage(View):
    """Public events (CloudEvents 1.0) of one service, in its order; to go on, ask `after` `scanned_to`."""

    items = fields.List(fields.Dict(keys=fields.String()), required=True)
    next = fields.Integer(
        allow_none=True, metadata=says("`scanned_to`, while there is more; null at the end.")
    )
    scanned_to = fields.Integer(required=True, metadata=says("The last sequence looked at, shown or not."))

    EXAMPLE: ClassVar = {
        "items": [
            {
                "specversion": "1.0",
                "id": "0198a6d1-9c02-7b11-8a37-5d0e4f6c2b18",
                "type": "agenda.response.given.v1",
                "source": "agenda",
                "subject": "responses/0198a6d1-9c02-7b11-8a37-5d0e4f6c2b17",
                "time": "2018-01-20T03:00:00.000Z",
                "datacontenttype": "application/json",
                "dataclassification": "public",
                "sequence": 42,
                "version": 1,
                "data": {
                    "meeting": "0198a6e0-77c1-7b35-a1f4-2d9c4e6b8f20",
                    "member": "0198a6c1-0f42-7d1b-9a55-3c7e81d20b02",
                    "answer": "accepted",
                    "delegates": 2,
                },
            }
        ],
        "next": None,
        "scanned_to": 42,
    }
