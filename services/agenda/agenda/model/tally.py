"""What was proposed, decided, referred and charged in a year, counted under each goal that it concerns."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

GOALS = range(1, 18)
Row = Mapping[str, Any]


@dataclass(slots=True)
class Tally:
    """Under one goal, or of all, where what concerns several goals counts once.

    `owners` are members that were charged with actions, with how many.
    """

    goal: int | None = None
    proposals: int = 0
    decisions: Counter[str] = field(default_factory=Counter)
    referrals: int = 0
    answered: int = 0
    actions: int = 0
    done: int = 0
    overdue: int = 0
    owners: Counter[str] = field(default_factory=Counter)

    def proposed(self, row: Row) -> None:
        self.proposals += 1

    def decided(self, row: Row) -> None:
        self.decisions[row["resolution"]["kind"]] += 1

    def referred(self, row: Row) -> None:
        self.referrals += 1
        self.answered += row["status"] == "answered"

    def charged(self, row: Row) -> None:
        self.actions += 1
        self.done += row["status"] == "done"
        self.overdue += bool(row["overdue"])
        if row["owner"]:
            self.owners[row["owner"]] += 1


class Tallies:
    def __init__(self) -> None:
        self.total = Tally()
        self.by_goal = {goal: Tally(goal) for goal in GOALS}

    def count(self, rows: Iterable[Row], what: Callable[[Tally, Row], None]) -> None:
        for row in rows:
            what(self.total, row)
            for goal in row["sdgs"]:
                what(self.by_goal[goal], row)
