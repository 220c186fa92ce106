"""What is written a moment after it was seen: it waits in memory, where there is so much room, and no request
waits for it. What a process had not written when it is killed is lost.
"""

import time
from collections.abc import Callable, Sequence
from typing import Generic, NamedTuple, TypeVar

from chassis import log
from chassis.errors import Unavailable

MOST = 10_000
REST_SECONDS = 1.0

Seen = TypeVar("Seen")
logger = log.get(__name__)


class Waiting(Generic[Seen]):
    def __init__(self, name: str, lost: Callable[[int], None]) -> None:
        """`lost` hears how many there was no room for."""
        self._name = name
        self._lost = lost
        self._waiting: list[Seen] = []

    def keep(self, seen: Sequence[Seen]) -> None:
        room = max(MOST - len(self._waiting), 0)
        self._waiting.extend(seen[:room])
        if lost := len(seen[room:]):
            self._lost(lost)

    def take(self) -> list[Seen]:
        taken, self._waiting = self._waiting, []
        return taken

    def write(self, taken: list[Seen], append: Callable[[list[Seen]], None]) -> bool:
        """False where it has to wait."""
        try:
            if taken:
                append(taken)
        except Unavailable as error:
            logger.warning(f"{self._name}_paused", reason=type(error.__cause__ or error).__name__)
            later, self._waiting = self._waiting, []
            self.keep([*taken, *later])
            return False
        return True


class Every(NamedTuple):
    seconds: float
    work: Callable[[], object]


def run(sleep: Callable[[float], None], *chores: Every) -> None:
    """For ever, in a green thread of its own: each at once, and then when it is time."""
    due = [0.0] * len(chores)
    while True:
        sleep(REST_SECONDS)
        for number, chore in enumerate(chores):
            if time.monotonic() >= due[number]:
                due[number] = time.monotonic() + chore.seconds
                chore.work()
