"""The documents of one collection of the gateway's own database."""

import time
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from typing import Any, TypeVar

import pymongo
from pymongo.errors import DuplicateKeyError

from chassis.mongo import Document, Store, store_errors

SECONDS = 2.0
FORGET_SECONDS = 300.0

Result = TypeVar("Result")


class Rows:
    """Unavailable while the store is away."""

    def __init__(self, store: Store, collection: str) -> None:
        self._rows = store.db[collection]
        self._forget_at = 0.0

    def add(self, row: Mapping[str, Any]) -> bool:
        """False where there is such a one."""
        return _unless_taken(lambda: bool(self._rows.insert_one(dict(row)).acknowledged))

    def get(self, id: str) -> Document | None:
        return _within(lambda: self._rows.find_one({"_id": id}))

    def all(self, **where: Any) -> list[Document]:
        return _within(lambda: list(self._rows.find(where).sort("_id", 1)))

    def page(self, after: str | None, limit: int, **where: Any) -> list[Document]:
        wanted = where if after is None else {**where, "_id": {"$gt": after}}
        return _within(lambda: list(self._rows.find(wanted).sort("_id", 1).limit(limit)))

    def change(self, id: str, **values: Any) -> bool:
        """False where it is not there any more, or another has what is its alone."""
        return self.swap(id, {}, **values)

    def swap(self, id: str, was: Mapping[str, Any], **values: Any) -> bool:
        """The same; False where it is not as it `was` either."""
        guard, changed = {**was, "_id": id}, {"$set": values}
        return _unless_taken(lambda: bool(self._rows.update_one(guard, changed).matched_count))

    def replace(self, row: Mapping[str, Any]) -> bool:
        """False where somebody else changed it since: the row has the next version of what was read."""
        guard = {"_id": row["_id"], "version": row["version"] - 1}
        return _within(lambda: bool(self._rows.replace_one(guard, dict(row)).matched_count))

    def take_of(self, id: str, ends_at: datetime, lot: int, of: int) -> bool:
        """So many of what there is until then; False where there are not as many left."""
        guard = {"_id": id, "used": {"$lte": of - lot}}
        taken = {"$inc": {"used": lot}, "$setOnInsert": {"ends_at": ends_at}}
        return _unless_taken(lambda: bool(self._rows.update_one(guard, taken, upsert=True).acknowledged))

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


def _unless_taken(write: Callable[[], bool]) -> bool:
    """False where there is one already of what there can be one alone."""
    try:
        return _within(write)
    except DuplicateKeyError:
        return False


def _within(work: Callable[[], Result]) -> Result:
    with store_errors(), pymongo.timeout(SECONDS):
        return work()
