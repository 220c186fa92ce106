"""A committee's terms, as its file (`committee.json`), its view and its event state them."""

from typing import get_args

from marshmallow import fields, validate

from chassis.schema import Line, Text
from membership.model.committee import RIGHTS, JoinPolicy, Kind, Right
from membership.shapes import Day, Goal, Sparse


class Named(Sparse):
    name = Text(required=True)
    abbreviation = Text(max=60)


class Convener(Named):
    press_office = Text()
    role = Text()
    sdg = Goal()
    sdg_name = Text()


class Occasion(Sparse):
    month = fields.String(required=True, validate=validate.Regexp(r"\d{4}-(0[1-9]|1[0-2])\Z"))
    event = Text(required=True, max=1000)


class Founding(Sparse):
    date = Day(required=True)
    body = Text(required=True)
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


class Section(Sparse):
    ordinal = fields.Integer(required=True, strict=True, validate=validate.Range(min=1, max=20))
    title = Text(required=True)
    purpose = fields.String(validate=validate.OneOf(("information", "consideration")))
    if_empty = Text()


class Quorum(Sparse):
    """So many agencies and so many civil-society organisations."""

    government_agency = fields.Integer(required=True, strict=True, validate=validate.Range(min=0))
    civil_society = fields.Integer(required=True, strict=True, validate=validate.Range(min=0))


class Terms(Named):
    """A committee as `committee.json` states it: facts about the group, none about a person."""

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
    membership = fields.Nested(Membership)
    right_to_propose = fields.Nested(RightToPropose)
    purposes = fields.List(Text())
    benefits = fields.List(Text())
    convening = fields.Nested(Convening)
    agenda_template = fields.List(fields.Nested(Section), required=True, validate=validate.Length(min=1))
    quorum = fields.Nested(Quorum, allow_none=True)
    terms_of_reference = Text(max=20_000, allow_none=True)
    sources = fields.List(Line(max=1000))
