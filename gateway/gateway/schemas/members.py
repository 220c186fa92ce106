from typing import ClassVar

from marshmallow import Schema, fields, validate

from chassis.schema import Id, Text
from gateway.schemas.parts import (
    PARAGRAPH,
    Aggregate,
    Day,
    Goals,
    ListQuery,
    Page,
    PersonName,
    View,
    chosen,
    says,
    spoken,
)

KINDS = ("government_agency", "civil_society", "expert_commission", "observer")
STATUSES = ("submitted", "under_review", "active", "suspended", "declined", "cancelled", "withdrawn")
CHANNELS = ("letter", "telephone", "e_mail", "in_person")
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


class Received(Schema):
    """How an application came that the secretariat enters for an organisation."""

    channel = chosen(CHANNELS, required=True)
    on = Day(required=True, metadata=says("The day it was received."))
    reference = fields.String(
        validate=validate.Length(min=1, max=200),
        metadata=says("The letter's number, as it stands there."),
    )


class NewMember(Schema):
    """An application. Where the group is open-ended, it makes an active member at once."""

    kind = chosen(KINDS, required=True)
    name = Text(required=True, metadata=says("The official long name."))
    abbreviation = Text(max=60)
    sdgs = Goals()
    registry_number = fields.String(
        validate=validate.Length(min=1, max=60),
        metadata=says("Of a registered organisation; networks and community groups need none."),
    )
    website = fields.URL(schemes={"http", "https"}, validate=validate.Length(max=500))
    received = fields.Nested(Received, metadata=says("By the secretariat only."))
    committee = Id(metadata=says("By default the installation's first."))
    representative = fields.Nested(NewRepresentative, required=True)

    EXAMPLE: ClassVar = {
        "kind": "government_agency",
        "name": _NAME,
        "abbreviation": {"th": "กต.", "en": "MFA"},
        "sdgs": [17],
        "representative": _PERSON,
    }


class MemberChanges(Schema):
    """What is not named stays as it is; null takes away what may be absent."""

    name = Text()
    abbreviation = Text(max=60, allow_none=True)
    sdgs = Goals()
    registry_number = fields.String(validate=validate.Length(min=1, max=60), allow_none=True)
    website = fields.URL(schemes={"http", "https"}, validate=validate.Length(max=500), allow_none=True)

    EXAMPLE: ClassVar = {"sdgs": [16, 17], "website": None}


class RepresentativeChanges(Schema):
    """What is not named stays as it is."""

    name = PersonName()
    post = Text(allow_none=True)
    email = fields.Email(validate=validate.Length(max=254))
    language = spoken()

    EXAMPLE: ClassVar = {"post": {"th": "รองอธิบดี"}}


class Member(Aggregate):
    """A member, or one who asks to be. Names of persons are never shown here."""

    status = chosen(STATUSES, required=True)
    kind = chosen(KINDS, required=True)
    name = Text(required=True)
    abbreviation = Text()
    sdgs = Goals()
    registry_number = fields.String()
    website = fields.String()
    received = fields.Nested(Received, metadata=says("To the secretariat only."))
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
    sdg = fields.Integer(validate=validate.Range(min=1, max=17), metadata=says("A goal it is interested in."))
    text = fields.String(
        validate=validate.Length(min=1, max=200),
        metadata=says("Words of its name or abbreviation, Thai or English, all of them."),
    )
    committee = Id()


class MemberPage(Page):
    items = fields.List(fields.Nested(Member), required=True)

    EXAMPLE: ClassVar = {"items": [Member.EXAMPLE], "next": None}


class Change(View):
    """One step of a member's history, or of one who speaks for it; of people it says nothing."""

    id = fields.UUID(required=True)
    about = fields.String(required=True, metadata=says("`members/<id>` or `representatives/<id>`."))
    at_version = fields.Integer(required=True, metadata=says("The version that it made."))
    at = fields.String(required=True)
    by = fields.String(required=True, metadata=says("Who did it, by an id that names nobody."))
    roles = fields.List(fields.String(), required=True)
    what = fields.List(fields.String(), required=True)
    changed = fields.List(fields.String(), metadata=says("The fields that were put right."))
    reason = Text()
    ended_because = chosen(END_REASONS)

    EXAMPLE: ClassVar = {
        "id": "0198a6c1-0f42-7d1b-9a55-3c7e81d20b09",
        "about": f"members/{_MEMBER_ID}",
        "at_version": 2,
        "at": "2018-02-15T03:00:00.000Z",
        "by": "officer-1",
        "roles": ["secretariat"],
        "what": ["suspended"],
        "changed": [],
        "reason": {"th": "หน่วยงานขอพักการเข้าร่วมชั่วคราว"},
    }


class ChangePage(Page):
    items = fields.List(fields.Nested(Change), required=True)

    EXAMPLE: ClassVar = {"items": [Change.EXAMPLE], "next": None}


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
    confirmed_at = fields.String()
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
