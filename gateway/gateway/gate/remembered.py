"""What was looked up a moment ago."""

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
        """Also that there was nothing."""
        found = self._lately(name)
        return found[1] if found else self._look(name, look_up)

    def good(
        self, name: str, look_up: Callable[[str], Value | None], is_good: Callable[[Value], bool]
    ) -> Value | None:
        """None where it is not: nobody is refused by what is remembered, for another replica may know
        better."""
        found = self._lately(name)
        if found and found[1] is not None and is_good(found[1]):
            return found[1]
        value = self._look(name, look_up)
        return value if value is not None and is_good(value) else None

    def forget(self, name: str) -> None:
        self._known.pop(name, None)

    def _lately(self, name: str) -> tuple[float, Value | None] | None:
        found = self._known.get(name)
        return found if found and time.monotonic() - found[0] <= SECONDS else None

    def _look(self, name: str, look_up: Callable[[str], Value | None]) -> Value | None:
        if len(self._known) >= MOST:
            self._known.clear()
        at, value = time.monotonic(), look_up(name)
        self._known[name] = (at, value)
        return value
