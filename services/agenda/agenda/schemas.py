"""Commands in. What has no value is None after loading, except where only what is given shall change."""

from typing import Any

from marshmallow import Schema, ValidationError, fields, validate, validates_schema

from agenda.model import proposal_states
from agenda.model.document_kinds import Kind
from agenda.model.handover import Keeper
from agenda.model.meeting_states import Status as MeetingStatus
from agenda.model.proposal_states import Purpose
from agenda.model.resolution import ResolutionKind
from agenda.model.response import Answer, Attendance
from agenda.shapes import PAGES, PARAGRAPH, TITLE, Goals, ParticipantsShape, PersonShape, SignatoryShape
from chassis.schema import Id, Line, PageQuery, Text, Timestamp

PERSONS = validate.Range(min=0, max=1_000)
YEAR_BE = validate.Range(min=2400, max=2700)
FORMATS = ("html", "pdf")
NOT_ANSWERS = (Answer.NO_REPLY, Answer.WITHDRAWN)


def paragraphs(**kwargs: Any) -> fields.List[Any]:
    return fields.List(Text(max=PARAGRAPH), validate=validate.Length(max=50), **kwargs)


class ById(Schema):
    id = Id(required=True)


class Verb(ById):
    if_match = fields.Integer(strict=True, load_default=None)


class Reasoned(Verb):
    reason = Text(required=True, max=PARAGRAPH)


class ReviseProposal(Verb):
    if_match = fields.Integer(strict=True, required=True)
    title = Text(max=TITLE)
    rationale = Text(max=PAGES)
    sdgs = Goals()
    purpose = fields.Enum(Purpose, by_value=True)


class CreateProposal(Schema):
    title = Text(required=True, max=TITLE)
    rationale = Text(required=True, max=PAGES)
    sdgs = Goals(required=True)
    purpose = fields.Enum(Purpose, by_value=True, required=True)
    proposed_by = Id(required=True)
    committee = Id(load_default=None)


class ReturnProposal(Verb):
    comments = Text(required=True, max=PARAGRAPH)


class SupportProposal(Verb):
    member = Id(load_default=None)


class HandOverProposal(Verb):
    member = Id(required=True)


class ListLeft(PageQuery):
    member = Id(required=True)


class SelectProposal(Verb):
    meeting = Id(required=True)
    section = fields.Integer(strict=True, load_default=None, validate=validate.Range(min=1, max=20))


class MergeProposal(Verb):
    into = Id(required=True)


class DuplicateProposal(Verb):
    of = Id(required=True)


class ReferProposal(Verb):
    to = Text(required=True, max=TITLE)


class ListProposals(PageQuery):
    status = fields.Enum(proposal_states.Status, by_value=True)
    proposed_by = Id()
    keeper = fields.String(validate=validate.OneOf((str(Keeper.SECRETARIAT),)))
    meeting = Id()
    committee = Id()


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
    committee = Id(load_default=None)
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


class ListMeetings(PageQuery):
    committee = Id()
    status = fields.Enum(MeetingStatus, by_value=True)
    year_be = fields.Integer(strict=True, validate=YEAR_BE)


class AddItem(Verb):
    section = fields.Integer(required=True, strict=True, validate=validate.Range(min=1, max=20))
    title = Text(required=True, max=TITLE)


class ItemVerb(Verb):
    item = Id(required=True)


class AdjournItem(ItemVerb):
    to = Id(load_default=None)


class ResolutionGiven(Schema):
    kind = fields.Enum(ResolutionKind, by_value=True, required=True)
    text = Text(required=True, max=PARAGRAPH)
    to = Text(load_default=None, max=TITLE)


class DecideItem(ItemVerb):
    resolution = fields.Nested(ResolutionGiven, required=True)


class RespondMeeting(ById):
    member = Id(load_default=None)
    answer = fields.Enum(Answer, by_value=True, required=True, validate=validate.NoneOf(NOT_ANSWERS))
    delegates = fields.Integer(strict=True, load_default=None, validate=PERSONS)
    note = Text(load_default=None, max=PARAGRAPH)


class RecordAttendance(ById):
    member = Id(required=True)
    status = fields.Enum(Attendance, by_value=True, required=True)
    persons = fields.Integer(strict=True, load_default=None, validate=PERSONS)


class ListOfMeeting(PageQuery):
    id = Id(required=True)


class OfKind(Verb):
    kind = fields.Enum(Kind, by_value=True, required=True)


class ActingForShape(Schema):
    post = Text(required=True, max=TITLE)
    mode = fields.String(required=True, validate=validate.OneOf(("ปฏิบัติราชการแทน", "รักษาราชการแทน")))


class IsoDate(fields.Date):
    """Checked as a date, kept as its text."""

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> Any:
        return super()._deserialize(value, attr, data, **kwargs).isoformat()


class SignDocument(OfKind):
    signatory = fields.Nested(SignatoryShape, required=True)
    acting_for = fields.Nested(ActingForShape, load_default=None)
    letter_number = Line(max=60, load_default=None)
    letter_date = IsoDate(load_default=None)


class RenderDocument(OfKind):
    language = fields.String(load_default="th", validate=validate.OneOf(("th", "en")))
    format = fields.String(load_default="html", validate=validate.OneOf(FORMATS))
    offset = fields.Integer(strict=True, load_default=0, validate=validate.Range(min=0))
