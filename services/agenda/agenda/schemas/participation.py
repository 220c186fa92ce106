"""Commands about answers and attendance."""

from marshmallow import fields, validate

from agenda.model.response import Answer, Attendance
from agenda.schemas.parts import ById
from agenda.shapes import PARAGRAPH
from chassis.schema import Id, Text

PERSONS = validate.Range(min=0, max=1_000)
NOT_ANSWERS = (Answer.NO_REPLY, Answer.WITHDRAWN)


class RespondMeeting(ById):
    member = Id(load_default=None)
    answer = fields.Enum(Answer, by_value=True, required=True, validate=validate.NoneOf(NOT_ANSWERS))
    delegates = fields.Integer(strict=True, load_default=None, validate=PERSONS)
    note = Text(load_default=None, max=PARAGRAPH)


class RecordAttendance(ById):
    member = Id(required=True)
    status = fields.Enum(Attendance, by_value=True, required=True)
    persons = fields.Integer(strict=True, load_default=None, validate=PERSONS)
