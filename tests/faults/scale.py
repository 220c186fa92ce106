"""How large the faults are: the figures of reliability.md in `make test-faults`, a tenth in `make test`.

FULL=1 is the full size. ROWS=all runs at a tenth also what `make test` leaves to `make test-faults`.
"""

import os

import pytest

FULL = os.environ.get("FULL") == "1"
EVERY_ROW = FULL or os.environ.get("ROWS") == "all"
LEAST = 2


def size(full: int) -> int:
    return full if FULL else max(full // 10, LEAST)


def times(full: int) -> int:
    """How often something is repeated."""
    return size(full)


def only_full(what: str) -> pytest.MarkDecorator:
    """For what takes too long for `make test`, and the rows without a dot in reliability.md."""
    return pytest.mark.skipif(not EVERY_ROW, reason=f"{what} runs in make test-faults")
