"""How much a process has lately done. One that is steadily at work looks for more by itself, often: a change
stream would only cost, for the embedded store has each of them read all that is written."""

import math
import threading
import time
from collections.abc import Callable

STEADY_PER_SECOND = 10


class Pace:
    """Events moved or heard in about the last second; any thread may note some."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._lock = threading.Lock()
        self._lately, self._at = 0.0, clock()

    def note(self, count: int) -> None:
        with self._lock:
            self._lately, self._at = self._faded() + count, self._clock()

    @property
    def steady(self) -> bool:
        with self._lock:
            return self._faded() > STEADY_PER_SECOND

    def _faded(self) -> float:
        return self._lately * math.exp(self._at - self._clock())
