"""A committee's terms, as its file (`committee.json`), its view, its events and calls about it state them."""

from typing import Any, get_args

from marshmallow import ValidationError, fields, validate, validates_schema

from chassis.schema import Day, Id, Line, Sparse, Text
from membership.model.committee import RIGHTS, JoinPolicy, Kind, Right
from membership.shapes import Goal


class Named(Sparse):
    name = Text(required=True)
    abbreviation = Text(max=60)


class Office(Sparse):
    """Where letters come from and answers go to; `reached_by` is its telephone and mailbox."""

    name = Text(required=True)
    location = Text()
    reached_by = Text()


class Convener(Named):
    office = fields.Nested(Office)
    press_office = Text()
    role = Text()
    sdg = Goal()
    sdg_name = Text()


class Occasion(Sparse):
    month = fields.String(required=True, validate=validate.Regexp(r"\d{4}-(0[1-9]|1[0-2])\Z"))
    event = Text(required=True, max=1000)


class Founding(Sparse):
    """`reference` is the order's or resolution's number as it stands there."""

    date = Day(required=True)
    body = Text(required=True)
    reference = Text()
    after = fields.Nested(Occasion)


class Membership(Sparse):
    form = Text(required=True)
    who = Text(required=True)


class RightToPropose(Sparse):
    what = Text(required=True)
    manner = Text()
    subjects = Text()


class Convening(Sparse):
    frequency = Text(required=True)


SECTION_PURPOSES = ("information", "consideration", "minutes", "follow_up")


class Section(Sparse):
    """Proposals of its `purpose` are listed in it; `minutes` and `follow_up` a meeting has by itself."""

    ordinal = fields.Integer(required=True, strict=True, validate=validate.Range(min=1, max=20))
    title = Text(required=True)
    purpose = fields.String(validate=validate.OneOf(SECTION_PURPOSES))
    if_empty = Text()


class Share(fields.String):
    """A part of those who are members: `1/2`."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(validate=[validate.Regexp(r"^[1-9]\d?/[1-9]\d?$"), at_most_the_whole], **kwargs)


def at_most_the_whole(share: str) -> None:
    part, _, whole = share.partition("/")
    if part.isdigit() and whole.isdigit() and int(part) > int(whole):
        raise ValidationError("out_of_range")


class Shares(Sparse):
    government_agency = Share()
    civil_society = Share()


class Quorum(Sparse):
    """Of each side at least so many and, where a share is stated, at least that share of its members."""

    government_agency = fields.Integer(required=True, strict=True, validate=validate.Range(min=0))
    civil_society = fields.Integer(required=True, strict=True, validate=validate.Range(min=0))
    shares = fields.Nested(Shares)


class AdoptingMeeting(Sparse):
    """By its id, where it is held in wara; by its number as it is written; or by both."""

    id = Id()
    display = Line(max=60)

    @validates_schema
    def some_meeting(self, data: dict[str, Any], **_: Any) -> None:
        if not data:
            raise ValidationError("required", "display")


class TermsOfReferenceStated(Sparse):
    """A version without its text."""

    number = fields.Integer()
    adopted_on = Day()
    effective_from = Day()
    meeting = fields.Nested(AdoptingMeeting)
    resolution = Text(max=2_000)


class Adoption(Sparse):
    """A version of the terms of reference, in effect from the day of its adoption unless another is named."""

    text = Text(required=True, max=20_000)
    adopted_on = Day(required=True)
    effective_from = Day(load_default=None)
    meeting = fields.Nested(AdoptingMeeting, load_default=None)
    resolution = Text(load_default=None, max=2_000)


class Terms(Named):
    """A committee's public facts: about the group, none about a person.

    `secretariat` is the member whose people are written to as the secretariat.
    """

    short_name = Text()
    theme = fields.Nested(Named)
    convener = fields.Nested(Convener)
    founding = fields.Nested(Founding)
    join_policy = fields.String(load_default="open", validate=validate.OneOf(get_args(JoinPolicy)))
    rights = fields.Dict(
        keys=fields.String(validate=validate.OneOf(get_args(Kind))),
        values=fields.List(fields.String(validate=validate.OneOf(get_args(Right)))),
        load_default=lambda: RIGHTS,
    )
    handover_days = fields.Integer(strict=True, validate=validate.Range(min=1, max=365))
    support_needed = fields.Integer(strict=True, validate=validate.Range(min=0, max=1_000))
    minutes_days = fields.Integer(strict=True, validate=validate.Range(min=1, max=365))
    secretariat = Id()
    membership = fields.Nested(Membership)
    right_to_propose = fields.Nested(RightToPropose)
    purposes = fields.List(Text())
    benefits = fields.List(Text())
    convening = fields.Nested(Convening)
    agenda_template = fields.List(fields.Nested(Section), required=True, validate=validate.Length(min=1))
    quorum = fields.Nested(Quorum, allow_none=True)
    sources = fields.List(Line(max=1000))


class Establishment(Terms):
    """A committee as its file, or the call that establishes it, states it."""

    terms_of_reference = fields.Nested(Adoption, load_default=None, allow_none=True)
