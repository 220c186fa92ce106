from typing import Any, ClassVar

from marshmallow import Schema, fields, validate

from chassis.schema import Id, Text
from gateway.schemas.entering import Received, consent_came
from gateway.schemas.parts import (
    PARAGRAPH,
    Aggregate,
    Day,
    Goals,
    ListQuery,
    Page,
    View,
    chosen,
    each_once,
    says,
)
from gateway.schemas.representatives import END_REASONS, PERSON, NewRepresentative

KINDS = ("government_agency", "civil_society", "expert_commission", "observer")
STATUSES = (
    "submitted",
    "invited",
    "under_review",
    "active",
    "suspended",
    "declined",
    "cancelled",
    "expired",
    "withdrawn",
    "merged",
)
BY_CONSENT = ("registry_number", "website", "representatives")

_NAME = {"th": "กระทรวงการต่างประเทศ", "en": "Ministry of Foreign Affairs"}
_ORGANISATION = {
    "kind": "government_agency",
    "name": _NAME,
    "abbreviation": {"th": "กต.", "en": "MFA"},
    "sdgs": [17],
}
_MEMBER_ID = "0198a6c1-0f42-7d1b-9a55-3c7e81d20b02"
_COMMITTEE_ID = "0198a6c0-5d00-7c3e-8f11-6f0d2b9a4e01"


class Shown(fields.List[str]):
    """What a member consents to have shown to everybody."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs["metadata"] = says("What everybody may see of it; nothing of this, where it is not said.")
        super().__init__(chosen(BY_CONSENT), validate=each_once, **kwargs)


class Addressee(Schema):
    """Which office letters are addressed to: that of the organisation's head, and not a person."""

    office = Text(max=300, required=True, metadata=says("ปลัดกระทรวงการต่างประเทศ"))
    salutation = Text(max=60, metadata=says("Where it is another than เรียน."))
    closing = Text(max=120, metadata=says("Where it is another than ขอแสดงความนับถือ."))


class NewMember(Schema):
    """An application. Unless the secretariat enters it, its representative is sent a link to confirm it by;
    where the group is open-ended that makes an active member."""

    kind = chosen(KINDS, required=True)
    name = Text(required=True, metadata=says("The official long name."))
    abbreviation = Text(max=60)
    sdgs = Goals()
    registry_number = fields.String(
        validate=validate.Length(min=1, max=60),
        metadata=says("Of a registered organisation; networks and community groups need none."),
    )
    website = fields.URL(schemes={"http", "https"}, validate=validate.Length(max=500))
    addressee = fields.Nested(Addressee)
    received = fields.Nested(Received, metadata=says("By the secretariat only."))
    shown = Shown()
    committee = Id(metadata=says("By default the installation's first."))
    representative = fields.Nested(NewRepresentative, required=True)

    EXAMPLE: ClassVar = {**_ORGANISATION, "representative": PERSON}


class Invitation(Schema):
    """An organisation that is asked to take part, and who is written to for it."""

    kind = chosen(KINDS, required=True)
    name = Text(required=True, metadata=says("The official long name."))
    abbreviation = Text(max=60)
    sdgs = Goals()
    registry_number = fields.String(validate=validate.Length(min=1, max=60))
    website = fields.URL(schemes={"http", "https"}, validate=validate.Length(max=500))
    addressee = fields.Nested(Addressee)
    committee = Id(metadata=says("By default the installation's first."))
    representative = fields.Nested(NewRepresentative, required=True)

    EXAMPLE: ClassVar = {**_ORGANISATION, "representative": PERSON}


class Confirmation(Schema):
    token = fields.String(
        required=True,
        validate=validate.Length(min=1, max=1000),
        metadata=says("What follows `token=` in the link."),
    )

    EXAMPLE: ClassVar = {"token": "eyJhbGciOiJIUzI1NiJ9.e30.c2lnbmF0dXJl"}


class MemberChanges(Schema):
    """What is not named stays as it is; null takes away what may be absent."""

    name = Text()
    abbreviation = Text(max=60, allow_none=True)
    sdgs = Goals()
    registry_number = fields.String(validate=validate.Length(min=1, max=60), allow_none=True)
    website = fields.URL(schemes={"http", "https"}, validate=validate.Length(max=500), allow_none=True)
    addressee = fields.Nested(Addressee, allow_none=True)
    shown = Shown()
    consent = consent_came()

    EXAMPLE: ClassVar = {"sdgs": [16, 17], "website": None}


class AlsoKnownAs(View):
    id = fields.UUID(required=True)
    name = Text(required=True)


class Member(Aggregate):
    """A member, or one who asks to be. Names of persons are never shown here.

    Everybody sees what is public of a member of an open group; the registry number and the website only where
    the member has said so (`shown`). The member itself and the secretariat see all.
    """

    status = chosen(STATUSES, required=True)
    kind = chosen(KINDS, required=True)
    name = Text(required=True)
    abbreviation = Text()
    sdgs = Goals()
    registry_number = fields.String()
    website = fields.String()
    addressee = fields.Nested(Addressee)
    shown = Shown()
    received = fields.Nested(Received, metadata=says("To the secretariat only."))
    confirm_by = fields.String(
        metadata=says("To the secretariat only: until when the link counts that nobody has followed yet.")
    )
    committee = fields.UUID(required=True)
    merged_into = fields.UUID(metadata=says("The record of the same organisation that stands for this one."))
    also_known_as = fields.List(
        fields.Nested(AlsoKnownAs),
        metadata=says("The records that became a part of this one; with its own id, its former names."),
    )
    rejoins = fields.UUID(metadata=says("The record of its membership before, where it has come back."))
    split_from = fields.UUID(metadata=says("The record of the agency that it was a part of."))
    reason = Text(metadata=says("Why it was declined, suspended, withdrawn or merged."))
    until = Day(metadata=says("The last day of its suspension."))
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
    committee = Id(metadata=says("By default the installation's first."))


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
    until = Day(metadata=says("Of a suspension, its last day."))
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
