"""What was looked up a moment ago, and that there was nothing: guesses cost the store nothing."""

import time
from collections.abc import Callable
from typing import Generic, TypeVar

SECONDS = 2.0
"""Within this time every replica hears of a change."""
MOST = 5_000

Value = TypeVar("Value")


class Remembered(Generic[Value]):
    def __init__(self) -> None:
        self._known: dict[str, tuple[float, Value | None]] = {}

    def get(self, name: str, look_up: Callable[[str], Value | None]) -> Value | None:
        found = self._known.get(name)
        if found is None or time.monotonic() - found[0] > SECONDS:
            if len(self._known) >= MOST:
                self._known.clear()
            found = self._known[name] = (time.monotonic(), look_up(name))
        return found[1]

    def forget(self, name: str) -> None:
        self._known.pop(name, None)
