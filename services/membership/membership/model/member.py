"""An organisation's membership."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any, Literal, get_args

from membership.errors import (
    ALREADY_A_MEMBER,
    APPLICATION_PENDING,
    BY_INVITATION,
    CONFIRMED_ALREADY,
    MEMBER_ENDED,
    MERGE_INTO_ITSELF,
    MERGE_TARGET_NOT_ACTIVE,
    OTHER_COMMITTEE,
    Conflict,
    Denied,
)
from membership.model.committee import Committee, Kind
from membership.model.names import Text, marks_of
from membership.states import MEMBER, EndReason, MemberFact, MemberStatus

ByConsent = Literal["registry_number", "website", "representatives"]
BY_CONSENT = get_args(ByConsent)
ENDS: dict[MemberStatus, EndReason] = {"declined": "member_declined", "merged": "member_merged"}
Channel = Literal["letter", "telephone", "e_mail", "in_person"]
UNCONFIRMED: tuple[MemberStatus, ...] = ("submitted", "invited")
"""What waits for somebody to follow the link that was sent to them."""
TO_CONFIRM, TO_ACCEPT = timedelta(days=3), timedelta(days=30)


@dataclass(kw_only=True)
class Member:
    """An organisation's membership, from its application to its end; joining again is another record.

    `addressee` is the office that letters go to: `{"office", "salutation", "closing"}`.
    `shown` names what the public sees beside what is public of every member.
    `until` is the last day of a suspension that has one.
    `also_known_as` are the records that became a part of it: `{"id", "name", "registry_number"}`; under its
    own id what it was called itself, before an authority renamed it.
    `split_from` is the record of the agency that this one was a part of.
    `received` is how an application came that the secretariat entered for the organisation:
    `{"channel", "on", "reference"}`. One that is `from_list` never applied: nobody is welcomed by mail.
    `confirm_by` is until when the link counts that the first representative was sent, as long as nobody has
    followed it.
    """

    id: str
    committee: str
    kind: Kind
    name: Text
    created_at: datetime
    updated_at: datetime
    abbreviation: Text | None = None
    sdgs: list[int] = field(default_factory=list)
    registry_number: str | None = None
    website: str | None = None
    addressee: dict[str, Any] | None = None
    shown: list[str] = field(default_factory=list)
    received: dict[str, Any] | None = None
    from_list: bool | None = None
    confirm_by: datetime | None = None
    rejoins: str | None = None
    split_from: str | None = None
    status: MemberStatus = "submitted"
    reason: Text | None = None
    until: str | None = None
    merged_into: str | None = None
    also_known_as: list[dict[str, Any]] = field(default_factory=list)
    version: int = 0

    @classmethod
    def apply(
        cls, committee: Committee, *, at: datetime, known: bool, **application: Any
    ) -> tuple["Member", tuple[MemberFact, ...]]:
        """A new record; where it is `known` who applies, decided on at once, else when they confirm it. Who
        may only be invited, and is known, has been."""
        committee.must_be_active()
        member = cls(committee=committee.id, created_at=at, updated_at=at, **application)
        if known:
            return member, member._decide(at, reviewed=committee.join_policy == "review")
        if committee.join_policy == "invitation":
            raise Denied(BY_INVITATION)
        member.confirm_by = at + TO_CONFIRM
        return member, ("submitted",)

    @classmethod
    def invite(
        cls, committee: Committee, *, at: datetime, **organisation: Any
    ) -> tuple["Member", tuple[MemberFact, ...]]:
        """One that is asked to take part, and does when it accepts, whatever the policy."""
        committee.must_be_active()
        member = cls(committee=committee.id, created_at=at, updated_at=at, **organisation)
        member.status, member.confirm_by = "invited", at + TO_ACCEPT
        return member, ("invited",)

    @classmethod
    def enter(
        cls, committee: Committee, *, at: datetime, **known: Any
    ) -> tuple["Member", tuple[MemberFact, ...]]:
        """One that takes part already and asks for nothing: a member at once, whatever the policy."""
        committee.must_be_active()
        member = cls(committee=committee.id, created_at=at, updated_at=at, from_list=True, **known)
        member._do("admit", at)
        return member, ("admitted",)

    @property
    def marks(self) -> list[str]:
        """The keys no other live member of the committee may use: its names and numbers, also the former."""
        known = [(self.name, self.registry_number)]
        known += [(one["name"], one["registry_number"]) for one in self.also_known_as]
        marks = {mark for name, number in known for mark in marks_of(name.values(), number)}
        return sorted(f"{self.committee}{mark}" for mark in marks)

    @property
    def records(self) -> list[str]:
        """Ids of all that are told as one: this record, and those that became a part of it."""
        return list(dict.fromkeys([self.id, *(one["id"] for one in self.also_known_as)]))

    @property
    def live(self) -> bool:
        return not MEMBER.is_final(self.status)

    @property
    def confirmed(self) -> bool:
        """Whether somebody answers for it; nothing of a record that nobody does is public."""
        return self.confirm_by is None

    @property
    def lapses_at(self) -> datetime | None:
        """When the link that was sent no longer counts; None where none is waited for."""
        return self.confirm_by if self.status in UNCONFIRMED else None

    @property
    def ends_representatives(self) -> EndReason | None:
        """Why nobody speaks for this record any longer; None while it lives."""
        if self.live:
            return None
        return ENDS.get(self.status, "member_withdrawn")

    def confirm(self, committee: Committee, at: datetime) -> tuple[MemberFact, ...]:
        """The link was followed: an application is decided on, an invitation accepted. Who applied before the
        committee took in only those whom it invites is looked at first."""
        if self.status not in UNCONFIRMED:
            raise Conflict(CONFIRMED_ALREADY, member=self.id, status=self.status)
        committee.must_be_active()
        reviewed = self.status == "submitted" and committee.join_policy != "open"
        return self._decide(at, reviewed=reviewed)

    def expire(self, at: datetime) -> tuple[MemberFact, ...]:
        return self._do("expire", at)

    def admit(self, at: datetime) -> tuple[MemberFact, ...]:
        return self._do("admit", at)

    def decline(self, at: datetime, reason: Text) -> tuple[MemberFact, ...]:
        return self._do("decline", at, reason)

    def suspend(self, at: datetime, reason: Text, until: str | None = None) -> tuple[MemberFact, ...]:
        facts = self._do("suspend", at, reason)
        self.until = until
        return facts

    def reinstate(self, at: datetime) -> tuple[MemberFact, ...]:
        return self._do("reinstate", at)

    @property
    def due_on(self) -> str | None:
        """The day on which a suspension for a term is over."""
        return self.until and (date.fromisoformat(self.until) + timedelta(days=1)).isoformat()

    def look_at_suspension(self, at: datetime, today: str) -> tuple[MemberFact, ...]:
        """Comes back where the term is over; nothing where it is not, or there is none."""
        if self.due_on is None or self.due_on > today:
            return ()
        return self.reinstate(at)

    def withdraw(self, at: datetime, reason: Text | None = None) -> tuple[MemberFact, ...]:
        """Leaves the group; an application not yet decided is cancelled."""
        return self._do("withdraw", at, reason)

    def merge(self, at: datetime, reason: Text, into: "Member") -> tuple[MemberFact, ...]:
        """Becomes a part of another record of the same organisation."""
        if into.id == self.id:
            raise Conflict(MERGE_INTO_ITSELF)
        if into.committee != self.committee:
            raise Conflict(OTHER_COMMITTEE)
        if into.status != "active":
            raise Conflict(MERGE_TARGET_NOT_ACTIVE, member=into.id, status=into.status)
        facts = self._do("merge", at, reason)
        self.merged_into = into.id
        return facts

    def take_in(self, at: datetime, other: "Member") -> tuple[MemberFact, ...]:
        """Bears also the names and numbers of the record that became a part of this one."""
        names = {"id": other.id, "name": other.name, "registry_number": other.registry_number}
        return self.revise(at, {"also_known_as": [*self.also_known_as, names, *other.also_known_as]})

    def revise(self, at: datetime, changes: Mapping[str, Any]) -> tuple[MemberFact, ...]:
        """What is known of the organisation, put right; a state and its reason stay as they are."""
        self.must_be_live()
        if not changes:
            return ()
        for name, value in changes.items():
            setattr(self, name, value)
        self.updated_at = at
        return ("revised",)

    def shows(self, name: ByConsent) -> bool:
        """Whether the public sees it: consent is for as long as the membership lasts."""
        return self.live and self.confirmed and name in self.shown

    def must_be_live(self) -> None:
        if not self.live:
            raise Conflict(MEMBER_ENDED, member=self.id, status=self.status)

    def refuse_another(self) -> None:
        """Raises what a second application under this record's name or number is told."""
        pending = self.status in (*UNCONFIRMED, "under_review")
        raise Conflict(APPLICATION_PENDING if pending else ALREADY_A_MEMBER, member=self.id)

    def _decide(self, at: datetime, *, reviewed: bool) -> tuple[MemberFact, ...]:
        return self._do("review" if reviewed else "admit", at)

    def _do(self, verb: str, at: datetime, reason: Text | None = None) -> tuple[MemberFact, ...]:
        transition = MEMBER.step(self.status, verb)
        self.status, self.reason, self.until, self.updated_at = transition.target, reason, None, at
        if self.live:
            self.confirm_by = None
        return transition.facts
