"""An organisation's membership."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Literal

from membership.errors import ALREADY_A_MEMBER, APPLICATION_PENDING, MEMBER_ENDED, Conflict
from membership.model.committee import Committee, Kind
from membership.model.names import Text, marks_of
from membership.states import MEMBER, EndReason, MemberFact, MemberStatus

Channel = Literal["letter", "telephone", "e_mail", "in_person"]


@dataclass(kw_only=True)
class Member:
    """An organisation's membership, from its application to its end; joining again is another record.

    `received` is how an application came that the secretariat entered for the organisation:
    `{"channel", "on", "reference"}`. One that is `from_list` never applied: nobody is welcomed by mail.
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
    from_list: bool | None = None
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

    @classmethod
    def enter(
        cls, committee: Committee, *, at: datetime, **known: Any
    ) -> tuple["Member", tuple[MemberFact, ...]]:
        """One that takes part already and asks for nothing: a member at once, whatever the policy."""
        member = cls(committee=committee.id, created_at=at, updated_at=at, from_list=True, **known)
        return member, member._do("admit", at)

    @property
    def marks(self) -> list[str]:
        """The keys no other live member of the committee may use: its names, and its registry number."""
        return [f"{self.committee}{mark}" for mark in marks_of(self.name.values(), self.registry_number)]

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
