"""What is told to a partner to see whether it hears."""

from marshmallow import Schema, fields

from chassis import clock
from chassis.envelope import Event, EventType
from chassis.ids import new_id


class OfPartner(Schema):
    id = fields.String(required=True, metadata={"description": "The partner that is told."})


TESTED = EventType(
    name="gateway.partner.tested.v1",
    schema=OfPartner(),
    summary="The operator tries whether a partner hears; nothing has happened.",
    example={"id": "statistics-office"},
)


def event_for(id: str) -> Event:
    """A new one each time."""
    event_id = new_id()
    return Event(
        id=event_id,
        type=TESTED.name,
        source="gateway",
        subject=f"partners/{id}",
        time=clock.now(),
        version=1,
        data={"id": id},
        dataclassification=TESTED.classification,
        correlationid=event_id,
    )
