"""What a person was told, read in wara itself, and where copies of it are posted to."""

from typing import Any, ClassVar

from marshmallow import Schema, fields, validate

from chassis.schema import Id
from gateway.schemas.notifications import STATUSES
from gateway.schemas.parts import Aggregate, ListQuery, Page, View, chosen, says, spoken

_ID = "0198a701-5e20-7a6d-90c4-1b8f3d7e2a65"
_UP_TO = "The newest that was seen; by default all."


class Entry(View):
    """A notification. What no longer holds, and left by no other way, is `withdrawn`."""

    id = fields.UUID(required=True)
    template = fields.String(required=True)
    about = fields.String(required=True, metadata=says("What it is about: `meetings/<id>`."))
    committee = fields.UUID()
    language = spoken(required=True)
    subject = fields.String(metadata=says("Not there where the words are not kept any more."))
    at = fields.String(required=True)
    read_at = fields.String(metadata=says("Where it is read."))
    withdrawn = fields.Boolean(required=True)
    reason = fields.String(metadata=says("Why it is withdrawn."))

    EXAMPLE: ClassVar[dict[str, Any]] = {
        "id": _ID,
        "template": "meeting-invitation",
        "about": "meetings/0198a6e0-77c1-7b35-a1f4-2d9c4e6b8f20",
        "language": "th",
        "subject": "ขอเชิญเข้าร่วมการประชุมคณะทำงานร่วมฯ ครั้งที่ ๑/๒๕๖๑",
        "at": "2018-01-16T03:00:00.000Z",
        "withdrawn": False,
    }


class InboxPage(Page):
    items = fields.List(fields.Nested(Entry), required=True)
    unread = fields.Integer(required=True, metadata=says("Of the newest 500."))

    EXAMPLE: ClassVar = {"items": [Entry.EXAMPLE], "next": None, "unread": 1}


class InboxQuery(ListQuery):
    pass


class WholeEntry(Entry):
    """In the person's language, as it is written now."""

    text = fields.String()
    html = fields.String()

    EXAMPLE: ClassVar = {**Entry.EXAMPLE, "text": "เรียน ผู้แทน หนึ่ง …", "html": "<!doctype html>…"}


class Marked(View):
    id = fields.UUID(required=True)
    read = fields.Boolean(required=True)
    unread = fields.Integer(required=True)

    EXAMPLE: ClassVar = {"id": _ID, "read": True, "unread": 0}


class ReadingAll(Schema):
    up_to = Id(metadata=says(_UP_TO))

    EXAMPLE: ClassVar = {"up_to": _ID}


class Unread(View):
    unread = fields.Integer(required=True)

    EXAMPLE: ClassVar = {"unread": 0}


class Posted(View):
    """What became of a copy. It is sent again as letters are, for three days."""

    id = fields.UUID(required=True, metadata=says("Its `webhook-id`."))
    template = fields.String(required=True)
    status = chosen(STATUSES, required=True)
    attempts = fields.Integer()
    reason = fields.String()
    said = fields.String(metadata=says("The status that the receiver answered."))
    created_at = fields.String()
    sent_at = fields.String()

    EXAMPLE: ClassVar[dict[str, Any]] = {
        "id": "0198a702-11aa-7c3d-8e2b-5f4a90c1d7b3",
        "template": "meeting-invitation",
        "status": "delivered",
        "attempts": 1,
        "said": "204",
        "created_at": "2018-01-16T03:00:00.000Z",
        "sent_at": "2018-01-16T03:00:01.000Z",
    }


class NewWebhook(Schema):
    url = fields.String(
        required=True,
        validate=validate.Length(min=1, max=2000),
        metadata=says("`https://…`, to a public address, without a password in it."),
    )

    EXAMPLE: ClassVar = {"url": "https://hooks.org1.example/wara"}


class Webhook(Aggregate):
    """`id` is the representative's."""

    url = fields.String(required=True)
    status = chosen(("active", "disabled"), "Disabled by an answer of 410; set it again to enable it.")
    secret = fields.String(metadata=says("Told once, when it is new: signatures are checked with it."))
    both_until = fields.String(metadata=says("Until then the secret before signs beside the new one."))
    created_at = fields.String()
    updated_at = fields.String()
    posted = fields.List(fields.Nested(Posted), metadata=says("What became of the newest copies."))

    EXAMPLE: ClassVar = {
        "id": "0198a6c1-0f42-7d1b-9a55-3c7e81d20b03",
        "version": 1,
        "url": "https://hooks.org1.example/wara",
        "status": "active",
        "created_at": "2018-01-16T02:00:00.000Z",
        "updated_at": "2018-01-16T02:00:00.000Z",
        "posted": [Posted.EXAMPLE],
    }
