"""A committee that members join, and what each kind of them may do in it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Literal

from membership.errors import COMMITTEE_DISSOLVED, Conflict
from membership.model.names import Text
from membership.model.terms_of_reference import TermsOfReference
from membership.states import COMMITTEE, CommitteeFact, CommitteeStatus

Kind = Literal["government_agency", "civil_society", "expert_commission", "observer"]
JoinPolicy = Literal["open", "review", "invitation"]
Right = Literal["propose", "support", "take_part"]

RIGHTS: dict[Kind, list[Right]] = {
    "government_agency": ["propose", "support", "take_part"],
    "civil_society": ["propose", "support", "take_part"],
    "expert_commission": ["propose", "support", "take_part"],
    "observer": ["take_part"],
}
"""What each kind of member may do, where a committee's terms do not say."""


@dataclass(kw_only=True)
class Committee:
    """A group, or a sub-committee of the one that is its `parent`.

    `terms` are its public facts (name, join policy, founding, agenda template …). `first` is the one that is
    meant where none is named. Of its terms of reference the newest are stated, without their text.
    """

    id: str
    terms: dict[str, Any]
    first: bool = True
    parent: str | None = None
    terms_of_reference: dict[str, Any] | None = None
    status: CommitteeStatus = "active"
    reason: Text | None = None
    version: int = 0

    @property
    def join_policy(self) -> JoinPolicy:
        policy: JoinPolicy = self.terms["join_policy"]
        return policy

    def revise(self, changes: Mapping[str, Any]) -> tuple[CommitteeFact, ...]:
        """Terms put in the place of those before, each as a whole; one that is None is gone."""
        self.must_be_active()
        self.terms = {**self.terms, **changes}
        return ("revised",)

    def adopt(self, **adopted: Any) -> tuple[TermsOfReference, tuple[CommitteeFact, ...]]:
        """The next version of its terms of reference."""
        self.must_be_active()
        number = self.terms_of_reference["number"] + 1 if self.terms_of_reference else 1
        version = TermsOfReference(committee=self.id, number=number, **adopted)
        self.terms_of_reference = version.without_text()
        return version, ("terms_adopted",)

    def dissolve(self, reason: Text) -> tuple[CommitteeFact, ...]:
        transition = COMMITTEE.step(self.status, "dissolve")
        self.status, self.reason = transition.target, reason
        return transition.facts

    def must_be_active(self) -> None:
        if self.status != "active":
            raise Conflict(COMMITTEE_DISSOLVED, committee=self.id)

    def as_stated(self) -> dict[str, Any]:
        """The committee as one object, like its file."""
        return {
            **self.terms,
            "id": self.id,
            "first": self.first,
            "parent": self.parent,
            "terms_of_reference": self.terms_of_reference,
            "status": self.status,
            "reason": self.reason,
            "version": self.version,
        }


@dataclass(kw_only=True)
class CommitteeChange:
    """A step of a committee's history: what was done, when, by whom and why; of terms the names alone."""

    id: str
    committee: str
    at_version: int
    at: datetime
    by: str
    roles: list[str]
    what: list[str]
    reason: Text | None = None
    changed: list[str] = field(default_factory=list)
    version: int = 0
