"""What is told to one partner alone."""

from marshmallow import Schema, fields

from chassis.envelope import EventType


class OfPartner(Schema):
    id = fields.String(required=True, metadata={"description": "The partner that is told."})


TESTED = EventType(
    name="gateway.partner.tested.v1",
    schema=OfPartner(),
    summary="The operator tries whether a partner hears; nothing has happened.",
    example={"id": "statistics-office"},
)
TO_ONE_ALONE = (TESTED,)
