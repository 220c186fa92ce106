"""What sign-in keeps in the gateway's own database: accounts, sessions, links, and who is on their way in."""

import time
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from typing import Any, TypeVar

import pymongo
from pymongo.errors import DuplicateKeyError

from chassis.mongo import Document, Index, Store, store_errors

ACCOUNTS, SESSIONS, LINKS, JOURNEYS = "accounts", "sessions", "sign_in_links", "sign_ins"
COLLECTIONS = (ACCOUNTS, SESSIONS, LINKS, JOURNEYS)
INDEXES = (
    Index("accounts_identity", ACCOUNTS, [("identity", 1)], unique=True),
    Index("sessions_owner", SESSIONS, [("owner", 1), ("_id", 1)]),
    Index("sessions_ends_at", SESSIONS, [("ends_at", 1)]),
    Index("sign_in_links_ends_at", LINKS, [("ends_at", 1)]),
    Index("sign_ins_ends_at", JOURNEYS, [("ends_at", 1)]),
)
SECONDS = 2.0
FORGET_SECONDS = 300.0

Result = TypeVar("Result")


class Rows:
    """The documents of one collection. Unavailable while the store is away."""

    def __init__(self, store: Store, collection: str) -> None:
        self._rows = store.db[collection]
        self._forget_at = 0.0

    def add(self, row: Mapping[str, Any]) -> bool:
        """False where there is such a one."""

        def insert() -> bool:
            try:
                self._rows.insert_one(dict(row))
            except DuplicateKeyError:
                return False
            return True

        return _within(insert)

    def get(self, id: str) -> Document | None:
        return _within(lambda: self._rows.find_one({"_id": id}))

    def all(self, **where: Any) -> list[Document]:
        return _within(lambda: list(self._rows.find(where).sort("_id", 1)))

    def change(self, id: str, **values: Any) -> bool:
        """False where it is not there any more, or another has what is its alone."""

        def update() -> bool:
            try:
                return bool(self._rows.update_one({"_id": id}, {"$set": values}).matched_count)
            except DuplicateKeyError:
                return False

        return _within(update)

    def mark(self, id: str, used_by: str, now: datetime) -> Document | None:
        """What is good now, once for each; of two who use it for the same at once, one."""
        guard = {"_id": id, "ends_at": {"$gt": now}, "used_by": {"$ne": used_by}}
        marked = _within(lambda: self._rows.update_one(guard, {"$push": {"used_by": used_by}}).matched_count)
        return self.get(id) if marked else None

    def take(self, id: str) -> Document | None:
        """It is not there after; of two who take it at once, one has it."""
        row = self.get(id)
        return row if row and self.remove(_id=id) else None

    def remove(self, **where: Any) -> int:
        return _within(lambda: self._rows.delete_many(where).deleted_count)

    def forget(self) -> None:
        """What is over, every few minutes, by whoever adds something then."""
        if time.monotonic() >= self._forget_at:
            self._forget_at = time.monotonic() + FORGET_SECONDS
            self.remove(ends_at={"$lt": datetime.now(UTC)})


def _within(work: Callable[[], Result]) -> Result:
    with store_errors(), pymongo.timeout(SECONDS):
        return work()
