"""The gateway's log of deeds, a chain in its own database. Every replica appends: the key is the fence."""

from collections.abc import Sequence
from typing import Any

import pymongo

from chassis.errors import Unavailable
from chassis.eventlog import DEEDS, AnotherRelay, EventLog, indexes_of
from chassis.heads import Heads
from chassis.mongo import Store, store_errors
from chassis.trail import Trail, Wanted

SECONDS = 2.0
TRIES = 10

Row = dict[str, Any]


class Deeds:
    """Every method raises Unavailable while the store is away."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._log = EventLog(store.db, DEEDS)
        self._prepared = False

    def append(self, rows: Sequence[Row]) -> None:
        """Where another replica was faster it is tried again, after what that one wrote."""
        with store_errors(), pymongo.timeout(SECONDS):
            self._prepare()
            for _ in range(TRIES):
                self._log.forget_position()
                try:
                    self._log.append(rows)
                except AnotherRelay:
                    continue
                self._log.raise_watermark(self._log.last())
                return
        raise Unavailable()

    def page(self, body: Row) -> Row:
        """As a service's `read_audit`."""
        with store_errors(), pymongo.timeout(SECONDS):
            trail = Trail(self._store.db, (DEEDS,))
            return trail.page(Wanted.of(body), body.get("after"), int(body["limit"]))

    def write_heads(self, heads: Heads) -> None:
        """None by a replica that has logged nothing."""
        if self._prepared:
            with store_errors(), pymongo.timeout(SECONDS):
                heads.write(self._store.db, (DEEDS,))

    def _prepare(self) -> None:
        if not self._prepared:
            self._store.make_indexes(indexes_of(DEEDS))
            self._prepared = True
