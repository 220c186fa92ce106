"""The audit trail of one database: what its logs say of who did what, when, from where and why.

Records name nobody: who is an id, from where is a pseudonym, and of an event's data only the reason is shown,
and of a restricted event only one that is a code.
"""

import heapq
import re
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from operator import itemgetter
from typing import Any

from pymongo.database import Database
from pymongo.read_concern import ReadConcern

from chassis.errors import INVALID, Invalid
from chassis.eventlog import DEEDS, LOGS, PUBLIC, EventLog, Stream
from chassis.mongo import Document

DONE = "done"
LONGEST_WHY = 500
STRETCH = 100
SEARCH_SECONDS = 0.8
SHOWN = (
    *("sequence", "event_id", "type", "origin", "logged_at", "erased_at"),
    *(f"event.{name}" for name in ("time", "subject", "version", "correlationid", "causationid")),
    *(f"event.data.{name}" for name in ("reason", "because", "outcome", "status", "count", "until")),
)
_CODE = re.compile(r"[a-z][a-z0-9_.]*")


@dataclass(frozen=True, slots=True)
class Wanted:
    """Logged from `since` on and before `until`, as texts in UTC; by `who`, with which `outcome`."""

    since: str = ""
    until: str = ""
    who: str | None = None
    outcome: str | None = None

    @classmethod
    def of(cls, asked: Mapping[str, Any]) -> "Wanted":
        since, until = asked.get("since") or "", asked.get("until") or ""
        return cls(since, until, asked.get("who"), asked.get("outcome"))

    def fits(self, record: Mapping[str, Any]) -> bool:
        return self.who in (None, record["who"]) and self.outcome in (None, record["outcome"])


@dataclass
class Trail:
    db: Database[Document]
    streams: Sequence[Stream] = tuple(LOGS.values())
    _logs: list[EventLog] = field(init=False)

    def __post_init__(self) -> None:
        """Reads only what a majority of the store has."""
        self._settled = self.db.with_options(read_concern=ReadConcern("majority"))
        self._logs = [EventLog(self._settled, stream) for stream in self.streams]

    def page(self, wanted: Wanted, after: str | None, limit: int) -> Document:
        """`{items, next}`: at most `limit` records as they were logged, and the cursor of where to go on,
        None at the end. A page may hold few, or none, where few fit."""
        places = self._places(after) if after else [self._first(log, wanted.since) for log in self._logs]
        items, ends_at = list[Document](), time.monotonic() + SEARCH_SECONDS
        walks = [self._walk(n, log, places[n], wanted.until) for n, log in enumerate(self._logs)]
        for _, number, sequence, record in heapq.merge(*walks, key=itemgetter(0, 1, 2)):
            if len(items) == limit or time.monotonic() > ends_at:
                return {"items": items, "next": ".".join(map(str, places))}
            places[number] = sequence
            if wanted.fits(record):
                items.append(record)
        return {"items": items, "next": None}

    def _places(self, cursor: str) -> list[int]:
        """How far each log was read."""
        places = cursor.split(".")
        if len(places) != len(self._logs) or not all(re.fullmatch(r"[0-9]{1,15}", one) for one in places):
            raise Invalid(fields={"after": [INVALID]})
        return [int(one) for one in places]

    def _first(self, log: EventLog, since: str) -> int:
        """The sequence after which all was logged since then: no entry is older than the one before."""
        low, high = 0, log.last() if since else 0
        while low < high:
            middle = (low + high + 1) // 2
            entry = self._settled[log.stream.log].find_one({"_id": middle}, {"logged_at": 1}) or {}
            low, high = (middle, high) if entry.get("logged_at", "") < since else (low, middle - 1)
        return low

    def _walk(
        self, number: int, log: EventLog, place: int, until: str
    ) -> Iterator[tuple[str, int, int, Document]]:
        last = log.last()
        for after in range(place, last, STRETCH):
            bounds = {"sequence": {"$gt": after, "$lte": min(after + STRETCH, last)}}
            for entry in (
                self._settled[log.stream.log].find(bounds, dict.fromkeys(SHOWN, 1)).sort("sequence", 1)
            ):
                logged_at = entry.get("logged_at", "")
                if until and logged_at >= until:
                    return
                yield logged_at, number, entry["sequence"], record_of(entry, log.stream)


def record_of(entry: Document, stream: Stream) -> Document:
    """What the trail shows of an entry of a log."""
    event, origin = entry["event"], entry.get("origin", {})
    data = event.get("data") or {}
    told = data if stream is DEEDS else {}
    return {
        "id": entry["event_id"],
        "log": stream.log,
        "sequence": entry["sequence"],
        "at": event.get("time"),
        "logged_at": entry.get("logged_at"),
        "who": origin.get("by"),
        "from": origin.get("place"),
        "what": entry["type"],
        "about": event.get("subject"),
        "version": event.get("version"),
        "asked": origin.get("asked"),
        "why": _why(data, stream),
        "outcome": told.get("outcome", DONE),
        "count": told.get("count", 1),
        "until": told.get("until"),
        "correlation": event.get("correlationid"),
        "cause": event.get("causationid"),
    }


def _why(data: Mapping[str, Any], stream: Stream) -> str | None:
    why = data.get("because") if stream is DEEDS else data.get("reason")
    if isinstance(why, dict):
        why = why.get("th") or why.get("en")
    if not isinstance(why, str) or (
        stream is not PUBLIC and stream is not DEEDS and not _CODE.fullmatch(why)
    ):
        return None
    return why[:LONGEST_WHY] or None
