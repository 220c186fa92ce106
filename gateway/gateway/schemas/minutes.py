from typing import Any, ClassVar

from marshmallow import Schema, fields

from chassis.schema import Id, Text
from gateway.schemas.actions import NOTES
from gateway.schemas.agenda import Item
from gateway.schemas.meetings import STATUSES, Participants
from gateway.schemas.parts import PARAGRAPH, Aggregate, Number, Page, Person, View, chosen, says

CORRECTIONS = ("proposed", "accepted", "declined")

_MEETING = "0198a6e0-77c1-7b35-a1f4-2d9c4e6b8f20"
_NEXT = "0198a6f0-2b17-7d5c-8e03-4c9a1b7d6e52"
_ITEM = "0198a6e3-0a44-7c88-9b12-7f5d3e1c6a90"
_MEMBER = "0198a6c1-0f42-7d1b-9a55-3c7e81d20b02"
_CORRECTION = "0198a6d0-4d88-7f21-c7b5-a03f2e6d9c32"
_NOTES = {"th": "ที่ประชุมแลกเปลี่ยนความเห็นกันอย่างกว้างขวาง"}
_TEXT = {"th": "ขอแก้ไขชื่อหน่วยงานในย่อหน้าแรก", "en": "The agency in the first paragraph is another"}


class MinutesItem(Item):
    status = fields.String()
    title = Text(metadata=says("Absent, like all but the number, where the item was closed."))
    notes = Text(metadata=says("What was said."))
    closed = fields.Boolean()


class MinutesSection(View):
    ordinal = fields.Integer(required=True)
    title = Text(required=True)
    if_empty = Text()
    items = fields.List(fields.Nested(MinutesItem), required=True)


class Present(View):
    member = fields.UUID(required=True)
    name = Text(required=True)
    persons = fields.Integer()


class AttendanceList(View):
    attended = fields.List(fields.Nested(Present), required=True)
    absent = fields.List(fields.Nested(Present), required=True)
    excused = fields.List(fields.Nested(Present), required=True)


class MinutesMeeting(View):
    id = fields.UUID(required=True)
    number = fields.Nested(Number)
    starts_at = fields.String(required=True)
    ends_at = fields.String()
    venue = Text()
    chair = fields.Nested(Person)
    purpose = Text()
    participants = fields.Nested(Participants)


class CorrectionMade(View):
    id = fields.UUID(required=True)
    member = fields.UUID(required=True)
    item = fields.UUID(allow_none=True)
    text = Text(required=True)


class MinutesContent(View):
    """Who came, what was on the agenda, what was said on it and what was resolved."""

    meeting = fields.Nested(MinutesMeeting, required=True)
    committee = fields.Dict(required=True)
    attendance = fields.Nested(AttendanceList, required=True)
    sections = fields.List(fields.Nested(MinutesSection), required=True)
    corrections = fields.List(fields.Nested(CorrectionMade), required=True)


CONTENT: dict[str, Any] = {
    "meeting": {"id": _MEETING, "starts_at": "2018-01-31T02:00:00.000Z"},
    "committee": {"name": {"th": "คณะทำงานร่วมฯ"}},
    "attendance": {
        "attended": [{"member": _MEMBER, "name": {"th": "กระทรวงการต่างประเทศ"}, "persons": 2}],
        "absent": [],
        "excused": [],
    },
    "sections": [
        {
            "ordinal": 5,
            "title": {"th": "เรื่องที่เสนอให้ที่ประชุมพิจารณา (เพื่อพิจารณา)"},
            "items": [
                {
                    "id": _ITEM,
                    "ordinal": 1,
                    "number": {"th": "๕.๑", "en": "5.1"},
                    "title": {"th": "ขอบเขตการดำเนินงานของคณะทำงานร่วมฯ"},
                    "status": "decided",
                    "notes": _NOTES,
                }
            ],
        }
    ],
    "corrections": [],
}


class Minutes(View):
    """รายงานการประชุม. The secretariat reads the draft, members what is circulated, all what is adopted."""

    meeting = fields.UUID(required=True)
    version = fields.Integer(required=True, metadata=says("The meeting's."))
    status = chosen(STATUSES, "The meeting's.", required=True)
    edition = fields.Integer(metadata=says("Absent in the draft, which follows what is recorded."))
    circulated_at = fields.String()
    adopted_at = fields.String()
    adopted_by = fields.UUID(metadata=says("The meeting that adopted them."))
    content = fields.Nested(MinutesContent, required=True)

    EXAMPLE: ClassVar = {
        "meeting": _MEETING,
        "version": 9,
        "status": "minutes_adopted",
        "edition": 1,
        "circulated_at": "2018-02-14T02:00:00.000Z",
        "adopted_at": "2018-05-07T03:00:00.000Z",
        "adopted_by": _NEXT,
        "content": CONTENT,
    }


class EditionListed(View):
    edition = fields.Integer(required=True)
    meeting = fields.UUID(required=True)
    fixed_at = fields.String(required=True)
    correction = fields.UUID(metadata=says("The one by which it differs from the edition before."))


class Edition(EditionListed):
    """As it was fixed. It never changes."""

    content = fields.Nested(MinutesContent, required=True)

    EXAMPLE: ClassVar = {
        "edition": 1,
        "meeting": _MEETING,
        "fixed_at": "2018-02-14T02:00:00.000Z",
        "content": CONTENT,
    }


class EditionPage(Page):
    items = fields.List(fields.Nested(EditionListed), required=True)

    EXAMPLE: ClassVar = {
        "items": [{"edition": 1, "meeting": _MEETING, "fixed_at": "2018-02-14T02:00:00.000Z"}],
        "next": None,
    }


class Adoption(Schema):
    meeting = Id(required=True, metadata=says("The later meeting that adopts them; it sits at least."))

    EXAMPLE: ClassVar = {"meeting": _NEXT}


class NewCorrection(Schema):
    member = Id(metadata=says("By default the caller's own member; it attended."))
    item = Id(metadata=says("The item that it is about; without one, the minutes at large."))
    text = Text(max=PARAGRAPH, required=True)

    EXAMPLE: ClassVar = {"item": _ITEM, "text": _TEXT}


class Acceptance(Schema):
    notes = Text(max=NOTES, metadata=says("On its item, as they are to be; needed where it is about one."))
    reason = Text(max=PARAGRAPH)

    EXAMPLE: ClassVar = {"notes": _NOTES}


class Correction(Aggregate):
    status = chosen(CORRECTIONS, required=True)
    meeting = fields.UUID(required=True)
    member = fields.UUID(required=True)
    item = fields.UUID()
    text = Text(required=True)
    reason = Text()
    edition = fields.Integer(metadata=says("The one that has it."))
    proposed_at = fields.String()
    answered_at = fields.String()

    EXAMPLE: ClassVar = {
        "id": _CORRECTION,
        "version": 1,
        "status": "proposed",
        "meeting": _MEETING,
        "member": _MEMBER,
        "item": _ITEM,
        "text": _TEXT,
        "proposed_at": "2018-02-20T02:00:00.000Z",
    }


class CorrectionPage(Page):
    items = fields.List(fields.Nested(Correction), required=True)

    EXAMPLE: ClassVar = {"items": [Correction.EXAMPLE], "next": None}
