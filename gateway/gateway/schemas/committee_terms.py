"""What a committee states of itself, in what it is established with and in how it is shown."""

from typing import Any, ClassVar

from marshmallow import Schema, ValidationError, fields, validate, validates_schema

from chassis.schema import Id, Text
from gateway.schemas.members import KINDS
from gateway.schemas.parts import PARAGRAPH, SECTION_PURPOSES, Day, Goal, chosen, says

RIGHTS = ("propose", "support", "take_part")
JOIN_POLICIES = ("open", "review", "invitation")
_SHARE = validate.Regexp(r"^[1-9]\d?/[1-9]\d?$")
_COUNT = validate.Range(min=0)


class Named(Schema):
    name = Text(required=True)
    abbreviation = Text(max=60)


class Office(Schema):
    """Where letters come from and answers go to."""

    name = Text(required=True)
    location = Text(metadata=says("Its address, as a letter has it."))
    reached_by = Text(metadata=says("Its telephone and mailbox, as a letter has them."))


class Convener(Named):
    office = fields.Nested(Office)
    press_office = Text()
    role = Text()
    sdg = Goal(metadata=says("The goal it answers for."))
    sdg_name = Text()


class Occasion(Schema):
    month = fields.String(required=True, validate=validate.Regexp(r"\d{4}-(0[1-9]|1[0-2])\Z"))
    event = Text(required=True, max=1_000)


class Founding(Schema):
    date = Day(required=True)
    body = Text(required=True, metadata=says("Which meeting or authority founded it."))
    reference = Text(metadata=says("The number of the order or resolution, as it stands there."))
    after = fields.Nested(Occasion)


class Openness(Schema):
    form = Text(required=True)
    who = Text(required=True)


class RightToPropose(Schema):
    what = Text(required=True)
    manner = Text()
    subjects = Text()


class Convening(Schema):
    frequency = Text(required=True)


class TemplateSection(Schema):
    ordinal = fields.Integer(required=True, strict=True, validate=validate.Range(min=1, max=20))
    title = Text(required=True)
    purpose = chosen(
        SECTION_PURPOSES,
        "Proposals of this purpose are listed here; by themselves, the `minutes` of the meeting before and "
        "what follows from its resolutions (`follow_up`).",
    )
    if_empty = Text(metadata=says("What the agenda says where nothing is listed."))


class QuorumShares(Schema):
    government_agency = fields.String(validate=_SHARE, metadata=says("Of its members: `1/2`."))
    civil_society = fields.String(validate=_SHARE)


class Quorum(Schema):
    """Of each side at least so many and, where a share is stated, at least that share of its members."""

    government_agency = fields.Integer(required=True, strict=True, validate=_COUNT)
    civil_society = fields.Integer(required=True, strict=True, validate=_COUNT)
    shares = fields.Nested(QuorumShares)


class AdoptingMeeting(Schema):
    """By its id, where it is held in wara; by its number as it is written; or by both."""

    id = Id()
    display = fields.String(validate=validate.Length(min=1, max=60), metadata=says("๑/๒๕๖๑"))

    @validates_schema
    def some_meeting(self, data: dict[str, Any], **_: Any) -> None:
        if not data:
            raise ValidationError("required", "display")


class Adopted(Schema):
    """ขอบเขตการดำเนินงาน as it was adopted: it never changes; a correction is another version."""

    adopted_on = Day(required=True, metadata=says("The day, also in the Buddhist era: `2561-01-31`."))
    effective_from = Day(metadata=says("By default the day of its adoption."))
    meeting = fields.Nested(AdoptingMeeting, metadata=says("Which adopted it."))
    resolution = Text(max=PARAGRAPH, metadata=says("The resolution that it was adopted by."))


class NewTermsOfReference(Adopted):
    text = Text(max=20_000, required=True)

    EXAMPLE: ClassVar[dict[str, Any]] = {
        "text": {"th": "แลกเปลี่ยนข้อมูลและประสบการณ์ และเป็นเวทีหารือเรื่องที่เกี่ยวข้องกับหลายเป้าหมาย"},
        "adopted_on": "2018-01-31",
        "meeting": {"display": "๑/๒๕๖๑"},
    }


class Terms(Named):
    short_name = Text()
    theme = fields.Nested(Named)
    convener = fields.Nested(Convener)
    founding = fields.Nested(Founding)
    join_policy = chosen(JOIN_POLICIES, "`open`: an applicant is a member at once.")
    rights = fields.Dict(
        keys=chosen(KINDS),
        values=fields.List(chosen(RIGHTS)),
        metadata=says("What each kind of member may do in this group."),
    )
    handover_days = fields.Integer(
        strict=True,
        validate=validate.Range(min=1, max=365),
        metadata=says(
            "How long a proposal whose proposer left is offered to its supporters; 14 unless said."
        ),
    )
    support_needed = fields.Integer(
        strict=True,
        validate=validate.Range(min=0, max=1_000),
        metadata=says(
            "How many others have to stand with a proposal before it is admitted; none unless said."
        ),
    )
    minutes_days = fields.Integer(
        strict=True,
        validate=validate.Range(min=1, max=365),
        metadata=says(
            "Within how many days after a meeting its minutes are circulated; 14 unless said. "
            "After that the secretariat is reminded."
        ),
    )
    secretariat = Id(metadata=says("The member whose people are written to as the secretariat."))
    membership = fields.Nested(Openness)
    right_to_propose = fields.Nested(RightToPropose)
    purposes = fields.List(Text())
    benefits = fields.List(Text())
    convening = fields.Nested(Convening)
    agenda_template = fields.List(
        fields.Nested(TemplateSection), required=True, validate=validate.Length(min=1)
    )
    quorum = fields.Nested(Quorum)
    sources = fields.List(fields.String(validate=validate.Length(min=1, max=1_000)))
