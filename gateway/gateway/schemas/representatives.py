"""Those who speak for a member: personal data, for the secretariat and the member itself."""

from typing import ClassVar

from marshmallow import Schema, fields, validate

from chassis.schema import Id, MailAddress, Text
from gateway.schemas.entering import consent_came
from gateway.schemas.parts import Aggregate, Day, Page, PersonName, View, chosen, each_once, says, spoken
from gateway.schemas.preferences import Channels, QuietHours, how_often

ROLES = ("principal", "alternate", "expert")
CONTACT_CHANNELS = ("email", "post", "telephone")
SAID_BY_CALLERS = ("replaced", "term")
END_REASONS = (*SAID_BY_CALLERS, "member_withdrawn", "member_declined", "member_merged")

PERSON = {
    "name": {"th": {"given": "ผู้แทน", "family": "หนึ่ง"}},
    "post": {"th": "ผู้อำนวยการกอง"},
    "email": "rep1@org1.example",
    "language": "th",
}


class PostalAddress(Schema):
    """An address in Thailand."""

    street = fields.String(
        required=True,
        validate=validate.Length(min=1, max=200),
        metadata=says("What stands before the sub-district: number, village, road, or a post-office box."),
    )
    subdistrict = fields.String(validate=validate.Length(min=1, max=100), metadata=says("ตำบล, แขวง."))
    district = fields.String(validate=validate.Length(min=1, max=100), metadata=says("อำเภอ, เขต."))
    province = fields.String(required=True, validate=validate.Length(min=1, max=100))
    postcode = fields.String(required=True, metadata=says("Five digits."))


class Reachable(Schema):
    """How a person is reached beside e-mail, and instead of it."""

    telephone = fields.String(
        allow_none=True,
        validate=validate.Length(max=60),
        metadata=says("With an extension where there is one: `02 203 5000 ต่อ 14045`."),
    )
    postal_address = fields.Nested(PostalAddress, allow_none=True)
    preferred_channel = chosen(
        CONTACT_CHANNELS,
        "By which they are written to; by e-mail, where they have it and nothing is said.",
        allow_none=True,
    )


class NewRepresentative(Reachable):
    """The person who speaks for the organisation. Who has no e-mail needs a postal address or a telephone."""

    name = PersonName(required=True)
    post = Text()
    email = MailAddress()
    language = spoken(required=True)


class NewAlternate(NewRepresentative):
    role = chosen(ROLES, required=True)
    term_ends = Day(metadata=says("The last day in office; a month before it the member is reminded."))
    channels = fields.Nested(Channels)
    digest = how_often()
    quiet_hours = QuietHours()
    shown = fields.Boolean(metadata=says("Whether they agree to be named in public, with their post."))
    consent = consent_came()

    EXAMPLE: ClassVar = {**PERSON, "role": "alternate"}


class RepresentativeChanges(Reachable):
    """What is not named stays as it is; null takes away what may be absent."""

    name = PersonName()
    post = Text(allow_none=True)
    email = MailAddress(allow_none=True)
    language = spoken()
    term_ends = Day(allow_none=True)
    channels = fields.Nested(Channels, allow_none=True)
    digest = how_often(allow_none=True)
    quiet_hours = QuietHours(allow_none=True)
    shown = fields.Boolean(metadata=says("Whether they agree to be named in public, with their post."))
    consent = consent_came()

    EXAMPLE: ClassVar = {"post": {"th": "รองอธิบดี"}}


class Representative(Aggregate):
    """Personal data: shown to the secretariat and to the member itself."""

    status = chosen(("nominated", "confirmed", "ended"), required=True)
    member = fields.UUID(required=True)
    committee = fields.UUID()
    role = chosen(ROLES, required=True)
    rank = fields.Integer(metadata=says("Of an alternate, from 1."))
    name = PersonName(metadata=says("Absent, like post, address and language, of whom was erased."))
    post = Text()
    email = fields.String()
    telephone = fields.String(metadata=says("As RFC 3966 has it: `+6622035000;ext=14045`."))
    postal_address = fields.Nested(PostalAddress)
    preferred_channel = chosen(CONTACT_CHANNELS)
    language = spoken()
    confirmed_at = fields.String()
    term_ends = Day()
    channels = fields.Nested(Channels)
    digest = how_often()
    quiet_hours = QuietHours()
    shown = fields.Boolean()
    reason = chosen(END_REASONS)
    erasure = fields.UUID(metadata=says("Where it is told which services have forgotten the person."))
    created_at = fields.String()
    updated_at = fields.String()

    EXAMPLE: ClassVar = {
        **PERSON,
        "id": "0198a6c1-0f42-7d1b-9a55-3c7e81d20b03",
        "version": 2,
        "status": "confirmed",
        "member": "0198a6c1-0f42-7d1b-9a55-3c7e81d20b02",
        "role": "principal",
    }


class PublicPerson(View):
    """One who speaks for a member, and has agreed to be named."""

    role = chosen(ROLES, required=True)
    name = PersonName(required=True)
    post = Text()

    EXAMPLE: ClassVar = {"role": "principal", "name": PERSON["name"], "post": PERSON["post"]}


class People(View):
    items = fields.List(fields.Nested(PublicPerson), required=True)

    EXAMPLE: ClassVar = {"items": [PublicPerson.EXAMPLE]}


class RepresentativePage(Page):
    items = fields.List(fields.Nested(Representative), required=True)

    EXAMPLE: ClassVar = {"items": [Representative.EXAMPLE], "next": None}


class Order(Schema):
    order = fields.List(
        Id(),
        required=True,
        validate=[validate.Length(max=100), each_once],
        metadata=says("All alternates nominated or in office, each once, the first in rank first."),
    )

    EXAMPLE: ClassVar = {"order": ["0198a6c1-0f42-7d1b-9a55-3c7e81d20b07"]}


class TakeOver(Schema):
    stays = fields.Boolean(
        load_default=False,
        metadata=says("Whether the principal before stays as an alternate, or leaves office."),
    )

    EXAMPLE: ClassVar = {"stays": True}


class Ending(Schema):
    reason = chosen(SAID_BY_CALLERS, required=True)

    EXAMPLE: ClassVar = {"reason": "replaced"}
