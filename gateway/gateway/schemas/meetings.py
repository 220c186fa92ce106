from typing import Any, ClassVar

from marshmallow import Schema, fields, validate

from chassis.schema import Id, Text
from gateway.schemas.parts import (
    PARAGRAPH,
    TITLE,
    Aggregate,
    BuddhistYear,
    ListQuery,
    Moment,
    Number,
    Page,
    Person,
    View,
    chosen,
    says,
)

STATUSES = (
    *("planned", "convened", "in_session", "closed"),
    *("minutes_draft", "minutes_circulated", "minutes_adopted", "cancelled"),
)

_MEETING = "0198a6e0-77c1-7b35-a1f4-2d9c4e6b8f20"
_VENUE = {"th": "วิเทศสโมสร กระทรวงการต่างประเทศ", "en": "Vithes Samosorn, Ministry of Foreign Affairs"}
_CHAIR = {
    "name": {"th": {"title": "นาง", "given": "กาญจนา", "family": "ภัทรโชค"}},
    "post": {
        "th": "อธิบดีกรมองค์การระหว่างประเทศ",
        "en": "Director-General, Department of International Organizations",
    },
}
_PURPOSE = {"th": "เพื่อกำหนดสมาชิกภาพ ขอบเขตการดำเนินงานของคณะทำงานร่วมฯ และแนวทางความร่วมมือ"}


class Participants(Schema):
    count = fields.Integer(required=True, strict=True, validate=validate.Range(min=0, max=100_000))
    approximate = fields.Boolean(metadata=says("True for an estimate: about 80."))
    includes = fields.List(
        Text(max=PARAGRAPH),
        validate=validate.Length(max=20),
        metadata=says("Groups worth naming among those who came."),
    )


class GivenNumber(Schema):
    ordinal = fields.Integer(required=True, strict=True, validate=validate.Range(min=1, max=999))
    year_be = BuddhistYear(required=True, metadata=says("Buddhist year."))


def _paragraphs(description: str) -> fields.List[dict[str, str]]:
    return fields.List(Text(max=PARAGRAPH), validate=validate.Length(max=50), metadata=says(description))


class Record(Schema):
    """What is on record of a meeting that was held before it is entered here."""

    number = fields.Nested(GivenNumber, allow_none=True, metadata=says("The number it had, or null."))
    participants = fields.Nested(Participants)
    attended_by = Text(max=PARAGRAPH)
    discussion = _paragraphs("What was talked about.")
    outcomes = _paragraphs("What follows from it.")
    source = fields.String(
        validate=validate.Length(min=1, max=1_000), metadata=says("Where it is on record.")
    )


def _online_url(**kwargs: Any) -> fields.Url:
    says_who = says("Where it meets on line (https); seen by members that are invited, alone.")
    return fields.Url(schemes={"https"}, validate=validate.Length(max=1_000), metadata=says_who, **kwargs)


def _capacity(**kwargs: Any) -> fields.Integer:
    seats = says("How many the room holds; more are not accepted, unless it is on line too.")
    return fields.Integer(strict=True, validate=validate.Range(min=1, max=100_000), metadata=seats, **kwargs)


class NewMeeting(Schema):
    """Gets the next number of its year (in Bangkok); a past meeting, recorded with `held`, the one it had."""

    starts_at = Moment(required=True)
    ends_at = Moment()
    venue = Text(max=TITLE, allow_none=True)
    chair = fields.Nested(Person)
    purpose = Text(max=PARAGRAPH)
    proposals_until = Moment(metadata=says("Until when proposals that are meant for it are taken."))
    committee = Id(metadata=says("By default the installation's first."))
    online_url = _online_url()
    capacity = _capacity()
    held = fields.Nested(Record, metadata=says("For a meeting of the past: nobody is invited to it."))

    EXAMPLE: ClassVar = {
        "starts_at": "2018-01-31T02:00:00.000Z",
        "ends_at": "2018-01-31T05:00:00.000Z",
        "venue": _VENUE,
        "chair": _CHAIR,
        "purpose": _PURPOSE,
        "held": {
            "number": {"ordinal": 1, "year_be": 2561},
            "participants": {"count": 80, "approximate": True},
            "source": "ข่าวสารนิเทศ กระทรวงการต่างประเทศ ๓๑ มกราคม ๒๕๖๑",
        },
    }


class MeetingChanges(Schema):
    """What is not named stays as it is; null takes away."""

    venue = Text(max=TITLE)
    chair = fields.Nested(Person, allow_none=True)
    purpose = Text(max=PARAGRAPH, allow_none=True)
    online_url = _online_url(allow_none=True)
    capacity = _capacity(allow_none=True)
    proposals_until = Moment(allow_none=True, metadata=says("Until when proposals meant for it are taken."))
    participants = fields.Nested(Participants, allow_none=True)
    attended_by = Text(max=PARAGRAPH, allow_none=True)
    discussion = _paragraphs("What was talked about.")
    outcomes = _paragraphs("What follows from it.")

    EXAMPLE: ClassVar = {"venue": _VENUE}


class MinutesState(View):
    edition = fields.Integer(required=True, metadata=says("The one that counts; corrections make another."))
    circulated_at = fields.String(required=True)
    adopted_at = fields.String()
    adopted_by = fields.UUID(metadata=says("The meeting that adopted them."))


class MovedFrom(View):
    """What it left behind when it was moved, as those who had it in their calendars knew it."""

    starts_at = fields.String(required=True)
    ends_at = fields.String()
    venue = Text()
    calendar_sequence = fields.Integer(required=True)
    announced = fields.Boolean(required=True, metadata=says("Members had been called there."))
    moved_at = fields.String()
    reason = Text()


class QuorumNow(View):
    """Members of each side, `government_agency` and `civil_society`, counted at each check-in."""

    needed = fields.Dict(keys=fields.String(), values=fields.Integer(), required=True)
    present = fields.Dict(keys=fields.String(), values=fields.Integer(), required=True)
    reached = fields.Boolean(required=True)


class Meeting(Aggregate):
    status = chosen(STATUSES, required=True)
    number = fields.Nested(Number, allow_none=True)
    starts_at = fields.String(required=True)
    ends_at = fields.String()
    venue = Text()
    chair = fields.Nested(Person)
    purpose = Text()
    committee = fields.UUID(required=True)
    proposals_until = fields.String(metadata=says("Until when proposals meant for it are taken."))
    calendar_sequence = fields.Integer(metadata=says("Raised when the entry in calendars changes."))
    moved_from = fields.List(
        fields.Nested(MovedFrom), metadata=says("Where and when it was to be before, the oldest first.")
    )
    online_url = _online_url()
    capacity = _capacity()
    quorum = fields.Nested(QuorumNow, metadata=says("Where the committee asks for one."))
    first = fields.Boolean(metadata=says("The committee's first meeting."))
    held = fields.Boolean(metadata=says("Recorded after it was held."))
    participants = fields.Nested(Participants)
    attended_by = Text()
    discussion = fields.List(Text())
    outcomes = fields.List(Text())
    source = fields.String()
    minutes = fields.Nested(MinutesState, metadata=says("Once they have been circulated."))
    reason = Text(metadata=says("Why it was rescheduled or cancelled."))
    created_at = fields.String()

    EXAMPLE: ClassVar = {
        "id": _MEETING,
        "version": 1,
        "status": "closed",
        "number": {"ordinal": 1, "year_be": 2561, "display": {"th": "๑/๒๕๖๑", "en": "1/2561"}},
        "starts_at": "2018-01-31T02:00:00.000Z",
        "ends_at": "2018-01-31T05:00:00.000Z",
        "venue": _VENUE,
        "chair": _CHAIR,
        "purpose": _PURPOSE,
        "committee": "0198a6c0-5d00-7c3e-8f11-6f0d2b9a4e01",
        "calendar_sequence": 0,
        "held": True,
        "participants": {"count": 80, "approximate": True},
    }


class MeetingQuery(ListQuery):
    committee = Id(metadata=says("By default the installation's first."))
    status = chosen(STATUSES)
    year_be = BuddhistYear(strict=False, data_key="year", metadata=says("Of the number: 2561, ๒๕๖๑ or 2018."))


class MeetingPage(Page):
    items = fields.List(fields.Nested(Meeting), required=True)

    EXAMPLE: ClassVar = {"items": [Meeting.EXAMPLE], "next": None}


class Rescheduling(Schema):
    starts_at = Moment(required=True, metadata=says("In the same calendar year."))
    ends_at = Moment(metadata=says("By default it stays as long as it was."))
    reason = Text(max=PARAGRAPH)

    EXAMPLE: ClassVar = {"starts_at": "2018-05-07T02:00:00.000Z", "reason": {"th": "เลื่อนตามความพร้อมของสถานที่"}}


class Closing(Schema):
    participants = fields.Nested(Participants)

    EXAMPLE: ClassVar = {"participants": {"count": 55, "approximate": False}}
