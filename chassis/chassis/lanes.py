"""Bounded concurrency: a few threads that deal with what the connection's thread has been delivered.

One lane takes batches that grow while they go quickly. Another joins only where events wait and nothing
has moved for a moment, a shorter one for each that has joined: so quick events share transactions, and
slow ones run side by side.
"""

import random
import threading
import time
from collections import deque
from collections.abc import Callable, Sequence

from chassis import log, threads
from chassis.delivery import Delivery
from chassis.errors import Unavailable
from chassis.inbox import Apart, Step

LANES = 10
LARGEST_BATCH = 100
STALL_SECONDS = 0.25
QUICK_SECONDS, SLOW_SECONDS = 0.15, 0.5
FIRST_DELAY, LONGEST_DELAY = 0.2, 2.0

Done = Callable[[Delivery], None]
Settle = Callable[[Sequence[Delivery], Done, Step], None]

logger = log.get(__name__)


class Lanes:
    def __init__(self, settle: Settle, settled: Callable[[Sequence[Delivery]], None]) -> None:
        """`settle` deals with a batch and calls its `done` for each delivery that needs nothing more, and its
        `step` as it gets on; the others are tried again, each alone where it raised Apart, later where it
        raised Unavailable. `settled` is told from a lane which deliveries to acknowledge.
        """
        self._settle = settle
        self._settled = settled
        self._turn = threading.Lock()
        self._changed = threading.Condition()
        self._pending: deque[Delivery] = deque()
        self._active = 0
        self._size = 1
        self._moved = 0.0
        self._closing = False
        self._delay = 0.0
        self._not_before = 0.0

    def start(self) -> None:
        for number in range(LANES):
            threads.start(f"lane-{number}", self._lane)

    def add(self, deliveries: Sequence[Delivery]) -> None:
        with self._changed:
            self._pending.extend(deliveries)
            self._changed.notify()

    def drop(self) -> list[Delivery]:
        """Takes back what no lane has begun."""
        with self._changed:
            dropped = list(self._pending)
            self._pending.clear()
            return dropped

    def close(self) -> list[Delivery]:
        """No lane begins anything more; what was not begun is taken back."""
        with self._changed:
            self._closing = True
            self._changed.notify()
        return self.drop()

    @property
    def active(self) -> int:
        """How many lanes are at work; one that is not has said what it settled."""
        return self._active

    @property
    def waiting(self) -> bool:
        """Whether anything is here that no lane has begun."""
        return bool(self._pending)

    def _lane(self) -> None:
        while (batch := self._next()) is not None:
            self._work(batch)

    def _next(self) -> list[Delivery] | None:
        """One idle lane at a time looks out for work, the others queue behind it at no cost."""
        with self._turn, self._changed:
            while not self._closing:
                seconds = self._patience()
                if seconds is not None and seconds <= 0:
                    return self._take()
                self._changed.wait(seconds)
        return None

    def _patience(self) -> float | None:
        """How long to wait before another lane begins; None until something changes."""
        if not self._pending:
            return None
        if self._active == 0:
            return self._not_before - time.monotonic()
        if self._delay:  # the lane at work finds out whether the store is back
            return None
        return self._moved + STALL_SECONDS / self._active - time.monotonic()

    def _take(self) -> list[Delivery]:
        batch = [self._pending.popleft()]
        size = 1 if batch[0].alone or self._delay else self._size
        while len(batch) < size and self._pending and not self._pending[0].alone:
            batch.append(self._pending.popleft())
        self._active += 1
        self._moved = time.monotonic()
        return batch

    def _step(self) -> None:
        self._moved = time.monotonic()

    def _work(self, batch: list[Delivery]) -> None:
        began = time.monotonic()
        settled: list[Delivery] = []
        try:
            self._settle(batch, settled.append, self._step)
            self._went_well(len(settled), time.monotonic() - began)
        except Unavailable as error:
            self._pause(error)
        except Apart:
            for delivery in batch:
                delivery.apart = True
        finally:
            self._settled(settled)
            self._end(batch, set(settled))

    def _end(self, batch: list[Delivery], settled: set[Delivery]) -> None:
        """What is left goes back to the front, but what has begun and not ended goes behind all others; where
        its channel is gone, the broker delivers it anew."""
        left = [one for one in batch if one not in settled and one.channel.is_open and not self._closing]
        with self._changed:
            self._pending.extendleft(one for one in reversed(left) if not one.unfinished)
            self._pending.extend(one for one in left if one.unfinished)
            self._active -= 1
            self._changed.notify()

    def _went_well(self, count: int, seconds: float) -> None:
        with self._changed:
            self._delay = 0.0
            if seconds > SLOW_SECONDS:
                self._size = max(1, count // 2)
            elif seconds < QUICK_SECONDS and count >= self._size:
                self._size = min(self._size * 2, LARGEST_BATCH)
            if not self._pending:
                self._size = 1  # what comes after a lull may be slow: it begins side by side

    def _pause(self, error: Unavailable) -> None:
        """Lanes that fail together count once."""
        with self._changed:
            now = time.monotonic()
            if now < self._not_before:
                return
            self._delay = min(max(self._delay * 2, FIRST_DELAY), LONGEST_DELAY)
            self._size = 1
            seconds = self._delay * random.uniform(0.5, 1.0)
            self._not_before = now + seconds
        logger.warning("consumer_paused", reason=type(error.__cause__ or error).__name__, seconds=seconds)
