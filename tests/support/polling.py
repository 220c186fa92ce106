"""Waiting for a condition, the only way a test may wait."""

import time
from collections.abc import Callable
from typing import TypeVar

Value = TypeVar("Value")


def until(condition: Callable[[], Value], seconds: float = 60.0, every: float = 0.05) -> Value:
    """The first truthy value of `condition`; AssertionError with the last one when time is up."""
    end = time.monotonic() + seconds
    while True:
        value = condition()
        if value:
            return value
        assert time.monotonic() < end, f"not within {seconds} s: {value!r}"
        time.sleep(every)
