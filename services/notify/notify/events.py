"""What notify tells.

It names the member and the representative's organisation, never a person or an address.
"""

from collections.abc import Iterable
from typing import Any

from marshmallow import Schema, fields, validate

from chassis.envelope import EventType, Told
from chassis.erasure_events import completed_by
from chassis.schema import LANGUAGES, Id, Timestamp
from notify import examples
from notify.broadcasts import events as broadcasts
from notify.model import ANSWERS, Fact, Notification, Status


class NotificationData(Schema):
    id = Id(required=True)
    template = fields.String(required=True)
    channel = fields.String(required=True)
    about = fields.String(required=True)
    committee = Id()
    member = Id(required=True)
    language = fields.String(required=True, validate=validate.OneOf(LANGUAGES))
    status = fields.String(required=True, validate=validate.OneOf([str(status) for status in Status]))


class DigestedData(NotificationData):
    """`digest` is the notification that told of it, with others."""

    digest = Id(required=True)


def _told(name: str, status: Status, summary: str) -> EventType:
    example = {**examples.NOTIFICATION, "status": str(status)}
    return EventType(name=name, schema=NotificationData(), summary=summary, example=example)


NOTIFICATION: dict[Fact, EventType] = {
    Fact.QUEUED: _told("notify.notification.queued.v1", Status.QUEUED, "A letter waits to be sent"),
    Fact.DELIVERED: _told(
        "notify.notification.delivered.v1",
        Status.DELIVERED,
        "The recipient's mail server took the letter, or the secretariat posted it or called them",
    ),
    Fact.PARKED: _told(
        "notify.notification.parked.v1",
        Status.PARKED,
        "Three days of attempts failed: it waits for somebody who has it tried again (queued) or cancels it",
    ),
    Fact.FAILED: _told(
        "notify.notification.failed.v1",
        Status.PERMANENT_FAILURE,
        "The letter will not arrive: refused (permanent_failure), or not to be written (technical_failure)",
    ),
    Fact.SUPPRESSED: _told(
        "notify.notification.suppressed.v1", Status.SUPPRESSED, "The recipient is no longer to be written to"
    ),
    Fact.DIGESTED: EventType(
        name="notify.notification.digested.v1",
        schema=DigestedData(),
        summary="What the letter would have said is told in a digest, as the recipient wished",
        example=examples.DIGESTED,
    ),
    Fact.CANCELLED: _told(
        "notify.notification.cancelled.v1",
        Status.CANCELLED,
        "What the letter would have said no longer holds (cancelled), or it is too late for it (expired)",
    ),
}


class AnsweredData(Schema):
    """`id` is the invitation's, `calendar_sequence` that of the entry which was answered."""

    id = Id(required=True)
    meeting = Id(required=True)
    committee = Id(required=True)
    member = Id(required=True)
    answer = fields.String(required=True, validate=validate.OneOf(ANSWERS))
    calendar_sequence = fields.Integer(required=True)
    answered_at = Timestamp(required=True)


INVITATION_ANSWERED = EventType(
    name="notify.invitation.answered.v1",
    schema=AnsweredData(),
    summary="The recipient's calendar program has answered an invitation",
    example=examples.ANSWERED,
)
ERASURE_COMPLETED = completed_by("notify", examples.ERASED)
PUBLISHED = (*NOTIFICATION.values(), INVITATION_ANSWERED, *broadcasts.PUBLISHED, ERASURE_COMPLETED)


def of_notification(notification: Notification, facts: Iterable[Fact]) -> list[Told]:
    subject, version = f"notifications/{notification.id}", notification.version
    return [
        INVITATION_ANSWERED.make(subject=subject, version=version, data=_answered(notification))
        if fact is Fact.ANSWERED
        else NOTIFICATION[fact].make(subject=subject, version=version, data=notification)
        for fact in facts
    ]


def _answered(notification: Notification) -> dict[str, Any]:
    return {
        "id": notification.id,
        "meeting": notification.facts["meeting"],
        "committee": notification.committee,
        "member": notification.member,
        "answer": notification.reply,
        "calendar_sequence": notification.replied_entry,
        "answered_at": notification.replied_at,
    }
