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
    # the same number as `_id`: the embedded store finds a range of an index, and scans for one of `_id`
    *(Index(f"{stream.log}_sequence", stream.log, [("sequence", 1)]) for stream in STREAMS),
)


class EventLog:
    def __init__(self, db: Database[Document], stream: Stream) -> None:
        self._db = db
        self._log = db[stream.log]
        self._name = stream.log
        self._last: int | None = None

    def append(self, rows: Sequence[Document]) -> int:
        """Appends outbox rows in order and returns how many were new; AnotherRelay when not alone."""
        waiting = list(rows)
        appended = 0
        while waiting:
            last = self.last()
            entries = [_entry(last + 1 + i, row) for i, row in enumerate(waiting)]
            written, duplicate = self._insert(entries)
            self._last = last + written
            appended += written
            waiting = waiting[written + 1 :] if duplicate else []
        return appended

    def last(self) -> int:
        """The sequence of the newest entry, as far as this process knows."""
        if self._last is None:
            self._last = self._newest()
        return self._last

    def forget_position(self) -> None:
        self._last = None

    def after(self, sequence: int, limit: int) -> list[Document]:
        """The entries with a sequence in (sequence, sequence + limit], in order."""
        bounds = {"sequence": {"$gt": sequence, "$lte": sequence + limit}}
        return list(self._log.find(bounds).sort("sequence", 1))

    def watermark(self) -> int:
        """Through which sequence all are confirmed by the broker, or parked."""
        marks = self._db[WATERMARKS]
        mark = marks.find_one({"_id": self._name})
        if mark is None:
            marks.update_one({"_id": self._name}, {"$setOnInsert": {"through": 0}}, upsert=True)
            return 0
        return int(mark["through"])

    def raise_watermark(self, through: int) -> None:
        """Never backwards; `watermark` has made what is raised."""
        guard = {"_id": self._name, "through": {"$lt": through}}
        self._db[WATERMARKS].update_one(guard, {"$set": {"through": through}})

    def park(self, entry: Document, reason: str) -> None:
        key = {"_id": f"{self._name}/{entry['_id']}"}
        self._db[PARKED].update_one(key, {"$setOnInsert": {"reason": reason}}, upsert=True)

    def _newest(self) -> int:
        """Looked for from the watermark on: what is told is never more than a little behind."""
        through = self.watermark()
        beyond = self._log.find({"sequence": {"$gt": through}}, {"sequence": 1}).sort("sequence", -1)
        return next((int(entry["sequence"]) for entry in beyond.limit(1)), through)

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
        "sequence": sequence,
        "event_id": row["_id"],
        "type": event["type"],
        "subject": row["aggregate"],
        "event": event,
    }
