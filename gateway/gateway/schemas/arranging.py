"""An agenda as a whole: its order, what it says of each item, its published versions."""

from typing import ClassVar

from marshmallow import Schema, fields, validate

from chassis.schema import Id, Text
from gateway.schemas.agenda import Presenter
from gateway.schemas.parts import SECTION_PURPOSES, Aggregate, Page, View, chosen, says

CHANGES = ("added", "removed", "moved", "changed")

_MEETING = "0198a6e0-77c1-7b35-a1f4-2d9c4e6b8f20"
_ITEM = "0198a6e3-0a44-7c88-9b12-7f5d3e1c6a90"
_TITLE = {"th": "การกำหนดสมาชิกภาพของคณะทำงานร่วมฯ", "en": "Membership of the Joint Working Group"}


class Move(Schema):
    section = fields.Integer(required=True, strict=True, validate=validate.Range(min=1, max=20))
    after = Id(
        required=True,
        allow_none=True,
        metadata=says("The item of that section which it stands behind; null for its head."),
    )

    EXAMPLE: ClassVar = {"section": 5, "after": None}


class ItemChanges(Schema):
    minutes = fields.Integer(
        strict=True,
        allow_none=True,
        validate=validate.Range(min=1, max=24 * 60),
        metadata=says("How long it is expected to take."),
    )
    presenters = fields.List(fields.Nested(Presenter), validate=validate.Length(max=10))
    closed = fields.Boolean(metadata=says("The public sees its number alone."))

    EXAMPLE: ClassVar = {"minutes": 20, "presenters": [{"post": {"th": "ผู้อำนวยการกอง"}}], "closed": False}


class AgendaVersion(Aggregate):
    meeting = fields.UUID(required=True)
    number = fields.Integer(required=True)
    published_at = fields.String(required=True)

    EXAMPLE: ClassVar = {
        "id": "0198a6e4-51b7-7a10-8f3c-2b6d9e0f4a55",
        "version": 1,
        "meeting": _MEETING,
        "number": 1,
        "published_at": "2018-01-15T03:00:00.000Z",
    }


class AgendaVersionPage(Page):
    items = fields.List(fields.Nested(AgendaVersion), required=True)

    EXAMPLE: ClassVar = {"items": [AgendaVersion.EXAMPLE], "next": None}


class Line(View):
    """An item as it was published."""

    item = fields.UUID(required=True)
    ordinal = fields.Integer(required=True)
    number = Text(required=True)
    title = Text(required=True)
    closed = fields.Boolean(required=True)
    minutes = fields.Integer()
    presenters = fields.List(fields.Nested(Presenter))


class SectionThen(View):
    ordinal = fields.Integer(required=True)
    title = Text(required=True)
    purpose = chosen(SECTION_PURPOSES)
    if_empty = Text()
    items = fields.List(fields.Nested(Line), required=True)


class AgendaChange(View):
    """What became of an item since; one that only gave way to others has not been moved."""

    item = fields.UUID(required=True)
    change = chosen(CHANGES, required=True)
    number = Text(metadata=says("As it is now."))
    was = Text(metadata=says("As it was then."))
    title = Text(required=True)


class AgendaVersionInFull(AgendaVersion):
    sections = fields.List(fields.Nested(SectionThen), required=True)
    changes = fields.List(
        fields.Nested(AgendaChange), required=True, metadata=says("What has changed since.")
    )

    EXAMPLE: ClassVar = {
        **AgendaVersion.EXAMPLE,
        "sections": [
            {
                "ordinal": 5,
                "title": {"th": "เรื่องที่เสนอให้ที่ประชุมพิจารณา (เพื่อพิจารณา)"},
                "items": [
                    {
                        "item": _ITEM,
                        "ordinal": 1,
                        "number": {"th": "๕.๑", "en": "5.1"},
                        "title": _TITLE,
                        "closed": False,
                    }
                ],
            }
        ],
        "changes": [
            {
                "item": _ITEM,
                "change": "moved",
                "number": {"th": "๕.๓", "en": "5.3"},
                "was": {"th": "๕.๑", "en": "5.1"},
                "title": _TITLE,
            }
        ],
    }
