"""Whether enough of both sides are there: so many agencies, and so many civil-society members."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from math import ceil
from typing import Any

from agenda.model.fact import Fact, Facts, happened

SIDES = ("government_agency", "civil_society")


@dataclass(slots=True, kw_only=True)
class Quorum:
    """Of one meeting, whose id it has; `needed` and `present` are members of each side."""

    id: str
    committee: str
    needed: dict[str, int]
    present: dict[str, int] = field(default_factory=dict)
    version: int = 0

    @property
    def meeting(self) -> str:
        return self.id

    @property
    def reached(self) -> bool:
        return all(self.present.get(side, 0) >= count for side, count in self.needed.items())

    def count(self, changes: Mapping[str, int]) -> Facts:
        """So many more, or less, of each kind are there."""
        before = self.reached
        for kind, change in changes.items():
            self.present[kind] = self.present.get(kind, 0) + change
        return self._told(before)

    def ask_for(self, needed: dict[str, int]) -> Facts:
        """As many as the rule asks for of those who are members now."""
        before, self.needed = self.reached, needed
        return self._told(before)

    def _told(self, before: bool) -> Facts:
        if before == self.reached:
            return ()
        return happened(Fact.QUORUM_REACHED if self.reached else Fact.QUORUM_LOST)


def needed(rule: Mapping[str, Any], members: Mapping[str, int]) -> dict[str, int]:
    """Of each side at least so many and, where a share is stated, at least that share of its `members`."""
    shares = rule.get("shares") or {}
    return {
        side: max(int(rule.get(side, 0)), ceil(Fraction(shares.get(side, "0")) * members.get(side, 0)))
        for side in SIDES
    }
