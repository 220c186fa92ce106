"""What was found good lately: by hashes alone, so many at most, each for its time.

Whoever is in here is looked up as ever. It only says that they are no guess.
"""

import hashlib
import time
from collections.abc import Callable

SECONDS = 86_400.0
MOST = 5_000


class Lately:
    def __init__(self, now: Callable[[], float] = time.monotonic) -> None:
        self._now = now
        self._until: dict[bytes, float] = {}

    def note(self, text: str) -> None:
        """Where there is no room, who was found good longest ago goes."""
        name = _hash(text)
        self._until.pop(name, None)
        self._until[name] = self._now() + SECONDS
        if len(self._until) > MOST:
            del self._until[next(iter(self._until))]

    def __contains__(self, text: str) -> bool:
        return self._until.get(_hash(text), 0.0) > self._now()

    def forget(self, text: str) -> None:
        self._until.pop(_hash(text), None)


def _hash(text: str) -> bytes:
    return hashlib.sha256(text.encode()).digest()
