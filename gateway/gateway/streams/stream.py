"""One reader of a log that goes on."""

import time
from abc import ABC, abstractmethod
from collections.abc import Callable
from typing import Any

from eventlet.queue import LightQueue

from chassis.errors import WaraError

ASK_SECONDS = 1.0
WAITING = 100
"""Items that a slow reader may be behind; then it is cut off, and comes back for the rest."""

Item = dict[str, Any]
Page = dict[str, Any]


class Stream(ABC):
    """Whose it is, and up to which number everything is in `waiting`, or was told. `may_still` is asked
    whether what opened it would open it yet."""

    def __init__(self, owner: str, told: int, may_still: Callable[[], object]) -> None:
        self.owner = owner
        self.told = told
        self.ended = False
        self.waiting = LightQueue(WAITING)
        self._may_still = may_still
        self._may = True
        self._ask_at = 0.0

    @abstractmethod
    def mine(self, page: Page) -> list[Item] | None:
        """What of the page is for this reader; None where it may hear no more."""

    def may_go_on(self) -> bool:
        """Before anything is written; it is asked for once a second. What cannot be known is not so."""
        if time.monotonic() >= self._ask_at:
            self._ask_at = time.monotonic() + ASK_SECONDS
            try:
                self._may = bool(self._may_still())
            except WaraError:
                self._may = False
        return self._may

    def take(self, page: Page) -> None:
        mine = self.mine(page)
        new = [one for one in mine or () if one["sequence"] > self.told]
        if mine is None or len(new) > WAITING - self.waiting.qsize():
            self.end()
            return
        for one in new:
            self.waiting.put_nowait(one)
        self.told = max(self.told, page["scanned_to"])

    def taken(self) -> list[Item]:
        """What waits, which then waits no more; the end is none of it."""
        items = [self.waiting.get_nowait() for _ in range(self.waiting.qsize())]
        return [one for one in items if one is not None]

    def end(self) -> None:
        self.ended = True
        if self.waiting.empty():
            self.waiting.put_nowait(None)
