"""What `work` looks at from time to time, and at once again while there is more."""

import threading
from collections.abc import Callable

from chassis import log
from chassis.errors import Unavailable

logger = log.get(__name__)


def repeat(look: Callable[[], bool], rest_seconds: float, stop: threading.Event, paused: str) -> None:
    """`look` says whether there is more; `paused` is logged where the store is away."""
    busy = True
    while not stop.wait(0 if busy else rest_seconds):
        try:
            busy = look()
        except Unavailable as error:
            logger.warning(paused, reason=type(error.__cause__ or error).__name__)
            busy = False
