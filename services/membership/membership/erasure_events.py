"""What membership tells of erasures, to our own services alone."""

from marshmallow import Schema, fields, validate

from chassis.envelope import EventType, Told
from chassis.schema import Erased, Id
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
ERASURE_COMPLETED = EventType(
    name="membership.erasure.completed.v1",
    schema=Erased(),
    summary="Membership has forgotten a person; how many of its rows that changed",
    example=examples.ERASED,
    classification="restricted",
)


def of_erasure(erasure: str, blanked: dict[str, int]) -> Told:
    data = {"id": erasure, "blanked": blanked}
    return ERASURE_COMPLETED.make(subject=f"erasures/{erasure}", version=1, data=data)
