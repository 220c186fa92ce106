"""What membership tells of people's requests: that there is one and what became of it, not whose it is."""

from collections.abc import Collection
from typing import get_args

from marshmallow import fields, validate

from chassis.envelope import EventType, Told
from chassis.schema import Id, Sparse, Timestamp
from membership import examples
from membership.model.data_request import DataRequest, RefusalGround, RequestKind
from membership.states import DataRequestFact, DataRequestStatus

ANSWERS: tuple[DataRequestFact, ...] = ("carried_out", "refused")


class DataRequestData(Sparse):
    id = Id(required=True)
    committee = Id(required=True)
    kind = fields.String(required=True, validate=validate.OneOf(get_args(RequestKind)))
    status = fields.String(required=True, validate=validate.OneOf(get_args(DataRequestStatus)))
    received_at = Timestamp(required=True)
    due_at = Timestamp(required=True)
    closed_at = Timestamp()
    ground = fields.String(validate=validate.OneOf(get_args(RefusalGround)))


class AnsweredData(Sparse):
    """For the letter to the person, which our own services alone hear of."""

    id = Id(required=True)
    committee = Id(required=True)
    member = Id(required=True)
    representative = Id(required=True)
    kind = fields.String(required=True, validate=validate.OneOf(get_args(RequestKind)))
    status = fields.String(required=True, validate=validate.OneOf(ANSWERS))
    received_at = Timestamp(required=True)
    ground = fields.String(validate=validate.OneOf(get_args(RefusalGround)))


def _told(name: str, fact: DataRequestFact, summary: str) -> EventType:
    example = examples.DATA_REQUEST[fact]
    return EventType(name=name, schema=DataRequestData(), summary=summary, example=example)


DATA_REQUEST: dict[DataRequestFact, EventType] = {
    "received": _told(
        "membership.datarequest.received.v1",
        "received",
        "A person asks to be forgotten, or that what is kept of them is put right",
    ),
    "due_soon": _told(
        "membership.datarequest.due_soon.v1", "due_soon", "Such a request is to be answered within 14 days"
    ),
    "carried_out": _told("membership.datarequest.carried_out.v1", "carried_out", "It was done"),
    "refused": _told("membership.datarequest.refused.v1", "refused", "It was refused, and on which ground"),
}
ANSWERED = EventType(
    name="membership.datarequest.answered.v1",
    schema=AnsweredData(),
    summary="A person's request was answered, and whose it was",
    example=examples.DATA_REQUEST_ANSWERED,
    classification="restricted",
)


def of_data_request(request: DataRequest, facts: Collection[DataRequestFact]) -> list[Told]:
    subject = f"data-requests/{request.id}"
    told = [DATA_REQUEST[fact] for fact in facts]
    if not set(ANSWERS).isdisjoint(facts):
        told.append(ANSWERED)
    return [one.make(subject=subject, version=request.version, data=request) for one in told]
