"""The chain of a log: each entry's hash covers what stands in it and the hash of the one before.

Of what may have to be forgotten the data go in as the hash of themselves with a random salt, which stands
beside them. Data and salt are blanked then: the chain still holds, and what is left cannot be guessed.
"""

import hashlib
import json
import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from chassis import clock

START = bytes(32)
SALT, DIGEST, HASH = "salt", "digest", "hash"
ERASED = "erased_at"
"""On an entry whose data were blanked: whoever reads the log passes it over, for it tells nothing more."""
UNCOVERED = frozenset({"_id", SALT, DIGEST, HASH, ERASED})
SALT_BYTES = 16

Document = dict[str, Any]
_encode = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"), default=str).encode


@dataclass(frozen=True, slots=True)
class Link:
    """What the next entry is tied to."""

    hash: bytes = START
    logged_at: str = ""

    @classmethod
    def of(cls, entry: Document) -> "Link":
        return cls(bytes(entry[HASH]), entry["logged_at"])


def tie(entries: Iterable[Document], link: Link, *, salted: bool) -> None:
    """Gives each, in order, its time and its hash, and a salt where its data may have to be forgotten. None
    is older than the one before."""
    logged_at, previous = max(clock.to_wire(clock.now()), link.logged_at), link.hash
    for entry in entries:
        entry["logged_at"] = logged_at
        if salted:
            entry[SALT] = secrets.token_bytes(SALT_BYTES)
            entry[DIGEST] = digest_of(entry)
        entry[HASH] = previous = hash_of(entry, previous)


def digest_of(entry: Document) -> bytes:
    return hashlib.sha256(entry[SALT] + _bytes(entry["event"].get("data"))).digest()


def hash_of(entry: Document, previous: bytes) -> bytes:
    """Of all, but for data for which `digest` stands."""
    covered = {name: value for name, value in entry.items() if name not in UNCOVERED}
    if DIGEST in entry:
        covered["event"] = {name: value for name, value in entry["event"].items() if name != "data"}
    return hashlib.sha256(previous + entry.get(DIGEST, b"") + _bytes(covered)).digest()


def holds(entry: Document, previous: bytes) -> bool:
    """Whether the entry is what was tied to `previous`; of one that was blanked, whether its place is."""
    try:
        return bytes(entry[HASH]) == hash_of(entry, previous) and (is_blanked(entry) or _is_whole(entry))
    except (AttributeError, KeyError, TypeError, ValueError):
        return False


def is_blanked(entry: Document) -> bool:
    return DIGEST in entry and SALT not in entry and ERASED in entry and entry["event"].get("data") == {}


def _is_whole(entry: Document) -> bool:
    if ERASED in entry or (SALT in entry) != (DIGEST in entry):
        return False
    return DIGEST not in entry or bytes(entry[DIGEST]) == digest_of(entry)


def _bytes(value: Any) -> bytes:
    return _encode(value).encode("utf-8", "surrogatepass")
