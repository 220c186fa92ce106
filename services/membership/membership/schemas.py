"""Commands in, views out."""

import base64
from collections.abc import Sequence
from typing import Any, get_args

from marshmallow import Schema, ValidationError, fields, validate, validates_schema

from chassis.schema import LANGUAGES, Day, Id, Line, MailAddress, PageQuery, Sparse, Text, Timestamp
from membership.contact_shapes import PostalAddress, Reachable
from membership.model.committee import Kind
from membership.model.contact import wanting
from membership.model.representative import Role
from membership.model.scan import BYTES_AT_MOST
from membership.preference_shapes import Channels, QuietHours, how_often
from membership.shapes import REASON_LENGTH, Addressee, EachOnce, Goal, Goals, PersonName, Received, Shown
from membership.states import EndReason, MemberStatus, RepresentativeStatus

VERSION = validate.Range(min=1)
ROWS_AT_ONCE = 100
SAID_BY_CALLERS = ("replaced", "term")


class Person(Reachable):
    name = PersonName(required=True)
    post = Text()
    email = MailAddress()
    language = fields.String(required=True, validate=validate.OneOf(LANGUAGES))

    @validates_schema
    def must_be_reachable(self, data: dict[str, Any], **_: Any) -> None:
        if name := wanting(data):
            raise ValidationError({name: ["required"]})


class Known(Schema):
    """An organisation and who speaks for it."""

    kind = fields.String(required=True, validate=validate.OneOf(get_args(Kind)))
    name = Text(required=True)
    abbreviation = Text(max=60)
    sdgs = Goals(load_default=list)
    registry_number = Line(max=60)
    website = fields.Url(schemes={"http", "https"}, validate=validate.Length(max=500))
    addressee = fields.Nested(Addressee)
    representative = fields.Nested(Person, required=True)


class Application(Known):
    received = fields.Nested(Received, load_default=None)
    shown = Shown(load_default=list)
    committee = Id(load_default=None)


class Invitation(Known):
    committee = Id(load_default=None)


class Confirmation(Schema):
    token = fields.String(required=True, validate=validate.Length(min=1, max=1000))


class Base64(fields.String):
    """Bytes, in base64 on the wire."""

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> Any:
        try:
            return base64.b64decode(super()._deserialize(value, attr, data, **kwargs), validate=True)
        except ValueError as error:
            raise ValidationError("invalid") from error

    def _serialize(self, value: Any, attr: str | None, obj: Any, **kwargs: Any) -> str | None:
        return base64.b64encode(value).decode() if value else None


class NewScan(Schema):
    member = Id(required=True)
    content = Base64(required=True, validate=validate.Length(min=1, max=BYTES_AT_MOST))


class Import(Schema):
    rows = fields.List(fields.Raw(), required=True, validate=validate.Length(min=1, max=ROWS_AT_ONCE))
    commit = fields.Boolean(load_default=False)
    committee = Id(load_default=None)


class Verb(Schema):
    id = Id(required=True)
    if_match = fields.Integer(strict=True, load_default=None, validate=VERSION)


class Reasoned(Verb):
    reason = Text(required=True, max=REASON_LENGTH)


class Suspension(Reasoned):
    until = Day(load_default=None)


class Merging(Reasoned):
    into = Id(required=True)


class Withdrawal(Verb):
    reason = Text(load_default=None, max=REASON_LENGTH)


class MemberRevision(Verb):
    """What is not named stays as it is; null takes away what may be absent."""

    if_match = fields.Integer(strict=True, required=True, validate=VERSION)
    name = Text()
    abbreviation = Text(max=60, allow_none=True)
    sdgs = Goals()
    registry_number = Line(max=60, allow_none=True)
    website = fields.Url(schemes={"http", "https"}, validate=validate.Length(max=500), allow_none=True)
    addressee = fields.Nested(Addressee, allow_none=True)
    shown = Shown()
    consent = fields.Nested(Received)


class RepresentativeRevision(Verb, Reachable):
    if_match = fields.Integer(strict=True, required=True, validate=VERSION)
    name = PersonName()
    post = Text(allow_none=True)
    email = MailAddress(allow_none=True)
    language = fields.String(validate=validate.OneOf(LANGUAGES))
    term_ends = Day(allow_none=True)
    channels = fields.Nested(Channels, allow_none=True)
    digest = how_often(allow_none=True)
    quiet_hours = QuietHours(allow_none=True)
    shown = fields.Boolean()
    consent = fields.Nested(Received)


class Nomination(Person):
    member = Id(required=True)
    role = fields.String(required=True, validate=validate.OneOf(get_args(Role)))
    term_ends = Day(load_default=None)
    channels = fields.Nested(Channels, load_default=None)
    digest = how_often(load_default=None)
    quiet_hours = QuietHours(load_default=None)
    shown = fields.Boolean(load_default=False)
    consent = fields.Nested(Received, load_default=None)


class TakeOver(Verb):
    stays = fields.Boolean(load_default=False)


class Order(Schema):
    member = Id(required=True)
    order = EachOnce(Id(), required=True, validate=validate.Length(max=100))


class Ending(Verb):
    reason = fields.String(required=True, validate=validate.OneOf(SAID_BY_CALLERS))


class ById(Schema):
    id = Id(required=True)


class MembersQuery(PageQuery):
    kind = fields.String(load_default=None, validate=validate.OneOf(get_args(Kind)))
    status = fields.String(load_default=None, validate=validate.OneOf(get_args(MemberStatus)))
    sdg = Goal(load_default=None)
    text = Line(load_default=None, max=200)
    committee = Id(load_default=None)


class OfMember(Schema):
    member = Id(required=True)


class OfMemberQuery(PageQuery, OfMember):
    """A page of what is of one member."""


class RepresentativeView(Sparse):
    """Of a person: for the secretariat and the member itself."""

    id = Id()
    version = fields.Integer()
    status = fields.String(validate=validate.OneOf(get_args(RepresentativeStatus)))
    member = Id()
    committee = Id()
    role = fields.String(validate=validate.OneOf(get_args(Role)))
    rank = fields.Integer()
    name = PersonName()
    post = Text()
    email = fields.String()
    telephone = fields.String()
    postal_address = fields.Nested(PostalAddress)
    preferred_channel = fields.String()
    language = fields.String(validate=validate.OneOf(LANGUAGES))
    confirmed_at = Timestamp()
    term_ends = Day()
    channels = fields.Nested(Channels)
    digest = how_often()
    quiet_hours = QuietHours()
    shown = fields.Boolean()
    reason = fields.String(validate=validate.OneOf(get_args(EndReason)))
    erasure = Id()
    created_at = Timestamp()
    updated_at = Timestamp()


class ScanView(Sparse):
    id = Id()
    version = fields.Integer()
    member = Id()
    content_type = fields.String()
    size = fields.Integer()
    sha256 = fields.String()
    at = Timestamp()
    by = fields.String()
    content = Base64()


def view(schema: Schema, aggregate: Any) -> dict[str, Any]:
    return dict(schema.dump(aggregate))


def page(schema: Schema, items: Sequence[Any], after: str | None) -> dict[str, Any]:
    return {"items": schema.dump(items, many=True), "next": after}
