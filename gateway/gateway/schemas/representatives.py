"""Those who speak for a member: personal data, for the secretariat and the member itself."""

from typing import ClassVar

from marshmallow import Schema, fields, validate

from chassis.schema import Text
from gateway.schemas.parts import Aggregate, Day, Page, PersonName, chosen, says, spoken

ROLES = ("principal", "alternate")
SAID_BY_CALLERS = ("replaced", "term")
END_REASONS = (*SAID_BY_CALLERS, "member_withdrawn", "member_declined")

PERSON = {
    "name": {"th": {"given": "ผู้แทน", "family": "หนึ่ง"}},
    "post": {"th": "ผู้อำนวยการกอง"},
    "email": "rep1@org1.example",
    "language": "th",
}


class NewRepresentative(Schema):
    """The person who speaks for the organisation."""

    name = PersonName(required=True)
    post = Text()
    email = fields.Email(required=True, validate=validate.Length(max=254))
    language = spoken(required=True)


class NewAlternate(NewRepresentative):
    role = chosen(ROLES, required=True)
    term_ends = Day(metadata=says("The last day in office; a month before it the member is reminded."))

    EXAMPLE: ClassVar = {**PERSON, "role": "alternate"}


class RepresentativeChanges(Schema):
    """What is not named stays as it is."""

    name = PersonName()
    post = Text(allow_none=True)
    email = fields.Email(validate=validate.Length(max=254))
    language = spoken()
    term_ends = Day(allow_none=True)

    EXAMPLE: ClassVar = {"post": {"th": "รองอธิบดี"}}


class Representative(Aggregate):
    """Personal data: shown to the secretariat and to the member itself."""

    status = chosen(("nominated", "confirmed", "ended"), required=True)
    member = fields.UUID(required=True)
    committee = fields.UUID()
    role = chosen(ROLES, required=True)
    name = PersonName(required=True)
    post = Text()
    email = fields.String(required=True)
    language = spoken(required=True)
    confirmed_at = fields.String()
    term_ends = Day()
    reason = chosen(END_REASONS)
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


class RepresentativePage(Page):
    items = fields.List(fields.Nested(Representative), required=True)

    EXAMPLE: ClassVar = {"items": [Representative.EXAMPLE], "next": None}


class TakeOver(Schema):
    stays = fields.Boolean(
        load_default=False,
        metadata=says("Whether the principal before stays as an alternate, or leaves office."),
    )

    EXAMPLE: ClassVar = {"stays": True}


class Ending(Schema):
    reason = chosen(SAID_BY_CALLERS, required=True)

    EXAMPLE: ClassVar = {"reason": "replaced"}
