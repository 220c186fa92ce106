"""Whether the chains of the logs hold, and which record is the first that does not.

A chain is walked in stretches, and held against the heads that were written elsewhere: only they show that
its end was cut off, or that all of it was made anew.
"""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import pymongo

from chassis import audit
from chassis.chain import HASH, START, holds, is_blanked
from chassis.eventlog import CHAINS, DEEDS, RESTRICTED, Stream
from chassis.mongo import Document, Store, store_errors
from chassis.outbox import OUTBOX
from wara.logs import SECONDS, entries, newest, told_through

STRETCH = 500
ALTERED, REMOVED, INSERTED = "altered", "removed", "inserted"
OF_A_HEAD = {"service": str, "stream": str, "sequence": int, "hash": str}
Heads = Mapping[int, set[str]]
"""Hashes by sequence."""


@dataclass(frozen=True, slots=True)
class Fault:
    """The first record at which a chain does not hold; `record` says which, where it is there."""

    sequence: object
    what: str
    record: str = ""

    def __str__(self) -> str:
        return f"{self.sequence}{self.record and f' ({self.record})'}: {self.what}"


@dataclass(frozen=True, slots=True)
class Verdict:
    begins: int
    last: int
    fault: Fault | None


def verdict(store: Store, stream: Stream, heads: Heads) -> Verdict:
    with store_errors(), pymongo.timeout(SECONDS):
        count = store.db[stream.log].count_documents({})
        anchor = store.db[CHAINS].find_one({"_id": stream.log})
    begins = int(anchor["begins"]) if anchor else 1
    told = told_through(store, stream)
    last = max([newest(store, stream, told), told, *heads])
    rows = rows_of(store, stream, begins - 1, last)
    fault = first_fault(rows, begins, last, heads, Forgotten(store, stream).knows)
    if fault is None and count > last:
        fault = stray(store, stream)
    return Verdict(begins, last, fault)


def first_fault(
    rows: Iterable[Document], begins: int, last: int, heads: Heads, forgotten: Callable[[int], bool]
) -> Fault | None:
    """`rows` come by their `sequence`; those of `forgotten` may be blank. A head of before where it begins
    says that it began sooner."""
    if heads and (soonest := min(heads)) < begins:
        return Fault(soonest, REMOVED)
    expected, previous = begins, START
    for row in rows:
        if row["_id"] != row["sequence"] or row["sequence"] < expected:
            return Fault(row["_id"], INSERTED, about(row))
        if row["sequence"] > expected:
            return Fault(expected, REMOVED)
        if not holds(row, previous) or (is_blanked(row) and not forgotten(expected)):
            return Fault(expected, ALTERED, about(row))
        previous = bytes(row[HASH])
        if heads.get(expected, {previous.hex()}) != {previous.hex()}:
            return Fault(expected, f"{ALTERED}, it or one before it: a head says otherwise", about(row))
        expected += 1
    return Fault(expected, REMOVED) if expected <= last else None


def rows_of(store: Store, stream: Stream, after: int, last: int) -> Iterator[Document]:
    for low in range(after, last, STRETCH):
        yield from entries(store, stream, low, min(low + STRETCH, last))


def stray(store: Store, stream: Stream) -> Fault | None:
    """Of what lies outside of the sequence, the first that is found."""
    fields = {"sequence": 1, "event_id": 1, "type": 1}
    with store_errors(), pymongo.timeout(SECONDS), store.db[stream.log].find({}, fields) as rows:
        for row in rows:
            id = row["_id"]
            if not isinstance(id, int) or id < 1 or row.get("sequence") != id:
                return Fault(id, INSERTED, about(row))
    return None


def about(row: Document) -> str:
    return ", ".join(str(row[name]) for name in ("event_id", "type") if name in row)


class Forgotten:
    """Which entries may be blank, for a deed says that a person was forgotten."""

    def __init__(self, store: Store, stream: Stream) -> None:
        self._store = store
        self._may_be = stream is RESTRICTED
        self._known: set[int] = set()

    def knows(self, sequence: int) -> bool:
        """Looked up again for one that is not known: it may have been forgotten just now."""
        if self._may_be and sequence not in self._known:
            self._known = set(self._look_up())
        return sequence in self._known

    def _look_up(self) -> Iterator[int]:
        """Also those that wait to be logged, which are looked at first: so none is missed on its way."""
        with store_errors(), pymongo.timeout(SECONDS):
            waiting = list(self._store.db[OUTBOX].find({"event.type": audit.FORGOTTEN}))
            for one in [*waiting, *self._store.db[DEEDS.log].find({"type": audit.FORGOTTEN})]:
                yield from one["event"]["data"]["sequences"]


def read_heads(folder: Path) -> dict[tuple[str, str], dict[int, set[str]]]:
    """Those of every file in it, by service and log: files of heads, and logs of processes too."""
    found: dict[tuple[str, str], dict[int, set[str]]] = {}
    for file in sorted(one for one in folder.rglob("*") if one.is_file()):
        with file.open(encoding="utf-8", errors="replace") as lines:
            for head in filter(None, map(head_in, lines)):
                of_log = found.setdefault((head["service"], head["stream"]), {})
                of_log.setdefault(head["sequence"], set()).add(head["hash"])
    return found


def head_in(line: str) -> Document | None:
    if '"hash"' not in line or '"sequence"' not in line:
        return None
    try:
        head = json.loads(line)
    except ValueError:
        return None
    known = isinstance(head, dict) and all(type(head.get(name)) is kind for name, kind in OF_A_HEAD.items())
    return head if known else None
