"""Who comes: checked in at the door, named in a member's place, or invited as a guest."""

from typing import ClassVar

from marshmallow import Schema, fields, validate

from chassis.schema import Id, Text
from gateway.schemas.parts import TITLE, Aggregate, Page, PersonName, View, chosen, says

PARTS = ("substitute", "guest")
_MEETING = "0198a6e0-77c1-7b35-a1f4-2d9c4e6b8f20"
_MEMBER = "0198a6c1-0f42-7d1b-9a55-3c7e81d20b02"
_NAME = {"th": {"given": "ผู้แทน", "family": "หนึ่ง"}}


class CheckIn(Schema):
    """A member's people, or a person that is named; the secretariat needs no code."""

    member = Id()
    attendee = Id(metadata=says("A guest, or who comes in a member's place."))
    code = fields.String(validate=validate.Length(min=1, max=20), metadata=says("ABCD-2345"))
    persons = fields.Integer(
        strict=True, validate=validate.Range(min=1, max=1_000), metadata=says("How many of the member came.")
    )

    EXAMPLE: ClassVar = {"member": _MEMBER, "code": "ABCD-2345", "persons": 2}


class CheckedIn(Aggregate):
    status = chosen(("attended",), required=True)
    meeting = fields.UUID(required=True)
    member = fields.UUID()
    attendee = fields.UUID()
    name = Text(metadata=says("The member's."))
    persons = fields.Integer()
    checked_in_at = fields.String(required=True)

    EXAMPLE: ClassVar = {
        "id": "0198a6d1-9c02-7b11-8a37-5d0e4f6c2b17",
        "version": 2,
        "status": "attended",
        "meeting": _MEETING,
        "member": _MEMBER,
        "name": {"th": "กระทรวงการต่างประเทศ"},
        "persons": 2,
        "checked_in_at": "2018-01-31T01:40:00.000Z",
    }


class CodeQuery(Schema):
    member = Id(metadata=says("By default the caller's own."))
    attendee = Id()


class Code(View):
    """What to check in with: who has it comes for them."""

    meeting = fields.UUID(required=True)
    member = fields.UUID()
    attendee = fields.UUID()
    code = fields.String(required=True)
    link = fields.String(required=True, metadata=says("A page that checks in; the QR code leads there."))

    EXAMPLE: ClassVar = {
        "meeting": _MEETING,
        "member": _MEMBER,
        "code": "ABCD-2345",
        "link": f"https://wara.example/check-in?meeting={_MEETING}&member={_MEMBER}&code=ABCD-2345",
    }


class NewGuest(Schema):
    name = PersonName(required=True)
    post = Text(max=TITLE)
    organisation = Text(max=TITLE, required=True)

    EXAMPLE: ClassVar = {"name": _NAME, "organisation": {"th": "มหาวิทยาลัย"}, "post": {"th": "อาจารย์"}}


class Attendee(Aggregate):
    """Their name is personal data: the secretariat sees all, a member those that it named itself."""

    status = chosen(PARTS, required=True)
    meeting = fields.UUID(required=True)
    name = PersonName(metadata=says("Left out once they have been forgotten."))
    post = Text()
    organisation = Text()
    member = fields.UUID(metadata=says("In whose place they come."))
    representative = fields.UUID()
    checked_in_at = fields.String()
    erased_at = fields.String()
    created_at = fields.String()

    EXAMPLE: ClassVar = {
        "id": "0198a6d2-1b70-7c44-9e08-3a5f7d1c8e66",
        "version": 1,
        "status": "guest",
        "meeting": _MEETING,
        "name": _NAME,
        "organisation": {"th": "มหาวิทยาลัย"},
        "created_at": "2018-01-20T03:00:00.000Z",
    }


class AttendeePage(Page):
    items = fields.List(fields.Nested(Attendee), required=True)

    EXAMPLE: ClassVar = {"items": [Attendee.EXAMPLE], "next": None}
