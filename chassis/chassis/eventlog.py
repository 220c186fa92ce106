"""The log: every event a service has told, in a sequence without gaps, kept for the feed and for replays.

The key is the fence. Two relays that append at once meet a duplicate `_id`, and the slower one stops; an
event that is logged already meets a duplicate `event_id`, and is skipped. What is logged is a chain.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from pymongo.database import Database
from pymongo.errors import BulkWriteError

from chassis import chain
from chassis.chain import ERASED as ERASED
from chassis.chain import HASH, Link
from chassis.envelope import Classification
from chassis.ids import in_parts
from chassis.mongo import DUPLICATE_KEY, Document, Index

WATERMARKS = "watermarks"
PARKED = "parked"
CHAINS = "chains"
"""Of a log that is older than its chain, with which sequence the chain `begins`."""


class AnotherRelay(Exception):
    """Somebody else appended under the number we were about to use."""


@dataclass(frozen=True, slots=True)
class Stream:
    """Public events and restricted ones have a log, and a sequence, of their own; so have deeds."""

    classification: Classification
    log: str


PUBLIC = Stream("public", "events")
RESTRICTED = Stream("restricted", "events_private")
STREAMS = (PUBLIC, RESTRICTED)
"""Those that are told."""
DEEDS = Stream("restricted", "deeds")
LOGS: Mapping[str, Stream] = {"public": PUBLIC, "restricted": RESTRICTED, "audit": DEEDS}
"""By what a row of the outbox says that it is for."""


def indexes_of(*streams: Stream) -> tuple[Index, ...]:
    """`sequence` is the same number as `_id`: the embedded store finds a range of an index, and scans for one
    of `_id`."""
    return (
        *(Index(f"{stream.log}_event_id", stream.log, [("event_id", 1)], unique=True) for stream in streams),
        *(Index(f"{stream.log}_sequence", stream.log, [("sequence", 1)]) for stream in streams),
    )


INDEXES = indexes_of(*LOGS.values())


class EventLog:
    def __init__(self, db: Database[Document], stream: Stream) -> None:
        self.stream = stream
        self._log = db[stream.log]
        self._marks = db[WATERMARKS]
        self._chains = db[CHAINS]
        self._last: int | None = None
        self._link: Link | None = None

    def append(self, rows: Sequence[Document]) -> list[Document]:
        """Appends outbox rows in order and returns the entries that are new; AnotherRelay when not alone."""
        waiting = list(rows)
        appended: list[Document] = []
        while waiting:
            last = self.last()
            entries = [_entry(last + 1 + i, row) for i, row in enumerate(waiting)]
            chain.tie(entries, self._link_at(last), salted=self.stream is RESTRICTED)
            written, duplicate = self._insert(entries)
            self._last = last + written
            self._link = Link.of(entries[written - 1]) if written else self._link
            appended += entries[:written]
            waiting = self._not_logged(waiting[written + 1 :]) if duplicate else []
        return appended

    def last(self) -> int:
        """The sequence of the newest entry, as far as this process knows."""
        if self._last is None:
            self._last = self._newest()
        return self._last

    def forget_position(self) -> None:
        self._last = self._link = None

    def after(self, sequence: int, limit: int) -> list[Document]:
        """The entries with a sequence in (sequence, sequence + limit], in order."""
        bounds = {"sequence": {"$gt": sequence, "$lte": sequence + limit}}
        return list(self._log.find(bounds, batch_size=limit + 1).sort("sequence", 1))

    def watermark(self) -> int:
        """Through which sequence all are confirmed by the broker, or parked."""
        key = {"_id": self.stream.log}
        mark = self._marks.find_one(key)
        if mark is None:
            self._marks.update_one(key, {"$setOnInsert": {"through": 0}}, upsert=True)
            return 0
        return int(mark["through"])

    def raise_watermark(self, through: int) -> None:
        """Never backwards; `watermark` has made what is raised."""
        guard = {"_id": self.stream.log, "through": {"$lt": through}}
        self._marks.update_one(guard, {"$set": {"through": through}})

    def _newest(self) -> int:
        """Looked for from the watermark on, in strides, because the sequence has no gaps.

        A query for the highest would read them all from the embedded store.
        """
        last, stride = self.watermark(), 1
        while self._holds(last + stride):
            last, stride = last + stride, stride * 2
        while stride > 1:
            stride //= 2
            last += stride if self._holds(last + stride) else 0
        return last

    def _link_at(self, last: int) -> Link:
        """The end of the chain, which begins after what was logged when there was none."""
        if self._link is None:
            found = self._log.find_one({"_id": last}, {HASH: 1, "logged_at": 1}) if last else None
            if last and (found is None or HASH not in found):
                begins = {"$setOnInsert": {"begins": last + 1}}
                self._chains.update_one({"_id": self.stream.log}, begins, upsert=True)
            self._link = Link.of(found) if found and HASH in found else Link()
        return self._link

    def _holds(self, sequence: int) -> bool:
        return self._log.find_one({"_id": sequence}, {"_id": 1}) is not None

    def _not_logged(self, rows: Sequence[Document]) -> list[Document]:
        logged: set[str] = set()
        for ids in in_parts([row["_id"] for row in rows]):
            found = self._log.find({"event_id": {"$in": ids}}, {"event_id": 1})
            logged.update(entry["event_id"] for entry in found)
        return [row for row in rows if row["_id"] not in logged]

    def _insert(self, entries: list[Document]) -> tuple[int, bool]:
        """How many were written, and whether the one after them is logged already."""
        try:
            self._log.insert_many(entries, ordered=True)
        except BulkWriteError as error:
            errors: list[dict[str, Any]] = error.details["writeErrors"]
            if not errors or errors[0]["code"] != DUPLICATE_KEY:
                raise
            if "event_id" not in str(errors[0].get("keyPattern") or errors[0].get("errmsg")):
                raise AnotherRelay from error
            return errors[0]["index"], True
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
        **({"origin": row["origin"]} if "origin" in row else {}),
    }
