"""The committee that members join, and what each kind of them may do in it."""

from dataclasses import dataclass
from typing import Any, Literal

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
    """The group itself. `terms` are its public facts (name, join policy, founding, agenda template …)."""

    id: str
    terms: dict[str, Any]
    status: Literal["active"] = "active"
    version: int = 0

    @property
    def join_policy(self) -> JoinPolicy:
        policy: JoinPolicy = self.terms["join_policy"]
        return policy

    def as_stated(self) -> dict[str, Any]:
        """The committee as one object, like its file."""
        return {**self.terms, "id": self.id, "status": self.status, "version": self.version}
