"""Disclosures in the gateway's database: a document holds those of one minute that were written together."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from itertools import groupby

import pymongo

from chassis.expiry import AT_ONCE, expire
from chassis.ids import new_id
from chassis.mongo import Document, Index, Store, store_errors
from gateway.disclosures.record import Disclosure

DISCLOSURES = "disclosures"
INDEXES = (Index("disclosures_at", DISCLOSURES, [("at", 1)]),)
IN_A_LOT = 200
SECONDS, REPORT_SECONDS = 5.0, 55.0


class StoredLots:
    """Every method raises Unavailable while the store is away."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._rows = store.db[DISCLOSURES]
        self._prepared = False

    def append(self, disclosures: Sequence[Disclosure]) -> None:
        with store_errors(), pymongo.timeout(SECONDS):
            if not self._prepared:
                self._store.make_indexes(INDEXES)
                self._prepared = True
            self._rows.insert_many(list(_lots(disclosures)))

    def between(self, since: datetime, until: datetime) -> Iterator[list[Disclosure]]:
        """From `since` on and before `until`, lot by lot."""
        period = {"at": {"$gte": _minute(since), "$lt": until}}
        with store_errors(), pymongo.timeout(REPORT_SECONDS):
            for lot in self._rows.find(period, {"_id": 0, "rows": 1}):
                read = (
                    Disclosure(at, by, route, tuple(f), tuple(about))
                    for at, by, route, f, about in lot["rows"]
                )
                yield [one for one in read if since <= one.at < until]

    def forget(self, before: datetime) -> bool:
        """Some of the lots from before then; whether there are more."""
        with store_errors():
            return expire(self._store, DISCLOSURES, before) == AT_ONCE


def _lots(disclosures: Sequence[Disclosure]) -> Iterator[Document]:
    for minute, together in groupby(disclosures, lambda one: _minute(one.at)):
        rows = [list(one) for one in together]
        for begin in range(0, len(rows), IN_A_LOT):
            yield {"_id": new_id(), "at": minute, "rows": rows[begin : begin + IN_A_LOT]}


def _minute(moment: datetime) -> datetime:
    return moment.replace(second=0, microsecond=0)
