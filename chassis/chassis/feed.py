"""The feed: a service's log of public events, page by page, for those whom AMQP does not reach."""

import json
import time
from collections.abc import Sequence

from pymongo.database import Database
from pymongo.read_concern import ReadConcern

from chassis.config import BODY_LIMIT
from chassis.errors import Invalid
from chassis.eventlog import PUBLIC, EventLog
from chassis.mongo import Document, Index

BEYOND_THE_END = "beyond_the_end"
PAGE = 500
PAGE_BYTES = BODY_LIMIT * 3 // 4
LONGEST_STRETCH = 20_000
SEARCH_SECONDS = 0.8

_encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode

INDEXES = (Index("events_type_sequence", PUBLIC.log, [("type", 1), ("sequence", 1)]),)


class Feed:
    def __init__(self, db: Database[Document]) -> None:
        """Reads only what a majority of the store has: what a reader has seen is never taken back."""
        settled = db.with_options(read_concern=ReadConcern("majority"))
        self._log = EventLog(settled, PUBLIC)
        self._entries = settled[PUBLIC.log]

    def last(self) -> int:
        """The newest number that there is."""
        return self._log.last()

    def page(self, after: int, limit: int, types: Sequence[str] = ()) -> Document:
        """`{items: [event], next: sequence | None, scanned_to: sequence}` from what follows `after`.

        All up to `scanned_to` was looked at, and what of it is wanted is among the items. `next` is the same
        while there is more to look at already. Invalid for an `after` that the log has not come to.
        """
        limit = min(limit, PAGE)
        if types:
            last = self._last_beyond(after)
            found, scanned_to = self._search(after, last, limit, sorted(set(types)))
        else:
            ahead = self._following(after, limit + 1)
            last = ahead[-1]["sequence"] if ahead else self._last_beyond(after)
            found, scanned_to = ahead[:limit], min(after + limit, last)
        items = [entry["event"] for entry in found]
        fitting = _how_many_fit(items)
        if fitting < len(items):
            scanned_to = items[fitting - 1]["sequence"]
        return {
            "items": items[:fitting],
            "next": scanned_to if scanned_to < last else None,
            "scanned_to": scanned_to,
        }

    def _last_beyond(self, after: int) -> int:
        last = self._log.last()
        if after > last:
            raise Invalid(fields={"after": [BEYOND_THE_END]})
        return last

    def _following(self, after: int, count: int) -> list[Document]:
        """Without what was logged while they were read, where some of it came too late to be among them."""
        found = self._log.after(after, count)
        return [entry for number, entry in enumerate(found, after + 1) if entry["sequence"] == number]

    def _search(self, after: int, last: int, limit: int, types: list[str]) -> tuple[list[Document], int]:
        """The first of these types, in ever longer stretches; for a while, however rare they are."""
        found: list[Document] = []
        scanned_to, stretch, end = after, 2 * limit, time.monotonic() + SEARCH_SECONDS
        while scanned_to < last and len(found) < limit:
            through = min(scanned_to + stretch, last)
            for type in types:
                bounds = {"type": type, "sequence": {"$gt": scanned_to, "$lte": through}}
                found += self._entries.find(bounds).sort("sequence", 1)
            scanned_to, stretch = through, min(2 * stretch, LONGEST_STRETCH)
            if time.monotonic() > end:
                break
        found.sort(key=lambda entry: int(entry["sequence"]))
        if len(found) > limit:
            return found[:limit], found[limit - 1]["sequence"]
        return found, scanned_to


def _how_many_fit(items: list[Document]) -> int:
    """Of many events some may be of 64 KiB, and a reply has a limit; one always fits."""
    room = PAGE_BYTES
    for position, item in enumerate(items):
        room -= len(_encode(item).encode())
        if room < 0:
            return max(position, 1)
    return len(items)
