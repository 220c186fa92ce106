"""Taking turns within a process, where transactions of one kind keep meeting conflicts."""

import contextlib
import threading
import time
from collections import defaultdict

from chassis.errors import Unavailable

EXPECTED_SECONDS = 1.0


class Turns:
    """Who met a conflict goes on alone among its kind: fifty at one counter would conflict for ever.

    For a while after it the next of that kind wait their turn before they begin: they would mostly meet the
    same conflict, and find it out with their last write.
    """

    def __init__(self) -> None:
        self._locks: defaultdict[str, threading.Lock] = defaultdict(threading.Lock)
        self._expected_until: defaultdict[str, float] = defaultdict(float)

    def expected(self, kind: str) -> bool:
        return time.monotonic() < self._expected_until[kind]

    def take(self, kind: str, until_closed: contextlib.ExitStack, seconds: float) -> None:
        """Waits for it, and has it until the stack is closed; Unavailable after so many seconds."""
        self._expected_until[kind] = time.monotonic() + EXPECTED_SECONDS
        if not self._locks[kind].acquire(timeout=seconds):
            raise Unavailable()
        until_closed.callback(self._locks[kind].release)
