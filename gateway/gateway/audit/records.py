"""What the gateway has seen and not yet logged: it waits in memory, and is bounded.

What a known person is refused is a record each. Of what nobody in particular is refused, and of what is too
much, the first is one, and all like it in the next minutes are one together, with how many they were.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from chassis import clock
from chassis.audit import deed
from chassis.call import Caller
from gateway.waiting import Waiting

TOGETHER = timedelta(minutes=5)
MOST_KINDS = 2_000
OVERFLOWN = "records.lost"
GATEWAY = Caller(id="gateway")

Row = dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """An answer: `outcome` is the code of a refusal, None of what was done; `about` are ids of its path."""

    route: str
    by: Caller
    status: int
    outcome: str | None = None
    about: str | None = None
    correlation_id: str | None = None

    def row(self, at: datetime, **more: Any) -> Row:
        data = {"status": self.status, "outcome": self.outcome, **more}
        given = {name: value for name, value in data.items() if value is not None}
        return deed(self.route, self.by, at, given, about=self.about, correlation_id=self.correlation_id)


class Kind(NamedTuple):
    route: str
    by: str
    place: str | None
    outcome: str | None


@dataclass(slots=True)
class Gathered:
    like: Seen
    since: datetime
    count: int = 0


class Records(Waiting[Row]):
    def __init__(self, now: Callable[[], datetime] = clock.now) -> None:
        super().__init__("audit", self._count_lost)
        self._now = now
        self._gathered: dict[Kind, Gathered] = {}
        self._lost_since = 0

    def note(self, seen: Seen) -> None:
        self.keep([seen.row(self._now())])

    def gather(self, seen: Seen) -> None:
        """From too many places at once it is not kept from which."""
        if len(self._gathered) >= MOST_KINDS:
            seen = replace(seen, by=replace(seen.by, place=None))
        kind = Kind(seen.route, seen.by.id, seen.by.place, seen.outcome)
        if kind in self._gathered:
            self._gathered[kind].count += 1
        else:
            self._gathered[kind] = Gathered(replace(seen, about=None, correlation_id=None), self._now())
            self.note(seen)

    def take(self, all: bool = False) -> list[Row]:
        """What is to be logged now; what is still gathered only where `all` is to be."""
        for kind, one in list(self._gathered.items()):
            if all or self._now() - one.since >= TOGETHER:
                del self._gathered[kind]
                if one.count:
                    more = {"count": one.count, "until": clock.to_wire(self._now())}
                    self.keep([one.like.row(one.since, **more)])
        taken, lost = super().take(), self._lost_since
        if lost:
            self._lost_since = 0
            taken.append(deed(OVERFLOWN, GATEWAY, self._now(), {"count": lost}))
        return taken

    def _count_lost(self, count: int) -> None:
        self._lost_since += count
