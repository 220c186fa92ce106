"""What membership tells of erasures, to our own services alone."""

from marshmallow import Schema, fields, validate

from chassis.envelope import EventType
from chassis.erasure_events import completed_by
from chassis.schema import Id
from membership import examples
from membership.model.erasure import EVERYTHING


class ErasedData(Schema):
    """Of a representative whom wara has forgotten: no more than which record it was, and whether who it was
    is `forgotten`, or only how they were reached."""

    id = Id(required=True)
    member = Id(required=True)
    committee = Id(required=True)
    status = fields.String(required=True, validate=validate.Equal("ended"))
    erasure = Id(required=True)
    forgotten = fields.List(fields.String(validate=validate.OneOf(EVERYTHING)), required=True)


REPRESENTATIVE_ERASED = EventType(
    name="membership.representative.erased.v1",
    schema=ErasedData(),
    summary="A person who was in office is to be forgotten by every service",
    example=examples.REPRESENTATIVE["erased"],
    classification="restricted",
)
ERASURE_COMPLETED = completed_by("membership", examples.ERASED)
