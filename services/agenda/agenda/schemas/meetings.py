"""Commands about meetings."""

from typing import Any

from marshmallow import Schema, ValidationError, fields, validate, validates_schema

from agenda.model.meeting_states import Status
from agenda.schemas.parts import Verb
from agenda.shapes import PARAGRAPH, TITLE, ParticipantsShape, PersonShape
from chassis.schema import Id, Line, PageQuery, Text, Timestamp

YEAR_BE = validate.Range(min=2400, max=2700)


def paragraphs(**kwargs: Any) -> fields.List[Any]:
    return fields.List(Text(max=PARAGRAPH), validate=validate.Length(max=50), **kwargs)


def online_url(**kwargs: Any) -> fields.Url:
    return fields.Url(schemes={"https"}, validate=validate.Length(max=1_000), **kwargs)


def capacity(**kwargs: Any) -> fields.Integer:
    return fields.Integer(strict=True, validate=validate.Range(min=1, max=100_000), **kwargs)


class NumberGiven(Schema):
    ordinal = fields.Integer(required=True, strict=True, validate=validate.Range(min=1, max=999))
    year_be = fields.Integer(required=True, strict=True, validate=YEAR_BE)


class Record(Schema):
    """What is on record of a meeting held before it is entered here."""

    number = fields.Nested(NumberGiven, load_default=None)
    participants = fields.Nested(ParticipantsShape, load_default=None)
    attended_by = Text(load_default=None, max=PARAGRAPH)
    discussion = paragraphs(load_default=list)
    outcomes = paragraphs(load_default=list)
    source = Line(max=1_000, load_default=None)


class PlanMeeting(Schema):
    starts_at = Timestamp(required=True)
    ends_at = Timestamp(load_default=None)
    venue = Text(load_default=None, max=TITLE)
    chair = fields.Nested(PersonShape, load_default=None)
    purpose = Text(load_default=None, max=PARAGRAPH)
    proposals_until = Timestamp(load_default=None)
    committee = Id(load_default=None)
    online_url = online_url(load_default=None)
    capacity = capacity(load_default=None)
    held = fields.Nested(Record, load_default=None)

    @validates_schema
    def somewhere(self, data: dict[str, Any], **_: Any) -> None:
        """Only a record of the past may not know where it was."""
        if data["venue"] is None and data["held"] is None:
            raise ValidationError("required", "venue")


class ReviseMeeting(Verb):
    if_match = fields.Integer(strict=True, required=True)
    venue = Text(max=TITLE)
    chair = fields.Nested(PersonShape, allow_none=True)
    purpose = Text(max=PARAGRAPH, allow_none=True)
    online_url = online_url(allow_none=True)
    capacity = capacity(allow_none=True)
    proposals_until = Timestamp(allow_none=True)
    participants = fields.Nested(ParticipantsShape, allow_none=True)
    attended_by = Text(max=PARAGRAPH, allow_none=True)
    discussion = paragraphs()
    outcomes = paragraphs()


class RescheduleMeeting(Verb):
    starts_at = Timestamp(required=True)
    ends_at = Timestamp(load_default=None)
    reason = Text(load_default=None, max=PARAGRAPH)


class CloseMeeting(Verb):
    participants = fields.Nested(ParticipantsShape, load_default=None)


class PreviewConvening(PageQuery):
    id = Id(required=True)


class ListMeetings(PageQuery):
    committee = Id()
    status = fields.Enum(Status, by_value=True)
    year_be = fields.Integer(strict=True, validate=YEAR_BE)
