"""Who answers an invitation, and who comes."""

from typing import ClassVar

from marshmallow import Schema, fields, validate

from chassis.schema import Id, Text
from gateway.schemas.parts import PARAGRAPH, TITLE, Aggregate, ListQuery, Page, PersonName, chosen, says

_MEETING = "0198a6e0-77c1-7b35-a1f4-2d9c4e6b8f20"
ANSWERS = ("accepted", "tentative", "declined", "delegated")
LEFT = "withdrawn"
ATTENDED = ("attended", "absent", "excused")
_PERSONS = validate.Range(min=0, max=1_000)
_MEMBER = "0198a6c1-0f42-7d1b-9a55-3c7e81d20b02"


class Substitute(Schema):
    """Personal data: seen by the member and the secretariat."""

    name = PersonName(required=True)
    post = Text(max=TITLE)
    representative = Id(metadata=says("Where they speak for the member here anyway."))


class NewResponse(Schema):
    """A member's answer to its invitation; it may be changed until the meeting opens."""

    member = Id(metadata=says("By default the caller's own."))
    answer = chosen(ANSWERS, required=True)
    delegates = fields.Integer(strict=True, validate=_PERSONS, metadata=says("How many will come."))
    note = Text(max=PARAGRAPH)
    substitute = fields.Nested(
        Substitute, metadata=says("With `delegated`: who comes, of the same organisation.")
    )

    EXAMPLE: ClassVar = {"answer": "accepted", "delegates": 2}


class Response(Aggregate):
    status = fields.String(required=True)
    meeting = fields.UUID(required=True)
    member = fields.UUID(required=True)
    answer = chosen(("no_reply", *ANSWERS, LEFT), "`withdrawn`: it has left the group.", required=True)
    delegates = fields.Integer()
    note = Text()
    substitute = fields.UUID(metadata=says("Among the meeting's attendees."))
    answered_at = fields.String()

    EXAMPLE: ClassVar = {
        "id": "0198a6d1-9c02-7b11-8a37-5d0e4f6c2b17",
        "version": 1,
        "status": "accepted",
        "meeting": _MEETING,
        "member": _MEMBER,
        "answer": "accepted",
        "delegates": 2,
        "answered_at": "2018-01-20T03:00:00.000Z",
    }


class ResponsePage(Page):
    items = fields.List(fields.Nested(Response), required=True)

    EXAMPLE: ClassVar = {"items": [Response.EXAMPLE], "next": None}


class NewAttendance(Schema):
    member = Id(required=True)
    status = chosen(ATTENDED, required=True)
    persons = fields.Integer(strict=True, validate=_PERSONS, metadata=says("How many came."))

    EXAMPLE: ClassVar = {"member": _MEMBER, "status": "attended", "persons": 2}


class AttendanceQuery(ListQuery):
    status = chosen(ATTENDED, "Only those.")


class Attendance(Aggregate):
    status = chosen((*ATTENDED, "no_reply", *ANSWERS, LEFT), required=True)
    meeting = fields.UUID(required=True)
    member = fields.UUID(required=True)
    answer = chosen(("no_reply", *ANSWERS, LEFT))
    persons = fields.Integer()
    checked_in_at = fields.String()

    EXAMPLE: ClassVar = {
        "id": "0198a6d1-9c02-7b11-8a37-5d0e4f6c2b17",
        "version": 2,
        "status": "attended",
        "meeting": _MEETING,
        "member": _MEMBER,
        "answer": "accepted",
        "persons": 2,
    }


class AttendancePage(Page):
    items = fields.List(fields.Nested(Attendance), required=True)

    EXAMPLE: ClassVar = {"items": [Attendance.EXAMPLE], "next": None}
