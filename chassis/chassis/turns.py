"""Taking turns within a process, where transactions of one kind keep meeting conflicts."""

import contextlib
import threading
import time
from collections import defaultdict

from chassis.errors import Unavailable

EXPECTED_SECONDS = MOMENT_SECONDS = 1.0


class Crowded(Unavailable):
    """So many of a kind meet conflicts that the turn did not come in time: it is no fault of this one."""


class Turns:
    """Who met a conflict goes on alone among its kind: fifty at one counter would conflict for ever.

    For a while after it the next of that kind wait a moment for their turn before they begin: they would
    mostly meet the same conflict, and find it out with their last write. It lasts as long as some wait.
    """

    def __init__(self) -> None:
        self._locks: defaultdict[str, threading.Lock] = defaultdict(threading.Lock)
        self._expected_until: defaultdict[str, float] = defaultdict(float)

    def expected(self, kind: str) -> bool:
        return time.monotonic() < self._expected_until[kind]

    def wait(self, kind: str, until_closed: contextlib.ExitStack) -> bool:
        """Has the turn until the stack is closed; False when it did not come, which is no harm."""
        if not self._acquire(kind, until_closed, 0):
            self._expect(kind)
            return self._acquire(kind, until_closed, MOMENT_SECONDS)
        return True

    def take(self, kind: str, until_closed: contextlib.ExitStack, seconds: float) -> None:
        """The same after a conflict; Crowded when it did not come."""
        self._expect(kind)
        if not self._acquire(kind, until_closed, seconds):
            raise Crowded()

    def _expect(self, kind: str) -> None:
        self._expected_until[kind] = time.monotonic() + EXPECTED_SECONDS

    def _acquire(self, kind: str, until_closed: contextlib.ExitStack, seconds: float) -> bool:
        acquired = self._locks[kind].acquire(timeout=seconds)
        if acquired:
            until_closed.callback(self._locks[kind].release)
        return acquired
