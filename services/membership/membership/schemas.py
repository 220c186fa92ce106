"""Commands in, views out."""

from collections.abc import Sequence
from typing import Any, get_args

from marshmallow import Schema, fields, pre_dump, validate

from chassis.schema import LANGUAGES, Id, PageQuery, Text, Timestamp
from membership.model import Committee, EndReason, Kind, Member, Representative, Role
from membership.shapes import REASON_LENGTH, Goals, PersonName, Sparse
from membership.states import MemberStatus, RepresentativeStatus
from membership.terms import Terms

VERSION = validate.Range(min=1)
SAID_BY_CALLERS = ("replaced", "term")


class Person(Schema):
    name = PersonName(required=True)
    post = Text()
    email = fields.Email(required=True, validate=validate.Length(max=254))
    language = fields.String(required=True, validate=validate.OneOf(LANGUAGES))


class Application(Schema):
    kind = fields.String(required=True, validate=validate.OneOf(get_args(Kind)))
    name = Text(required=True)
    abbreviation = Text(max=60)
    sdgs = Goals(load_default=list)
    website = fields.Url(schemes={"http", "https"}, validate=validate.Length(max=500))
    committee = Id(load_default=None)
    representative = fields.Nested(Person, required=True)


class Verb(Schema):
    id = Id(required=True)
    if_match = fields.Integer(strict=True, load_default=None, validate=VERSION)


class Reasoned(Verb):
    reason = Text(required=True, max=REASON_LENGTH)


class Withdrawal(Verb):
    reason = Text(load_default=None, max=REASON_LENGTH)


class Nomination(Person):
    member = Id(required=True)
    role = fields.String(required=True, validate=validate.OneOf(get_args(Role)))


class Ending(Verb):
    reason = fields.String(required=True, validate=validate.OneOf(SAID_BY_CALLERS))


class ById(Schema):
    id = Id(required=True)


class MaybeById(Schema):
    id = Id(load_default=None)


class MembersQuery(PageQuery):
    kind = fields.String(load_default=None, validate=validate.OneOf(get_args(Kind)))
    status = fields.String(load_default=None, validate=validate.OneOf(get_args(MemberStatus)))
    committee = Id(load_default=None)


class RepresentativesQuery(PageQuery):
    member = Id(required=True)


class MemberView(Sparse):
    id = Id()
    version = fields.Integer()
    status = fields.String(validate=validate.OneOf(get_args(MemberStatus)))
    kind = fields.String(validate=validate.OneOf(get_args(Kind)))
    name = Text()
    abbreviation = Text()
    sdgs = Goals()
    website = fields.String()
    committee = Id()
    reason = Text()
    rejoins = Id()
    created_at = Timestamp()
    updated_at = Timestamp()


class RepresentativeView(Sparse):
    """Of a person: for the secretariat and the member itself."""

    id = Id()
    version = fields.Integer()
    status = fields.String(validate=validate.OneOf(get_args(RepresentativeStatus)))
    member = Id()
    committee = Id()
    role = fields.String(validate=validate.OneOf(get_args(Role)))
    name = PersonName()
    post = Text()
    email = fields.String()
    language = fields.String(validate=validate.OneOf(LANGUAGES))
    reason = fields.String(validate=validate.OneOf(get_args(EndReason)))
    created_at = Timestamp()
    updated_at = Timestamp()


class CommitteeView(Terms):
    id = Id()
    version = fields.Integer()
    status = fields.String()

    @pre_dump
    def as_stated(self, committee: Committee, **_: Any) -> dict[str, Any]:
        return committee.as_stated()


def view(schema: Schema, aggregate: Committee | Member | Representative) -> dict[str, Any]:
    return dict(schema.dump(aggregate))


def page(schema: Schema, items: Sequence[Any], after: str | None) -> dict[str, Any]:
    return {"items": schema.dump(items, many=True), "next": after}
