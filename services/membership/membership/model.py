"""Members, their representatives and the committee they join: the rules, and nothing else.

A method that changes something returns the facts it caused. Where each verb leads is in the tables of
`states.py` and nowhere else.
"""

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Literal

from membership.errors import (
    ALREADY_A_MEMBER,
    APPLICATION_PENDING,
    MEMBER_ENDED,
    REPRESENTATIVE_ENDED,
    Conflict,
)
from membership.states import (
    MEMBER,
    REPRESENTATIVE,
    MemberFact,
    MemberStatus,
    RepresentativeFact,
    RepresentativeStatus,
)

Text = dict[str, str]
Kind = Literal["government_agency", "civil_society", "expert_commission", "observer"]
JoinPolicy = Literal["open", "review"]
Right = Literal["propose", "support", "take_part"]
Channel = Literal["letter", "telephone", "e_mail", "in_person"]
Role = Literal["principal", "alternate"]
EndReason = Literal["replaced", "term", "member_withdrawn", "member_declined"]

RIGHTS: dict[Kind, list[Right]] = {
    "government_agency": ["propose", "support", "take_part"],
    "civil_society": ["propose", "support", "take_part"],
    "expert_commission": ["propose", "support", "take_part"],
    "observer": ["take_part"],
}
"""What each kind of member may do, where a committee's terms do not say."""


def name_key(name: str) -> str:
    """What all spellings of one name share, whatever their form, spaces, case, digits or invisible marks."""
    composed = unicodedata.normalize("NFKC", name).casefold().replace("เเ", "แ")
    visible = "".join(letter for letter in composed if unicodedata.category(letter) != "Cf")
    return " ".join(visible.translate(_ASCII_DIGITS).split())


def number_key(number: str) -> str:
    """What all spellings of one registry number share, whatever separates its letters and digits."""
    return "".join(letter for letter in name_key(number) if letter.isalnum())


_ASCII_DIGITS = str.maketrans("๐๑๒๓๔๕๖๗๘๙", "0123456789")


@dataclass(kw_only=True)
class Committee:
    """The group itself. `terms` are its public facts (name, join policy, founding, agenda template …)."""

    id: str
    terms: dict[str, Any]
    status: Literal["active"] = "active"
    version: int = 0

    @property
    def join_policy(self) -> JoinPolicy:
        return "review" if self.terms["join_policy"] == "review" else "open"

    def as_stated(self) -> dict[str, Any]:
        """The committee as one object, like its file."""
        return {**self.terms, "id": self.id, "status": self.status, "version": self.version}


@dataclass(kw_only=True)
class Member:
    """An organisation's membership, from its application to its end; joining again is another record.

    `received` is how an application came that the secretariat entered for the organisation:
    `{"channel", "on", "reference"}`.
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
    received: dict[str, Any] | None = None
    rejoins: str | None = None
    status: MemberStatus = "submitted"
    reason: Text | None = None
    version: int = 0

    @classmethod
    def apply(
        cls, committee: Committee, *, at: datetime, **application: Any
    ) -> tuple["Member", tuple[MemberFact, ...]]:
        """A new record, and what became of it at once: an open committee admits, another one reviews."""
        member = cls(committee=committee.id, created_at=at, updated_at=at, **application)
        decided = member._do("admit" if committee.join_policy == "open" else "review", at)
        return member, ("applied", *decided)

    @property
    def marks(self) -> list[str]:
        """The keys no other live member of the committee may use: its names, and its registry number."""
        names = {f"{self.committee}|{name_key(name)}" for name in self.name.values()}
        number = number_key(self.registry_number or "")
        return sorted(names | ({f"{self.committee}#{number}"} if number else set()))

    @property
    def ends_representatives(self) -> EndReason | None:
        """Why nobody speaks for this record any longer; None while it lives."""
        if not MEMBER.is_final(self.status):
            return None
        return "member_declined" if self.status == "declined" else "member_withdrawn"

    def admit(self, at: datetime) -> tuple[MemberFact, ...]:
        return self._do("admit", at)

    def decline(self, at: datetime, reason: Text) -> tuple[MemberFact, ...]:
        return self._do("decline", at, reason)

    def suspend(self, at: datetime, reason: Text) -> tuple[MemberFact, ...]:
        return self._do("suspend", at, reason)

    def reinstate(self, at: datetime) -> tuple[MemberFact, ...]:
        return self._do("reinstate", at)

    def withdraw(self, at: datetime, reason: Text | None = None) -> tuple[MemberFact, ...]:
        """Leaves the group; an application not yet decided is cancelled."""
        return self._do("withdraw", at, reason)

    def revise(self, at: datetime, changes: Mapping[str, Any]) -> tuple[MemberFact, ...]:
        """What is known of the organisation, put right; a state and its reason stay as they are."""
        self.must_be_live()
        for name, value in changes.items():
            setattr(self, name, value)
        self.updated_at = at
        return ("revised",)

    def must_be_live(self) -> None:
        if MEMBER.is_final(self.status):
            raise Conflict(MEMBER_ENDED, member=self.id, status=self.status)

    def refuse_another(self) -> None:
        """Raises what a second application under this record's name or number is told."""
        pending = self.status in ("submitted", "under_review")
        raise Conflict(APPLICATION_PENDING if pending else ALREADY_A_MEMBER, member=self.id)

    def _do(self, verb: str, at: datetime, reason: Text | None = None) -> tuple[MemberFact, ...]:
        transition = MEMBER.step(self.status, verb)
        self.status, self.reason, self.updated_at = transition.target, reason, at
        return transition.facts


@dataclass(kw_only=True)
class Change:
    """What was done about a member, or about one who speaks for it: when, by whom and why.

    `about` is the subject of the events it caused and `at_version` their version; of what was put right it
    names the fields alone, so that it holds nothing about a person.
    """

    id: str
    member: str
    about: str
    at_version: int
    at: datetime
    by: str
    roles: list[str]
    what: list[str]
    reason: Text | None = None
    ended_because: EndReason | None = None
    changed: list[str] = field(default_factory=list)
    version: int = 0


@dataclass(kw_only=True)
class Representative:
    """A person who speaks for a member. `name` is `{"th": {"title", "given", "family"}, "en": …}`."""

    id: str
    member: str
    committee: str
    role: Role
    name: dict[str, dict[str, str]]
    email: str
    language: Literal["th", "en"]
    created_at: datetime
    updated_at: datetime
    post: Text | None = None
    status: RepresentativeStatus = "nominated"
    confirmed_at: datetime | None = None
    reason: EndReason | None = None
    version: int = 0

    @classmethod
    def nominate(
        cls, member: Member, *, at: datetime, **person: Any
    ) -> tuple["Representative", tuple[RepresentativeFact, ...]]:
        member.must_be_live()
        new = cls(member=member.id, committee=member.committee, created_at=at, updated_at=at, **person)
        return new, ("nominated",)

    def confirm(self, at: datetime) -> tuple[RepresentativeFact, ...]:
        facts = self._do("confirm", at)
        self.confirmed_at = at
        return facts

    def revise(self, at: datetime, changes: Mapping[str, Any]) -> tuple[RepresentativeFact, ...]:
        """Name, post, address and language, put right; who has left office is as they were."""
        if REPRESENTATIVE.is_final(self.status):
            raise Conflict(REPRESENTATIVE_ENDED, representative=self.id)
        for name, value in changes.items():
            setattr(self, name, value)
        self.updated_at = at
        return ("revised",)

    def is_replaced_by(self, other: "Representative") -> bool:
        """A member has one principal in office; the last confirmed is the one."""
        both = self.role == other.role == "principal" and self.status == other.status == "confirmed"
        return both and self.member == other.member and self.id != other.id

    def end(self, at: datetime, reason: EndReason) -> tuple[RepresentativeFact, ...]:
        return self._do("end", at, reason)

    def _do(self, verb: str, at: datetime, reason: EndReason | None = None) -> tuple[RepresentativeFact, ...]:
        transition = REPRESENTATIVE.step(self.status, verb)
        self.status, self.reason, self.updated_at = transition.target, reason, at
        return transition.facts
