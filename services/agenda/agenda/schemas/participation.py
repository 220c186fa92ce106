"""Commands about answers and attendance."""

from typing import Any

from marshmallow import Schema, ValidationError, fields, validate, validates_schema

from agenda.model.response import Answer, Attendance
from agenda.schemas.parts import ById, ListOfMeeting
from agenda.shapes import PARAGRAPH, TITLE, PersonName
from chassis.schema import Id, Text

PERSONS = validate.Range(min=0, max=1_000)
AT_ONCE = 100
NOT_ANSWERS = (Answer.NO_REPLY, Answer.WITHDRAWN)


class SubstituteGiven(Schema):
    """Of the same organisation; `representative` where they speak for it here anyway."""

    name = PersonName(required=True)
    post = Text(load_default=None, max=TITLE)
    representative = Id(load_default=None)


class RespondMeeting(ById):
    member = Id(load_default=None)
    answer = fields.Enum(Answer, by_value=True, required=True, validate=validate.NoneOf(NOT_ANSWERS))
    delegates = fields.Integer(strict=True, load_default=None, validate=PERSONS)
    note = Text(load_default=None, max=PARAGRAPH)
    substitute = fields.Nested(SubstituteGiven, load_default=None)


class MemberAttendance(Schema):
    member = Id(required=True)
    status = fields.Enum(Attendance, by_value=True, required=True)
    persons = fields.Integer(strict=True, load_default=None, validate=PERSONS)


class RecordAttendance(ById, MemberAttendance):
    pass


class TakeAttendance(Schema):
    meeting = Id(required=True)
    attendance = fields.List(
        fields.Nested(MemberAttendance), required=True, validate=validate.Length(min=1, max=AT_ONCE)
    )

    @validates_schema
    def each_member_once(self, data: dict[str, Any], **_: Any) -> None:
        members = [one["member"] for one in data["attendance"]]
        again = {n: {"member": ["duplicate"]} for n, one in enumerate(members) if one in members[:n]}
        if again:
            raise ValidationError({"attendance": again})


class ListAttendance(ListOfMeeting):
    status = fields.Enum(Attendance, by_value=True, load_default=None)


class InviteGuest(ById):
    name = PersonName(required=True)
    post = Text(load_default=None, max=TITLE)
    organisation = Text(required=True, max=TITLE)


class OfAttendee(ById):
    attendee = Id(required=True)


class OfCode(ById):
    member = Id(load_default=None)
    attendee = Id(load_default=None)


class CheckIn(OfCode):
    code = fields.String(load_default=None, validate=validate.Length(max=20))
    persons = fields.Integer(strict=True, load_default=None, validate=validate.Range(min=1, max=1_000))
