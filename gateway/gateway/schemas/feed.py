from typing import ClassVar

from marshmallow import Schema, fields, validate

from gateway.schemas.parts import View, chosen, says

SOURCES = ("membership", "agenda", "notify")


class EventQuery(Schema):
    source = chosen(SOURCES, "Whose log to read.", required=True)
    after = fields.Integer(
        load_default=0,
        validate=validate.Range(min=0, max=2**53),
        metadata=says("The sequence already read: `scanned_to` of the page before."),
    )
    limit = fields.Integer(
        load_default=100, validate=validate.Range(min=1, max=100), metadata=says("Of the log.")
    )
    type = fields.String(
        validate=validate.Regexp(r"[a-z_]+(\.[a-z_]+){2}\.v[0-9]+\Z", error="invalid"),
        metadata=says("Only events of this type; the page may then be short, or empty."),
    )


class EventPage(View):
    """A stretch of a service's log of public events (CloudEvents 1.0), in its order, without gaps."""

    items = fields.List(fields.Dict(keys=fields.String()), required=True)
    next = fields.Integer(allow_none=True, metadata=says("`after` of the next page; null at the end."))
    scanned_to = fields.Integer(required=True, metadata=says("The last sequence read, shown or not."))

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
