from typing import ClassVar

from marshmallow import Schema, fields, validate

from gateway.schemas.parts import Aggregate, ListQuery, Page, chosen, says

STATES = ("waiting", "resolved")


class Mail(Aggregate):
    state = chosen(STATES, required=True)
    received_at = fields.String(required=True)
    sender = fields.String(required=True, metadata=says("The address; empty where the person is forgotten."))
    subject = fields.String(required=True)
    text = fields.String(required=True)
    automatic = fields.Boolean(required=True, metadata=says("A program wrote it: somebody is away."))
    answers = fields.UUID(metadata=says("The notification that it answers."))
    recipient = fields.UUID(metadata=says("The representative that it is from, where that is known."))
    member = fields.UUID()
    committee = fields.UUID()
    note = fields.String(metadata=says("What was done about it."))
    resolved_at = fields.String()

    EXAMPLE: ClassVar = {
        "id": "5d0e7d2c-1f04-5c1e-9f3a-6a1b5e0c9b41",
        "version": 1,
        "state": "waiting",
        "received_at": "2018-01-17T03:00:00.000Z",
        "sender": "rep1@org1.example",
        "subject": "Re: ขอเชิญเข้าร่วมการประชุม",
        "text": "ขอส่งรายชื่อผู้แทนในวันศุกร์",
        "automatic": False,
        "answers": "0198a701-5e20-7a6d-90c4-1b8f3d7e2a65",
        "recipient": "0198a6c1-0f42-7d1b-9a55-3c7e81d20b03",
        "member": "0198a6c1-0f42-7d1b-9a55-3c7e81d20b02",
    }


class MailQuery(ListQuery):
    state = chosen(STATES, "By default those that wait.")


class MailPage(Page):
    items = fields.List(fields.Nested(Mail), required=True)

    EXAMPLE: ClassVar = {"items": [Mail.EXAMPLE], "next": None}


class Resolving(Schema):
    note = fields.String(validate=validate.Length(min=1, max=2000), metadata=says("What was done about it."))

    EXAMPLE: ClassVar = {"note": "ตอบทางโทรศัพท์แล้ว"}
