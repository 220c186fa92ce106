"""Members, their representatives and the committee they join: the rules, and nothing else.

A method that changes something returns the facts it caused. Where each verb leads is in the tables of
`states.py` and nowhere else.
"""

import unicodedata
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Literal

from membership.errors import (
    ALREADY_A_MEMBER,
    APPLICATION_PENDING,
    MEMBER_ENDED,
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
Role = Literal["principal", "alternate"]
EndReason = Literal["replaced", "term", "member_withdrawn", "member_declined"]


def name_key(name: str) -> str:
    """What all spellings of one name share, whatever their form, spaces, case, digits or invisible marks."""
    composed = unicodedata.normalize("NFKC", name).casefold().replace("เเ", "แ")
    visible = "".join(letter for letter in composed if unicodedata.category(letter) != "Cf")
    return " ".join(visible.translate(_ASCII_DIGITS).split())


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
    """An organisation's membership, from its application to its end; joining again is another record."""

    id: str
    committee: str
    kind: Kind
    name: Text
    created_at: datetime
    updated_at: datetime
    abbreviation: Text | None = None
    sdgs: list[int] = field(default_factory=list)
    website: str | None = None
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
    def names(self) -> list[str]:
        """The keys no other live member of the committee may use."""
        return sorted({f"{self.committee}|{name_key(name)}" for name in self.name.values()})

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

    def must_be_live(self) -> None:
        if MEMBER.is_final(self.status):
            raise Conflict(MEMBER_ENDED, member=self.id, status=self.status)

    def refuse_another(self) -> None:
        """Raises what a second application under this record's name is told."""
        pending = self.status in ("submitted", "under_review")
        raise Conflict(APPLICATION_PENDING if pending else ALREADY_A_MEMBER, member=self.id)

    def _do(self, verb: str, at: datetime, reason: Text | None = None) -> tuple[MemberFact, ...]:
        transition = MEMBER.step(self.status, verb)
        self.status, self.reason, self.updated_at = transition.target, reason, at
        return transition.facts


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
        return self._do("confirm", at)

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
