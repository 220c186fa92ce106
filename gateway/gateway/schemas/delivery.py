from typing import ClassVar

from marshmallow import Schema, fields, validate

from chassis.schema import Id
from gateway.schemas.notifications import ABOUT
from gateway.schemas.parts import ListQuery, Page, View, chosen, says, spoken

STATES = ("standing", "lifted")


class Parked(Schema):
    """Which of the parked letters; without any of these all."""

    template = fields.String(validate=validate.Length(min=1, max=60))
    about = fields.String(validate=ABOUT, metadata=says("`meetings/<id>`, `proposals/<id>` …"))
    member = Id()
    committee = Id()
    reason = fields.String(
        validate=validate.Length(min=1, max=60), metadata=says("Why the last attempt failed.")
    )

    EXAMPLE: ClassVar = {"reason": "TimeoutError"}


class Ordered(View):
    letters = fields.Integer(required=True, metadata=says("How many it is about; done within seconds."))

    EXAMPLE: ClassVar = {"letters": 163}


class SentLetter(View):
    """As it left, but for the seals of its links, which are its reader's alone."""

    id = fields.UUID(required=True)
    recipient = fields.UUID(required=True, metadata=says("The representative."))
    sent_at = fields.String(required=True)
    language = spoken(required=True)
    subject = fields.String(required=True)
    text = fields.String(required=True)
    html = fields.String(required=True)

    EXAMPLE: ClassVar = {
        "id": "0198a701-5e20-7a6d-90c4-1b8f3d7e2a65",
        "recipient": "0198a6c1-0f42-7d1b-9a55-3c7e81d20b03",
        "sent_at": "2018-01-16T03:00:01.000Z",
        "language": "en",
        "subject": "Welcome to the Joint Working Group",
        "text": "Your organisation is now a member …",
        "html": "<p>Your organisation is now a member …</p>",
    }


class Suppression(View):
    representative = fields.UUID(required=True)
    version = fields.Integer(required=True, metadata=says("Raised by one with every change."))
    member = fields.UUID()
    state = chosen(STATES, required=True)
    reason = fields.String(required=True, metadata=says("What the mail system gave (RFC 3463)."))
    since = fields.String(required=True)
    address_changed = fields.Boolean(
        required=True, metadata=says("The person has another address by now: it counts no more.")
    )
    note = fields.String(metadata=says("Why it was lifted."))
    lifted_at = fields.String()

    EXAMPLE: ClassVar = {
        "representative": "0198a6c1-0f42-7d1b-9a55-3c7e81d20b03",
        "version": 1,
        "member": "0198a6c1-0f42-7d1b-9a55-3c7e81d20b02",
        "state": "standing",
        "reason": "5.1.1",
        "since": "2018-01-16T03:00:04.000Z",
        "address_changed": False,
    }


class SuppressionQuery(ListQuery):
    state = chosen(STATES, "By default those that stand.")


class SuppressionPage(Page):
    items = fields.List(fields.Nested(Suppression), required=True)

    EXAMPLE: ClassVar = {"items": [Suppression.EXAMPLE], "next": None}


class Lifting(Schema):
    note = fields.String(
        required=True, validate=validate.Length(min=1, max=2000), metadata=says("Why it is tried again.")
    )

    EXAMPLE: ClassVar = {"note": "ตู้ไปรษณีย์เปิดใช้อีกครั้งแล้ว"}
