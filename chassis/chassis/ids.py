"""Identifiers: UUID version 7, so that they sort by the time they were made (RFC 9562)."""

from collections.abc import Iterable, Iterator
from itertools import islice

import uuid6

AT_ONCE = 25


def new_id() -> str:
    return str(uuid6.uuid7())


def in_parts(ids: Iterable[str]) -> Iterator[list[str]]:
    """For `$in`: what the embedded store takes for a list grows with the square of its length."""
    left = iter(ids)
    while part := list(islice(left, AT_ONCE)):
        yield part
