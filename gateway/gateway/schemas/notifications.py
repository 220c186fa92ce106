from typing import ClassVar

from marshmallow import Schema, fields, validate

from chassis.schema import Id
from gateway.schemas.parts import Aggregate, Day, ListQuery, Page, View, chosen, says, spoken

STATUSES = (
    "accepted",
    "queued",
    "sending",
    "delivered",
    "temporary_failure",
    "parked",
    "permanent_failure",
    "technical_failure",
    "suppressed",
    "cancelled",
    "expired",
    "digested",
)
CATEGORIES = ("essential", "normal", "digest")
ABOUT = validate.Regexp(r"[a-z]+/[0-9a-f-]{36}\Z", error="not_an_id")


class Step(View):
    status = chosen(STATUSES, required=True)
    at = fields.String(required=True)


class ContactAttempt(View):
    at = fields.String(required=True)
    by = fields.String(required=True, metadata=says("By whom it was done, as callers are known."))
    how = fields.String(required=True)
    reached = fields.Boolean(required=True)
    note = fields.String(metadata=says("Gone, where the person is forgotten."))


class Notification(Aggregate):
    """One letter to one representative. The address is never shown."""

    status = chosen(STATUSES, required=True)
    template = fields.String(required=True)
    channel = fields.String(required=True)
    about = fields.String(required=True, metadata=says("What it is about: `meetings/<id>`."))
    committee = fields.UUID()
    member = fields.UUID(required=True)
    recipient = fields.UUID(required=True, metadata=says("The representative."))
    language = spoken(required=True)
    attempts = fields.Integer()
    reason = fields.String(metadata=says("Why it failed, or was not sent."))
    resends = fields.UUID(metadata=says("The notification that it repeats."))
    message_id = fields.String(metadata=says("The same at every attempt."))
    edition = fields.String(
        metadata=says(
            "Of the words of the letter: another when its template has changed. `7-…` where they were version"
            " 7 of your own; `en:…` where they were not in the recipient's language."
        )
    )
    server = fields.String(metadata=says("The mail server that took it over …"))
    server_said = fields.String(metadata=says("… and what it said, without addresses."))
    reply = fields.String(metadata=says("What the recipient's calendar program answered to an invitation."))
    replied_at = fields.String()
    contact_attempts = fields.List(
        fields.Nested(ContactAttempt), metadata=says("How it was told by post or telephone.")
    )
    history = fields.List(fields.Nested(Step))
    created_at = fields.String()
    sent_at = fields.String()
    held_until = fields.String(
        metadata=says(
            "Until when it waits, or waited, in the recipient's hours of quiet or for their digest."
        )
    )
    digest = fields.UUID(metadata=says("Of what is digested: the notification that told of it, with others."))

    EXAMPLE: ClassVar = {
        "id": "0198a701-5e20-7a6d-90c4-1b8f3d7e2a65",
        "version": 3,
        "status": "delivered",
        "template": "meeting-invitation",
        "channel": "email",
        "about": "meetings/0198a6e0-77c1-7b35-a1f4-2d9c4e6b8f20",
        "member": "0198a6c1-0f42-7d1b-9a55-3c7e81d20b02",
        "recipient": "0198a6c1-0f42-7d1b-9a55-3c7e81d20b03",
        "language": "th",
        "attempts": 1,
        "message_id": "<0198a701-5e20-7a6d-90c4-1b8f3d7e2a65@wara.example>",
        "edition": "3f1c09a27be4",
        "server": "mail.secretariat.example",
        "server_said": "2.0.0 Ok: queued as 4F1A2B3C",
        "history": [
            {"status": "accepted", "at": "2018-01-16T03:00:00.000Z"},
            {"status": "delivered", "at": "2018-01-16T03:00:01.000Z"},
        ],
        "created_at": "2018-01-16T03:00:00.000Z",
        "sent_at": "2018-01-16T03:00:01.000Z",
    }


class NotificationQuery(ListQuery):
    status = chosen(STATUSES)
    template = fields.String(validate=validate.Length(min=1, max=60))
    about = fields.String(validate=ABOUT, metadata=says("`meetings/<id>`, `proposals/<id>` …"))
    member = Id()
    committee = Id(metadata=says("By default of all committees: delivery is looked after as a whole."))


class NotificationPage(Page):
    items = fields.List(fields.Nested(Notification), required=True)

    EXAMPLE: ClassVar = {"items": [Notification.EXAMPLE], "next": None}


class NotificationCounts(View):
    by_status = fields.Dict(keys=fields.String(), values=fields.Integer(), required=True)

    EXAMPLE: ClassVar = {"by_status": {"queued": 2, "delivered": 161}}


class PerformanceQuery(Schema):
    """By default the last thirty days."""

    first = Day(data_key="from", metadata=says("The first day, in Bangkok."))
    last = Day(data_key="to", metadata=says("The last day, in Bangkok; by default today."))
    committee = Id(metadata=says("By default all committees together."))


class PerformanceDay(View):
    day = fields.String(required=True)
    channel = fields.String(required=True)
    sent = fields.Integer(required=True)
    soon = fields.Integer(required=True, metadata=says("How many of them left within ten seconds."))
    share = fields.Float(required=True, metadata=says("`soon` of `sent`."))

    EXAMPLE: ClassVar = {"day": "2018-01-16", "channel": "email", "sent": 163, "soon": 161, "share": 0.9877}


class Performance(Page):
    items = fields.List(fields.Nested(PerformanceDay), required=True)

    EXAMPLE: ClassVar = {"items": [PerformanceDay.EXAMPLE], "next": None}
