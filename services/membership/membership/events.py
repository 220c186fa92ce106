"""What membership tells: facts about members and committees to everybody, about people to our own services.

The facts of one change share a version and all state what came of it, so that they may arrive in any order.
"""

from collections.abc import Iterable
from dataclasses import asdict, replace
from datetime import datetime
from typing import get_args

from marshmallow import Schema, fields, validate

from chassis.envelope import Classification, EventType, Told
from chassis.schema import LANGUAGES, Day, Id, Sparse, Text, Timestamp
from membership import examples
from membership.contact_shapes import PostalAddress
from membership.erasure_events import ERASURE_COMPLETED, REPRESENTATIVE_ERASED
from membership.model.committee import Committee, Kind
from membership.model.member import Member
from membership.model.representative import Representative, Role
from membership.preference_shapes import Channels, QuietHours, how_often
from membership.request_events import ANSWERED, DATA_REQUEST
from membership.shapes import REASON_LENGTH, Addressee, Goals, PersonName
from membership.states import (
    CommitteeFact,
    CommitteeStatus,
    EndReason,
    MemberFact,
    MemberStatus,
    RepresentativeFact,
    RepresentativeStatus,
)
from membership.terms import Terms, TermsOfReferenceStated


class MemberData(Sparse):
    id = Id(required=True)
    committee = Id(required=True)
    kind = fields.String(required=True, validate=validate.OneOf(get_args(Kind)))
    name = Text(required=True)
    abbreviation = Text()
    registry_number = fields.String()
    from_list = fields.Boolean()
    addressee = fields.Nested(Addressee)
    sdgs = Goals(required=True)
    status = fields.String(required=True, validate=validate.OneOf(get_args(MemberStatus)))
    reason = Text(max=REASON_LENGTH)
    until = Day()
    merged_into = Id()


class ServedFor(Schema):
    member = Id(required=True)
    confirmed_at = Timestamp(required=True)


class RepresentativeData(Sparse):
    id = Id(required=True)
    member = Id(required=True)
    committee = Id(required=True)
    name = PersonName(required=True)
    post = Text()
    email = fields.Email()
    telephone = fields.String()
    postal_address = fields.Nested(PostalAddress)
    preferred_channel = fields.String()
    language = fields.String(required=True, validate=validate.OneOf(LANGUAGES))
    role = fields.String(required=True, validate=validate.OneOf(get_args(Role)))
    rank = fields.Integer()
    status = fields.String(required=True, validate=validate.OneOf(get_args(RepresentativeStatus)))
    confirmed_at = Timestamp()
    served_for = fields.List(fields.Nested(ServedFor))
    term_ends = Day()
    channels = fields.Nested(Channels)
    digest = how_often()
    quiet_hours = QuietHours()
    reason = fields.String(validate=validate.OneOf(get_args(EndReason)))


class AskingData(RepresentativeData):
    """The link is `PUBLIC_URL/confirm?token=…`."""

    confirm_by = Timestamp(required=True)
    token = fields.String(required=True)


class CommitteeData(Terms):
    """All that it states of itself; of its terms of reference the newest, whose text is read over HTTP."""

    id = Id(required=True)
    first = fields.Boolean()
    parent = Id()
    terms_of_reference = fields.Nested(TermsOfReferenceStated)
    status = fields.String(required=True, validate=validate.OneOf(get_args(CommitteeStatus)))
    reason = Text(max=REASON_LENGTH)
    version = fields.Integer(required=True)


class EstablishedData(CommitteeData):
    status = fields.String(required=True, validate=validate.OneOf(("active",)))


def _committee(name: str, fact: CommitteeFact, summary: str) -> EventType:
    return EventType(
        name=name, schema=CommitteeData(), summary=summary, example=examples.COMMITTEE_AFTER[fact]
    )


def _member(
    name: str, fact: MemberFact, summary: str, classification: Classification = "public"
) -> EventType:
    return EventType(
        name=name,
        schema=MemberData(),
        summary=summary,
        example=examples.MEMBER[fact],
        classification=classification,
    )


def _representative(name: str, fact: RepresentativeFact, summary: str) -> EventType:
    return EventType(
        name=name,
        schema=RepresentativeData(),
        summary=summary,
        example=examples.REPRESENTATIVE[fact],
        classification="restricted",
    )


def _asking(name: str, summary: str) -> EventType:
    return EventType(
        name=name,
        schema=AskingData(),
        summary=summary,
        example=examples.ASKING,
        classification="restricted",
    )


MEMBER: dict[MemberFact, EventType] = {
    "submitted": _member(
        "membership.member.submitted.v1",
        "submitted",
        "Somebody applied, and is asked whether the address is theirs",
        "restricted",
    ),
    "invited": _member(
        "membership.member.invited.v1", "invited", "An organisation was asked to take part", "restricted"
    ),
    "lapsed": _member(
        "membership.member.lapsed.v1",
        "lapsed",
        "Nobody followed the link in time (status expired), or it was taken back (status cancelled)",
        "restricted",
    ),
    "applied": _member("membership.member.applied.v1", "applied", "An organisation asked to take part"),
    "revised": _member("membership.member.revised.v1", "revised", "What is known of a member was put right"),
    "admitted": _member("membership.member.admitted.v1", "admitted", "An applicant became a member"),
    "declined": _member("membership.member.declined.v1", "declined", "An application was refused, and why"),
    "suspended": _member("membership.member.suspended.v1", "suspended", "A member may not take part for now"),
    "reinstated": _member("membership.member.reinstated.v1", "reinstated", "A suspended member is back"),
    "withdrawn": _member(
        "membership.member.withdrawn.v1",
        "withdrawn",
        "A member left (status withdrawn), or took its application back (status cancelled)",
    ),
    "merged": _member(
        "membership.member.merged.v1",
        "merged",
        "A second record of an organisation became a part of the other, which stands for it from now on",
    ),
}
REPRESENTATIVE: dict[RepresentativeFact, EventType] = {
    "nominated": _representative(
        "membership.representative.nominated.v1", "nominated", "A member named a person to speak for it"
    ),
    "asked": _asking(
        "membership.representative.asked.v1", "A person is to confirm by a link that the address is theirs"
    ),
    "invited": _asking(
        "membership.representative.invited.v1", "A person may accept by a link for the organisation"
    ),
    "revised": _representative(
        "membership.representative.revised.v1", "revised", "A person's name, post or address was put right"
    ),
    "confirmed": _representative(
        "membership.representative.confirmed.v1", "confirmed", "A nominated person took office"
    ),
    "expiring": _representative(
        "membership.representative.expiring.v1", "expiring", "A person's term is about to end"
    ),
    "ended": _representative(
        "membership.representative.ended.v1", "ended", "A person no longer speaks for the member"
    ),
    "erased": REPRESENTATIVE_ERASED,
}
COMMITTEE: dict[CommitteeFact, EventType] = {
    "established": EventType(
        name="membership.committee.established.v1",
        schema=EstablishedData(),
        summary="A group, or a sub-committee of one, was set up under these terms",
        example=examples.COMMITTEE,
    ),
    "revised": _committee("membership.committee.revised.v1", "revised", "Some of its terms changed"),
    "terms_adopted": _committee(
        "membership.committee.terms_adopted.v1", "terms_adopted", "It has a new version of terms of reference"
    ),
    "dissolved": _committee(
        "membership.committee.dissolved.v1", "dissolved", "It takes no more members, proposals or meetings"
    ),
}
PUBLISHED = (
    *(*COMMITTEE.values(), *MEMBER.values(), *REPRESENTATIVE.values()),
    *(ERASURE_COMPLETED, *DATA_REQUEST.values(), ANSWERED),
)


def of_member(member: Member, facts: Iterable[MemberFact]) -> list[Told]:
    """Everybody hears them: so they hold no more than everybody sees of the member. What is put right before
    anybody answers for it is told again as it waits, to ourselves alone."""
    subject = f"members/{member.id}"
    seen = member if member.shows("registry_number") else replace(member, registry_number=None)
    return [
        MEMBER[_told(member, fact)].make(subject=subject, version=member.version, data=seen) for fact in facts
    ]


def _told(member: Member, fact: MemberFact) -> MemberFact:
    if fact != "revised" or member.confirmed:
        return fact
    return "invited" if member.status == "invited" else "submitted"


def of_representative(person: Representative, facts: Iterable[RepresentativeFact]) -> list[Told]:
    subject = f"representatives/{person.id}"
    return [REPRESENTATIVE[fact].make(subject=subject, version=person.version, data=person) for fact in facts]


def of_asking(
    person: Representative, facts: Iterable[RepresentativeFact], confirm_by: datetime, token: str
) -> list[Told]:
    data = {**asdict(person), "confirm_by": confirm_by, "token": token}
    subject = f"representatives/{person.id}"
    return [REPRESENTATIVE[fact].make(subject=subject, version=person.version, data=data) for fact in facts]


def of_committee(committee: Committee, facts: Iterable[CommitteeFact]) -> list[Told]:
    subject, stated = f"committees/{committee.id}", committee.as_stated()
    return [COMMITTEE[fact].make(subject=subject, version=committee.version, data=stated) for fact in facts]
