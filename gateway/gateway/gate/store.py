"""The gateway's own database: API keys, what windows have given out, sign-in; nothing of the group."""

import time
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from typing import Any, TypeVar

import pymongo
from pymongo.errors import DuplicateKeyError, PyMongoError

from chassis import log
from chassis.errors import Unavailable
from chassis.mongo import Document, Index, Store, store_errors
from gateway.identity import store as identity

KEYS, WINDOWS = "api_keys", "windows"
INDEXES = (
    Index("api_keys_owner", KEYS, [("owner", 1), ("_id", 1)]),
    Index("windows_ends_at", WINDOWS, [("ends_at", 1)]),
)
KEY_SECONDS, WINDOW_SECONDS = 2.0, 0.5
FORGET_SECONDS = 300.0
AWAY_SECONDS = 1.0

logger = log.get(__name__)
Result = TypeVar("Result")


class Windows:
    """Counts where every replica sees it."""

    def __init__(self, store: Store) -> None:
        self._rows = store.db[WINDOWS]
        self._away_until = 0.0
        self._forget_at = 0.0

    def take(self, window: str, ends_at: float, wanted: int, of: int) -> int:
        """As `gateway.gate.limits.Counter` has it. For a second after a failure nothing is asked."""
        if time.monotonic() < self._away_until:
            raise Unavailable()
        try:
            with store_errors(), pymongo.timeout(WINDOW_SECONDS):
                self._forget()
                lots = (wanted, 1) if wanted > 1 else (1,)
                return next((lot for lot in lots if self._add(window, ends_at, lot, of)), 0)
        except Unavailable:
            self._away_until = time.monotonic() + AWAY_SECONDS
            raise

    def _add(self, window: str, ends_at: float, lot: int, of: int) -> bool:
        guard = {"_id": window, "used": {"$lte": of - lot}}
        added = {"$inc": {"used": lot}, "$setOnInsert": {"ends_at": datetime.fromtimestamp(ends_at, UTC)}}
        try:
            self._rows.update_one(guard, added, upsert=True)
        except DuplicateKeyError:
            return False
        return True

    def _forget(self) -> None:
        """What is over, every few minutes, by whoever counts then."""
        if time.monotonic() >= self._forget_at:
            self._forget_at = time.monotonic() + FORGET_SECONDS
            self._rows.delete_many({"ends_at": {"$lt": datetime.now(UTC)}})


class KeyRows:
    """Documents of API keys, as `gateway.gate.keys` makes them. Unavailable while the store is away."""

    def __init__(self, store: Store) -> None:
        self._rows = store.db[KEYS]

    def add(self, row: Mapping[str, Any]) -> bool:
        """False where there is one under this id."""

        def insert() -> bool:
            try:
                self._rows.insert_one(dict(row))
            except DuplicateKeyError:
                return False
            return True

        return _within(insert)

    def get(self, id: str) -> Document | None:
        return _within(lambda: self._rows.find_one({"_id": id}))

    def replace(self, row: Mapping[str, Any]) -> bool:
        """False where somebody else changed it since: the row has the next version of what was read."""
        guard = {"_id": row["_id"], "version": row["version"] - 1}
        return _within(lambda: bool(self._rows.replace_one(guard, dict(row)).matched_count))

    def used(self, id: str, at: datetime) -> None:
        _within(lambda: self._rows.update_one({"_id": id}, {"$set": {"used_at": at}}))

    def page(self, owner: str | None, after: str | None, limit: int) -> list[Document]:
        where: dict[str, Any] = {} if owner is None else {"owner": owner}
        if after is not None:
            where["_id"] = {"$gt": after}
        return _within(lambda: list(self._rows.find(where).sort("_id", 1).limit(limit)))


def prepare(store: Store, sleep: Callable[[float], None]) -> None:
    """Makes the collections and their indexes, as soon as the store is there."""
    while True:
        try:
            with pymongo.timeout(30):
                for name in (KEYS, WINDOWS, *identity.COLLECTIONS):
                    store.make_collection(name)
                store.make_indexes((*INDEXES, *identity.INDEXES))
        except PyMongoError as error:
            logger.warning("store_awaited", reason=type(error).__name__)
            sleep(0.5)
        else:
            return


def _within(work: Callable[[], Result]) -> Result:
    with store_errors(), pymongo.timeout(KEY_SECONDS):
        return work()
