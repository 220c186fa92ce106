"""All that documents of a collection are asked for by, behind one index: each stands on a shelf for every
combination of fields that a list may name, and is found there in the order of making.

An index of its own for each would cost every write, with most of them about fields that are empty.
"""

import threading
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from typing import Any

import pymongo

from chassis.config import Settings
from chassis.errors import Unavailable
from chassis.mongo import Document, Index, Store, store_errors

SHELVES = "shelves"
PUT_UP_SECONDS, REST_SECONDS = 60.0, 1.0


@dataclass(frozen=True, slots=True)
class Shelves:
    """`by` are the fields of each kind of shelf. Of a field that is a list each value counts; on a shelf by a
    field that is None, False or empty nothing stands."""

    collection: str
    by: Sequence[tuple[str, ...]]

    @property
    def index(self) -> Index:
        return Index(f"{self.collection}_by_shelf", self.collection, [(SHELVES, 1), ("_id", 1)])

    def of(self, document: Mapping[str, Any]) -> list[str]:
        return [
            _name(fields, values)
            for fields in self.by
            for values in product(*(_values(document.get(name)) for name in fields))
        ]

    def where(self, fields: tuple[str, ...], asked: Mapping[str, Any]) -> Document:
        """What finds those on the shelf by these fields with the values asked for."""
        return {SHELVES: _name(fields, [asked[name] for name in fields])}

    def put_up(self, store: Store) -> None:
        """Those that are from before there were shelves."""
        rows = store.db[self.collection]
        for row in rows.find({SHELVES: None}):
            guard = {"_id": row["_id"], "version": row["version"]}
            rows.update_one(guard, {"$set": {SHELVES: self.of(row)}})

    def run(self, store: Store, settings: Settings, stop: threading.Event) -> None:
        """The same in `work`, as soon as the store has time for it."""
        done = False
        while not (done or stop.is_set()):
            try:
                with store_errors(), pymongo.timeout(PUT_UP_SECONDS):
                    self.put_up(store)
                done = True
            except Unavailable:
                stop.wait(REST_SECONDS)


def _values(value: Any) -> Iterator[Any]:
    yield from (value if isinstance(value, list) else [value] if value else [])


def _name(fields: Sequence[str], values: Sequence[Any]) -> str:
    return " ".join(f"{name}={value}" for name, value in zip(fields, values, strict=True))
