"""How fast letters go to each domain: as fast as it was set, and slower for a while where it asks for that.

Each letter above the rate is given its turn, a time at which it may leave, and waits until then in the
queue: it takes up no lane and no attempt, and letters to other domains pass it. Each `work` keeps the rates
by itself: of two of them each gives out as many turns as one.
"""

import re
import threading
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import NamedTuple

from notify.outgoing.deliveries import EVER, Lot

EVERY_OTHER = "*"
SECONDS = {"s": 1, "m": 60, "h": 3600}
REMEMBERED = 10_000
BURST_SECONDS = 1.0
"""So much of a domain's turns may be taken at once."""
KEPT_FOR = timedelta(seconds=10)
"""How late a letter may be for its turn, or after a time away all that were missed would leave at once."""
FIRST_GAP, LONGEST_GAP = 0.5, 32.0
"""Seconds between two letters to a domain that has asked for fewer; doubled each time that it does again."""
EASED_AFTER, NO_GAP = 60.0, 1 / 256
"""The gap is half as long each minute that it has not asked again, until it is none."""
_RATE = re.compile(r"(?P<domain>\*|[^\s=*/]+)=(?P<count>\d+)/(?P<unit>[smh])")


class Turn(NamedTuple):
    """When a letter may leave; `booked_at`, which goes with it, is when that was said."""

    at: datetime
    booked_at: datetime


@dataclass(frozen=True, slots=True)
class Rates:
    """Seconds from one letter to the next, by domain."""

    gaps: Mapping[str, float]

    @classmethod
    def read(cls, text: str) -> "Rates":
        """`example.org=20/s,*=200/s`; ValueError where it says anything else."""
        gaps: dict[str, float] = {}
        for part in filter(None, (one.strip() for one in text.split(","))):
            rate = _RATE.fullmatch(part)
            if rate is None or int(rate["count"]) == 0:
                raise ValueError("SMTP_DOMAIN_RATES must be like example.org=20/s,*=200/s")
            gaps[rate["domain"].casefold()] = SECONDS[rate["unit"]] / int(rate["count"])
        return cls(gaps)

    def gap(self, domain: str) -> float:
        return self.gaps.get(domain, self.gaps.get(EVERY_OTHER, 0.0))


UNLIMITED = Rates({})


@dataclass(slots=True)
class _Pace:
    """Of one domain: from when on its next turn is free, and how it has been slowed down."""

    free_at: datetime = EVER
    gap: float = 0.0
    slowed_at: datetime = EVER

    def eased_gap(self, now: datetime) -> float:
        gap = self.gap * 0.5 ** ((now - self.slowed_at).total_seconds() / EASED_AFTER) if self.gap else 0.0
        return gap if gap >= NO_GAP else 0.0


@dataclass(slots=True)
class Throttle:
    """Shared by the lanes of a sender."""

    rates: Rates = UNLIMITED
    _paces: dict[str, _Pace] = field(default_factory=dict)
    _missed: dict[str, datetime] = field(default_factory=dict)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def turn_of(self, lot: Lot, domain: str, now: datetime) -> Turn | None:
        """For a letter of this lot. Those that have missed theirs take turns among themselves from now on, at
        the same rate: a sender that is slower than that waits for none."""
        turn = self.turn(domain, now, lot.booked_at)
        if turn or lot.booked_at is None or now - lot.due_at <= KEPT_FOR:
            return turn
        with self._lock:
            pace, free_at = self._paces.get(domain), self._missed.get(domain, EVER)
            gap = max(self.rates.gap(domain), pace.eased_gap(now) if pace else 0.0)
            at = max(free_at, now - timedelta(seconds=max(BURST_SECONDS - gap, 0.0)))
            if len(self._missed) >= REMEMBERED:
                self._missed = {name: free for name, free in self._missed.items() if free > now}
            self._missed[domain] = at + timedelta(seconds=gap)
        return None if at <= now else Turn(at, now)

    def turn(self, domain: str, now: datetime, booked_at: datetime | None = None) -> Turn | None:
        """None where a letter may leave now: as one that comes in its turn may, unless the domain has been
        slowed down since that was booked."""
        with self._lock:
            pace = self._paces.get(domain)
            if booked_at is not None and (pace is None or booked_at > pace.slowed_at):
                return None
            free_at = pace.free_at if pace else EVER
            gap = max(self.rates.gap(domain), pace.eased_gap(max(free_at, now)) if pace else 0.0)
            if not domain or (gap == 0 and free_at <= now):
                return None
            pace = pace or self._new_pace(domain, now)
            at = max(free_at, now - timedelta(seconds=max(BURST_SECONDS - gap, 0.0)))
            pace.free_at = at + timedelta(seconds=gap)
            return None if at <= now else Turn(at, now)

    def slow_down(self, domain: str, now: datetime, claimed_at: datetime) -> float | None:
        """Seconds that are left between two letters from now on; None where that is known: of letters that
        were taken before, the answer to one says it all."""
        with self._lock:
            pace = self._paces.get(domain) or self._new_pace(domain, now)
            if claimed_at <= pace.slowed_at:
                return None
            gap = min(max(pace.eased_gap(now) * 2, FIRST_GAP), LONGEST_GAP)
            pace.gap, pace.slowed_at, pace.free_at = gap, now, now + timedelta(seconds=gap)
            return gap

    def _new_pace(self, domain: str, now: datetime) -> _Pace:
        """Of many domains those are forgotten that say nothing any more."""
        if len(self._paces) >= REMEMBERED:
            for name, pace in list(self._paces.items()):
                if pace.free_at <= now and not pace.eased_gap(now):
                    del self._paces[name]
        return self._paces.setdefault(domain, _Pace())

    def slowed_since(self, domain: str, at: datetime) -> bool:
        pace = self._paces.get(domain)
        return pace is not None and pace.slowed_at > at


def domain_of(address: str) -> str:
    return address.rpartition("@")[2].casefold()
