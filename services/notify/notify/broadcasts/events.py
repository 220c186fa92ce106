"""What is told of a broadcast: that it goes out and how far it came; not what it says, nor to whom."""

from collections.abc import Iterable
from typing import Any

from marshmallow import Schema, fields, validate

from chassis.envelope import EventType, Told
from chassis.schema import LANGUAGES, Id
from notify import examples
from notify.broadcasts.examples import TOLD
from notify.broadcasts.model import Broadcast, Category, Fact, Status
from notify.broadcasts.progress import Progress

_SOME = {**TOLD, "committee": examples.COMMITTEE_ID}
_NUMBERS = ("letters", "sent", "failed", "suppressed", "cancelled")


class BroadcastData(Schema):
    """`people` is how many the dry run counted; `letters` are those that there were by then."""

    id = Id(required=True)
    committee = Id(required=True)
    status = fields.String(required=True, validate=validate.OneOf([str(status) for status in Status]))
    category = fields.String(required=True, validate=validate.OneOf([str(one) for one in Category]))
    languages = fields.List(fields.String(validate=validate.OneOf(LANGUAGES)), required=True)
    people = fields.Integer(required=True)
    letters = fields.Integer(required=True)
    sent = fields.Integer(required=True)
    failed = fields.Integer(required=True)
    suppressed = fields.Integer(required=True)
    cancelled = fields.Integer(required=True)


def _type(name: str, summary: str, **example: Any) -> EventType:
    return EventType(
        name=f"notify.broadcast.{name}.v1",
        schema=BroadcastData(),
        summary=summary,
        example={**_SOME, **example},
    )


TYPES: dict[Fact, EventType] = {
    Fact.STARTED: _type("started", "A letter of the secretariat to many begins to go out"),
    Fact.COMPLETED: _type(
        "completed", "None of its letters waits any more", status="sent", letters=812, sent=810, failed=2
    ),
    Fact.STOPPED: _type(
        "stopped",
        "The secretariat has stopped it: what has not left does not leave",
        status="stopped",
        letters=600,
        sent=320,
    ),
}
PUBLISHED = tuple(TYPES.values())


def of_broadcast(broadcast: Broadcast, facts: Iterable[Fact], progress: Progress) -> list[Told]:
    data = {
        "id": broadcast.id,
        "committee": broadcast.committee,
        "status": broadcast.status,
        "category": broadcast.category,
        "languages": [name for name in LANGUAGES if name in broadcast.body],
        "people": broadcast.dry_run.people if broadcast.dry_run else 0,
        **{name: getattr(progress, name) for name in _NUMBERS},
    }
    subject, version = f"broadcasts/{broadcast.id}", broadcast.version
    return [TYPES[fact].make(subject=subject, version=version, data=data) for fact in facts]
