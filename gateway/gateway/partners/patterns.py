"""Which events a partner is granted: patterns of their types, written as topic exchanges take them."""

import re
from collections.abc import Iterable
from functools import lru_cache

from gateway.schemas.feed import SOURCES

_WORD = r"([a-z_]+|\*)"
FORM = rf"({'|'.join(SOURCES)})\.(#|{_WORD}\.{_WORD}\.(v[0-9]+|\*))\Z"
"""`agenda.meeting.convened.v1`, `agenda.meeting.*.v1`, `agenda.#`: of one service each."""


def is_granted(type: str, patterns: Iterable[str]) -> bool:
    return any(_regex(pattern).fullmatch(type) for pattern in patterns)


def source_of(pattern: str) -> str:
    return pattern.partition(".")[0]


@lru_cache(maxsize=1024)
def _regex(pattern: str) -> "re.Pattern[str]":
    """As the broker reads it, of the patterns that have the form."""
    words = {"*": "[^.]+", "#": ".+"}
    return re.compile(r"\.".join(words.get(word) or re.escape(word) for word in pattern.split(".")))
