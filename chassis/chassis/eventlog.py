"""The log: every event a service has told, in a sequence without gaps, kept for the feed and for replays.

The key is the fence. Two relays that append at once meet a duplicate `_id`, and the slower one stops; an
event that is logged already meets a duplicate `event_id`, and is skipped.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from pymongo.database import Database
from pymongo.errors import BulkWriteError

from chassis.envelope import Classification
from chassis.mongo import DUPLICATE_KEY, Document, Index
from chassis.outbox import OUTBOX

WATERMARKS = "watermarks"
PARKED = "parked"


class AnotherRelay(Exception):
    """Somebody else appended under the number we were about to use."""


@dataclass(frozen=True, slots=True)
class Stream:
    """Public events and restricted ones have a log, and a sequence, of their own."""

    classification: Classification
    log: str


PUBLIC = Stream("public", "events")
RESTRICTED = Stream("restricted", "events_private")
STREAMS = (PUBLIC, RESTRICTED)

INDEXES = (
    Index("outbox_order", OUTBOX, [("aggregate", 1), ("version", 1), ("position", 1)]),
    *(Index(f"{stream.log}_event_id", stream.log, [("event_id", 1)], unique=True) for stream in STREAMS),
)


class EventLog:
    def __init__(self, db: Database[Document], stream: Stream) -> None:
        self._db = db
        self._log = db[stream.log]
        self._name = stream.log
        self._last: int | None = None

    def append(self, rows: Sequence[Document]) -> int:
        """Appends outbox rows in order and returns how many were new; AnotherRelay when not alone."""
        if self._last is None:
            self._last = self._newest()
        waiting = list(rows)
        appended = 0
        while waiting:
            entries = [_entry(self._last + 1 + i, row) for i, row in enumerate(waiting)]
            written, duplicate = self._insert(entries)
            self._last += written
            appended += written
            waiting = waiting[written + 1 :] if duplicate else []
        return appended

    def forget_position(self) -> None:
        self._last = None

    def after(self, sequence: int, limit: int) -> list[Document]:
        """The entries with a sequence in (sequence, sequence + limit], in order."""
        bounds = {"_id": {"$gt": sequence, "$lte": sequence + limit}}
        return list(self._log.find(bounds).sort("_id", 1))

    def watermark(self) -> int:
        """Through which sequence all are confirmed by the broker, or parked."""
        mark = self._db[WATERMARKS].find_one({"_id": self._name})
        return int(mark["through"]) if mark else 0

    def raise_watermark(self, through: int) -> None:
        marks = self._db[WATERMARKS]
        marks.update_one({"_id": self._name}, {"$setOnInsert": {"through": 0}}, upsert=True)
        marks.update_one({"_id": self._name, "through": {"$lt": through}}, {"$set": {"through": through}})

    def park(self, entry: Document, reason: str) -> None:
        key = {"_id": f"{self._name}/{entry['_id']}"}
        self._db[PARKED].update_one(key, {"$setOnInsert": {"reason": reason}}, upsert=True)

    def _newest(self) -> int:
        newest = next(iter(self._log.find({}, {"_id": 1}).sort("_id", -1).limit(1)), None)
        return int(newest["_id"]) if newest else 0

    def _insert(self, entries: list[Document]) -> tuple[int, bool]:
        """How many were written, and whether the one after them is logged already."""
        try:
            self._log.insert_many(entries, ordered=True)
        except BulkWriteError as error:
            first: dict[str, Any] = error.details["writeErrors"][0]
            if first["code"] != DUPLICATE_KEY:
                raise
            if "event_id" not in str(first.get("keyPattern") or first.get("errmsg")):
                raise AnotherRelay from error
            return first["index"], True
        return len(entries), False


def _entry(sequence: int, row: Document) -> Document:
    event = {**row["event"], "sequence": sequence}
    return {
        "_id": sequence,
        "event_id": row["_id"],
        "type": event["type"],
        "subject": row["aggregate"],
        "event": event,
    }
