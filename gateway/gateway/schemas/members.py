from typing import ClassVar

from marshmallow import Schema, fields, validate

from chassis.schema import Id, Text
from gateway.schemas.parts import (
    PARAGRAPH,
    Aggregate,
    Goals,
    ListQuery,
    Page,
    PersonName,
    chosen,
    says,
    spoken,
)

KINDS = ("government_agency", "civil_society", "expert_commission", "observer")
STATUSES = ("submitted", "under_review", "active", "suspended", "declined", "cancelled", "withdrawn")
ROLES = ("principal", "alternate")
SAID_BY_CALLERS = ("replaced", "term")
END_REASONS = (*SAID_BY_CALLERS, "member_withdrawn")

_NAME = {"th": "กระทรวงการต่างประเทศ", "en": "Ministry of Foreign Affairs"}
_MEMBER_ID = "0198a6c1-0f42-7d1b-9a55-3c7e81d20b02"
_COMMITTEE_ID = "0198a6c0-5d00-7c3e-8f11-6f0d2b9a4e01"
_PERSON = {
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

    EXAMPLE: ClassVar = {**_PERSON, "role": "alternate"}


class NewMember(Schema):
    """An application. Where the group is open-ended, it makes an active member at once."""

    kind = chosen(KINDS, required=True)
    name = Text(required=True, metadata=says("The official long name."))
    abbreviation = Text(max=60)
    sdgs = Goals()
    website = fields.URL(schemes={"http", "https"}, validate=validate.Length(max=500))
    committee = Id(metadata=says("By default the installation's first."))
    representative = fields.Nested(NewRepresentative, required=True)

    EXAMPLE: ClassVar = {
        "kind": "government_agency",
        "name": _NAME,
        "abbreviation": {"th": "กต.", "en": "MFA"},
        "sdgs": [17],
        "representative": _PERSON,
    }


class Member(Aggregate):
    """A member, or one who asks to be. Names of persons are never shown here."""

    status = chosen(STATUSES, required=True)
    kind = chosen(KINDS, required=True)
    name = Text(required=True)
    abbreviation = Text()
    sdgs = Goals()
    website = fields.String()
    committee = fields.UUID(required=True)
    rejoins = fields.UUID(metadata=says("The record of its membership before, where it has come back."))
    reason = Text(metadata=says("Why it was declined, suspended or withdrawn."))
    created_at = fields.String()
    updated_at = fields.String()

    EXAMPLE: ClassVar = {
        "id": _MEMBER_ID,
        "version": 1,
        "status": "active",
        "kind": "government_agency",
        "name": _NAME,
        "abbreviation": {"th": "กต.", "en": "MFA"},
        "sdgs": [17],
        "committee": _COMMITTEE_ID,
        "created_at": "2018-01-15T03:00:00.000Z",
        "updated_at": "2018-01-15T03:00:00.000Z",
    }


class MemberQuery(ListQuery):
    kind = chosen(KINDS)
    status = chosen(STATUSES)
    committee = Id()


class MemberPage(Page):
    items = fields.List(fields.Nested(Member), required=True)

    EXAMPLE: ClassVar = {"items": [Member.EXAMPLE], "next": None}


class Withdrawal(Schema):
    reason = Text(max=PARAGRAPH)

    EXAMPLE: ClassVar = {"reason": {"th": "ยุบรวมกับหน่วยงานอื่น", "en": "Merged into another agency"}}


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
    reason = chosen(END_REASONS)
    created_at = fields.String()
    updated_at = fields.String()

    EXAMPLE: ClassVar = {
        **_PERSON,
        "id": "0198a6c1-0f42-7d1b-9a55-3c7e81d20b03",
        "version": 2,
        "status": "confirmed",
        "member": _MEMBER_ID,
        "role": "principal",
    }


class RepresentativePage(Page):
    items = fields.List(fields.Nested(Representative), required=True)

    EXAMPLE: ClassVar = {"items": [Representative.EXAMPLE], "next": None}


class Ending(Schema):
    reason = chosen(SAID_BY_CALLERS, required=True)

    EXAMPLE: ClassVar = {"reason": "replaced"}
