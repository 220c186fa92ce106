"""What is left of what a caller may ask: fixed windows, on which all replicas agree.

A replica takes a caller's requests in lots, where all see it, and gives them out from memory, so that most
requests cost the store nothing. What of a lot is not given out ends with its window.
"""

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from chassis import log
from chassis.errors import Unavailable, WaraError
from gateway.gate.rates import LIMITS, REFUSED, Kind, Limit

LIMITED = "rate_limited"
LOTS = 20
"""A window is taken in as many lots at least."""
REMEMBERED = 20_000
SPENT = -1
"""What is left of a window that had none left when it was last asked."""

logger = log.get(__name__)


class Limited(WaraError):
    """More than the caller may ask in this window; `retry_after` says how many seconds are left of it."""

    kind = "limited"
    default_code = LIMITED

    def __init__(self, retry_after: int) -> None:
        super().__init__(retry_after=retry_after)
        self.retry_after = retry_after


@dataclass(frozen=True, slots=True)
class Who:
    """Whose requests are counted together."""

    kind: Kind
    name: str


class Counter(Protocol):
    def take(self, window: str, ends_at: float, wanted: int, of: int) -> int:
        """How many of `wanted` there were left of all that the window has; Unavailable where it is not known.

        `ends_at` is a time as `time.time` has it.
        """
        ...


class Alone:
    """Counts in the memory of this process."""

    def __init__(self) -> None:
        self._taken: dict[str, tuple[float, int]] = {}

    def take(self, window: str, ends_at: float, wanted: int, of: int) -> int:
        _, taken = self._taken.get(window, (ends_at, 0))
        given = min(wanted, of - taken)
        if given > 0:
            self._taken[window] = (ends_at, taken + given)
            if len(self._taken) > REMEMBERED:
                _forget_over(self._taken, time.time())
        return max(given, 0)


class Limits:
    """`times` is what all counts are multiplied with."""

    def __init__(
        self, shared: Counter | None = None, times: int = 1, now: Callable[[], float] = time.time
    ) -> None:
        self._alone = Alone()
        self._shared = shared or self._alone
        self._times = times
        self._now = now
        self._lots: dict[str, tuple[float, int]] = {}
        self._taking: dict[str, threading.Lock] = {}

    def spend(self, who: Who, of: str) -> None:
        """One request of this class; Limited where the window has none left."""
        window, ends_at, left = self._open(who, of)
        self._lots[window] = (ends_at, left - 1)

    def refused(self, who: Who) -> None:
        """Somebody was not believed; Limited where that was so too often."""
        self.spend(who, REFUSED)

    def check_refused(self, who: Who) -> None:
        """Limited where somebody was not believed too often before."""
        self._open(who, REFUSED)

    def _open(self, who: Who, of: str) -> tuple[str, float, int]:
        """The window, when it ends and what is left of it; Limited where that is nothing."""
        limit = LIMITS[of][who.kind]
        window, ends_at = self._window(who, of, limit)
        while not (left := self._left(window)):
            self._take(who, window, ends_at, limit)
        if left == SPENT:
            raise Limited(max(round(ends_at - self._now()), 1))
        return window, ends_at, left

    def _window(self, who: Who, of: str, limit: Limit) -> tuple[str, float]:
        number = int(self._now() // limit.seconds)
        return f"{of} {who.kind} {who.name} {number}", float((number + 1) * limit.seconds)

    def _left(self, window: str) -> int:
        return self._lots.get(window, (0.0, 0))[1]

    def _take(self, who: Who, window: str, ends_at: float, limit: Limit) -> None:
        """Of many who ask at once, one takes the lot for all."""
        with self._taking.setdefault(window, threading.Lock()):
            if not self._left(window):
                self._lots[window] = (ends_at, self._lot(who, window, ends_at, limit) or SPENT)
        self._taking.pop(window, None)
        if len(self._lots) > REMEMBERED:
            _forget_over(self._lots, self._now())

    def _lot(self, who: Who, window: str, ends_at: float, limit: Limit) -> int:
        """Addresses are counted here alone: anybody may have many, and each would be a row."""
        count = limit.most * self._times
        counter = self._alone if who.kind == "address" else self._shared
        wanted = max(count // LOTS, 1)
        try:
            return counter.take(window, ends_at, wanted, count)
        except Unavailable:
            logger.warning("limits_counted_alone")
            return self._alone.take(window, ends_at, wanted, count)


def _forget_over(kept: dict[str, tuple[float, int]], now: float) -> None:
    """Windows that are over; where too many are not, the oldest of them, some at once."""
    for window in [window for window, (ends_at, _) in kept.items() if ends_at <= now]:
        del kept[window]
    if len(kept) > REMEMBERED:
        for window in list(kept)[: REMEMBERED // 10]:
            del kept[window]
