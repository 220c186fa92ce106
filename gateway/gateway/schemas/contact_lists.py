"""Lists of those who are told by hand: letters to print, calls to make, and what is ticked off."""

from typing import ClassVar

from marshmallow import Schema, fields, validate

from chassis.schema import Id, Text
from gateway.schemas.notifications import ContactAttempt
from gateway.schemas.parts import Day, ListQuery, Moment, Page, View, chosen, says, spoken
from gateway.schemas.problems import Problem

CHANNELS = ("post", "telephone")
FORMATS = ("json", "csv", "xlsx", "pdf")
HOW = ("posted", "registered", "handed_over", "called")

_ID = "0198a701-5e20-7a6d-90c4-1b8f3d7e2a65"


class ContactQuery(ListQuery):
    committee = Id(metadata=says("By default of all committees."))
    template = fields.String(
        validate=validate.Length(min=1, max=60), metadata=says("Only letters of this kind.")
    )
    format = chosen(FORMATS, "For links, which cannot set `Accept`; it wins over it.")
    letter_number = fields.String(
        validate=validate.Length(min=1, max=100),
        metadata=says("As the registry has it, onto each letter of the PDF; its place stays blank without."),
    )
    letter_date = Day(metadata=says("Likewise."))

    EXAMPLE: ClassVar = {"template": "meeting-invitation", "format": "pdf", "limit": 20}


class SendingOffice(View):
    """Where letters come from and answers go to."""

    of = Text()
    host = Text()
    name = Text()
    location = Text()
    reached_by = Text()


class Contact(View):
    """A letter to print, with the lines of the address; or a call to make, with what to say."""

    id = fields.UUID(required=True, metadata=says("The notification's."))
    version = fields.Integer(required=True)
    channel = chosen(CHANNELS, required=True)
    template = fields.String(required=True)
    about = fields.String(required=True)
    committee = fields.UUID(required=True)
    office = fields.Nested(SendingOffice)
    member = fields.UUID(required=True)
    organisation = Text(required=True)
    recipient = fields.UUID(required=True)
    name = fields.String(required=True)
    address = fields.List(fields.String())
    telephone = fields.String()
    language = spoken(required=True)
    subject = fields.String(metadata=says("Absent, with the text, where the letter could not be written."))
    text = fields.String()
    contact_attempts = fields.List(fields.Nested(ContactAttempt), metadata=says("So far, in vain."))
    created_at = fields.String(required=True)

    EXAMPLE: ClassVar = {
        "id": _ID,
        "version": 1,
        "channel": "telephone",
        "template": "meeting-invitation",
        "about": "meetings/0198a6e0-77c1-7b35-a1f4-2d9c4e6b8f20",
        "committee": "0198a6c0-5d00-7c3e-8f11-6f0d2b9a4e01",
        "member": "0198a6c1-0f42-7d1b-9a55-3c7e81d20b02",
        "organisation": {"th": "กระทรวงการต่างประเทศ"},
        "recipient": "0198a6c1-0f42-7d1b-9a55-3c7e81d20b03",
        "name": "ผู้แทน หนึ่ง",
        "telephone": "02 203 5000 ต่อ 14045",
        "language": "th",
        "subject": "ขอเชิญเข้าร่วมการประชุมคณะทำงานร่วมฯ ครั้งที่ ๑/๒๕๖๑ (๓๑ มกราคม ๒๕๖๑)",
        "text": "เรียนสาย ผู้แทน หนึ่ง …",
        "contact_attempts": [],
        "created_at": "2018-01-16T03:00:00.000Z",
    }


class ContactPage(Page):
    """The oldest first. What has lost its point is left out, so that a page may hold fewer than asked for."""

    items = fields.List(fields.Nested(Contact), required=True)

    EXAMPLE: ClassVar = {"items": [Contact.EXAMPLE], "next": None}


class Contacted(Schema):
    """What was done, how and when; who did it is whoever calls."""

    how = chosen(HOW, required=True)
    at = Moment(metadata=says("Now, where it is not said."))
    note = fields.String(
        validate=validate.Length(min=1, max=500),
        metadata=says("What proves it: a registered letter's number, with whom one spoke, why it failed."),
    )

    EXAMPLE: ClassVar = {"how": "registered", "note": "EMS EX000000001TH"}


class Tick(Contacted):
    id = Id(required=True, metadata=says("The notification's."))
    reached = fields.Boolean(load_default=True, metadata=says("Whether they were told, or it was posted."))


class TickOff(Schema):
    items = fields.List(fields.Nested(Tick), required=True, validate=validate.Length(min=1, max=100))

    EXAMPLE: ClassVar = {"items": [{"id": _ID, "how": "called", "note": "ผู้แทนรับสายเอง", "reached": True}]}


class Ticked(View):
    id = fields.UUID(required=True)
    verdict = chosen(("delivered", "not_reached", "refused"), required=True)
    problem = fields.Nested(Problem, metadata=says("Why it is refused."))


class TickedOff(View):
    items = fields.List(fields.Nested(Ticked), required=True)

    EXAMPLE: ClassVar = {"items": [{"id": _ID, "verdict": "delivered"}]}
