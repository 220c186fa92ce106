from typing import ClassVar

from marshmallow import Schema, fields, validate

from chassis.schema import Id, Text
from gateway.schemas.parts import PARAGRAPH, SECTION_PURPOSES, TITLE, View, chosen, says
from gateway.schemas.resolutions import RESOLUTIONS, Resolution

ITEM_STATUSES = ("listed", "discussed", "decided", "adjourned", "removed")

_MEETING = "0198a6e0-77c1-7b35-a1f4-2d9c4e6b8f20"
_TITLE = {"th": "การกำหนดสมาชิกภาพของคณะทำงานร่วมฯ", "en": "Membership of the Joint Working Group"}


class Presenter(Schema):
    """A member, by somebody in this post; or only the one or the other."""

    member = Id()
    post = Text(max=TITLE)


class Item(View):
    """ระเบียบวาระที่ ๕.๑"""

    id = fields.UUID(required=True)
    ordinal = fields.Integer(required=True)
    number = Text(required=True, metadata=says("As each language writes it: ๕.๑, 5.1."))
    title = Text(required=True)
    status = chosen(ITEM_STATUSES, required=True)
    purpose = chosen(SECTION_PURPOSES)
    proposal = fields.UUID(metadata=says("The proposal that it came from."))
    proposed_by = fields.UUID()
    continues = fields.UUID(metadata=says("The item of an earlier meeting that was adjourned to this one."))
    continued_from = fields.UUID(metadata=says("The meeting of that item."))
    adjourned_to = fields.UUID(metadata=says("The meeting that it goes to."))
    continued_by = fields.UUID(metadata=says("The item of that meeting which goes on with it."))
    resolution = fields.Nested(Resolution)
    actions = fields.List(fields.UUID(), metadata=says("What was resolved is carried out by these."))
    referrals = fields.List(fields.UUID(), metadata=says("What was resolved went up by these."))
    of_meeting = fields.UUID(metadata=says("The meeting whose minutes or resolutions it is about."))
    follows = fields.UUID(metadata=says("The item of that meeting whose resolution it follows up."))
    minutes = fields.Integer(metadata=says("How long it is expected to take."))
    expected_at = fields.String(
        metadata=says("When it is expected to come up; as far as all that is before it has a length.")
    )
    presenters = fields.List(fields.Nested(Presenter))
    closed = fields.Boolean(metadata=says("The public sees its number alone."))


class Section(View):
    ordinal = fields.Integer(required=True)
    title = Text(required=True)
    purpose = chosen(SECTION_PURPOSES)
    if_empty = Text()
    items = fields.List(fields.Nested(Item), required=True)


class AgendaPublished(View):
    number = fields.Integer(required=True)
    at = fields.String(required=True)
    revised = fields.Boolean(required=True, metadata=says("The agenda has changed since."))


class Agenda(View):
    """ระเบียบวาระการประชุม; its version is the meeting's."""

    meeting = fields.UUID(required=True)
    version = fields.Integer(required=True)
    sections = fields.List(fields.Nested(Section), required=True)
    published = fields.Nested(AgendaPublished, metadata=says("The newest of its published versions."))

    EXAMPLE: ClassVar = {
        "meeting": _MEETING,
        "version": 4,
        "sections": [
            {"ordinal": 1, "title": {"th": "เรื่องที่ประธานแจ้งให้ที่ประชุมทราบ"}, "items": []},
            {
                "ordinal": 5,
                "title": {"th": "เรื่องที่เสนอให้ที่ประชุมพิจารณา (เพื่อพิจารณา)"},
                "purpose": "consideration",
                "items": [
                    {
                        "id": "0198a6e3-0a44-7c88-9b12-7f5d3e1c6a90",
                        "ordinal": 1,
                        "number": {"th": "๕.๑", "en": "5.1"},
                        "title": _TITLE,
                        "status": "listed",
                        "purpose": "consideration",
                    }
                ],
            },
        ],
    }


class NewItem(Schema):
    """An item that comes from no proposal; proposals are selected."""

    section = fields.Integer(required=True, strict=True, validate=validate.Range(min=1, max=20))
    title = Text(max=TITLE, required=True)

    EXAMPLE: ClassVar = {"section": 5, "title": _TITLE}


class NewResolution(Schema):
    kind = chosen(RESOLUTIONS, required=True)
    text = Text(max=PARAGRAPH, required=True)
    to = Text(max=TITLE, metadata=says("The body that it is referred up to."))


class Decision(Schema):
    resolution = fields.Nested(NewResolution, required=True)

    EXAMPLE: ClassVar = {
        "resolution": {"kind": "agreed", "text": {"th": "เห็นชอบตามที่เสนอ", "en": "Agreed as proposed"}}
    }


class Adjournment(Schema):
    to = Id(metadata=says("The meeting that takes it up; without one its date is open."))

    EXAMPLE: ClassVar = {"to": "0198a6f0-2b17-7d5c-8e03-4c9a1b7d6e52"}
