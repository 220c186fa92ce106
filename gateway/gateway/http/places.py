"""Places for connections. Who waits for a client keeps one only as long as nobody else needs it."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import islice
from typing import Any

import eventlet
from eventlet.hubs import get_hub

_AT_ONCE = 40
_PAUSE_SECONDS = 0.01


class Places(eventlet.GreenPool):  # type: ignore[misc]  # eventlet has no types
    """When none is free, those who have waited longest for their clients give way to who comes.

    So thousands who send slowly, or nothing, shut nobody out who sends at once; who is being answered is
    never cut.
    """

    def __init__(self, size: int) -> None:
        super().__init__(size)
        self._waiting: dict[Any, None] = {}

    def spawn(self, function: Callable[..., Any], *args: Any, **kwargs: Any) -> Any:
        if self.free() <= 0:
            eventlet.sleep(0)  # who came just now may have sent everything already
        while self.free() <= 0:
            self._make_room()
        return super().spawn(function, *args, **kwargs)

    @contextmanager
    def waits(self, seconds: float) -> Iterator[None]:
        """Around whatever waits for a client; raises TimeoutError when the time is over, or sooner."""
        who = eventlet.getcurrent()
        self._waiting[who] = None
        try:
            with eventlet.Timeout(seconds, TimeoutError()):
                yield
        finally:
            self._waiting.pop(who, None)

    def _make_room(self) -> None:
        """For some at once: in a rush to make it for each costs more than to serve him."""
        longest = list(islice(self._waiting, _AT_ONCE))
        for who in longest:
            get_hub().schedule_call_global(0, self._cut, who)
        eventlet.sleep(0 if longest else _PAUSE_SECONDS)

    def _cut(self, who: Any) -> None:
        """Unless his client has spoken since."""
        if who in self._waiting:
            who.throw(TimeoutError())
