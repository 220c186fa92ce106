"""The store before a measurement: what waits in the outbox, and what was told and heard long ago."""

import json
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from benchmarks.events import sample
from benchmarks.events.effect import EFFECTS
from chassis import clock
from chassis.eventlog import PUBLIC, EventLog
from chassis.failed import FAILED
from chassis.inbox import INBOX
from chassis.mongo import Document, Store, connect
from chassis.outbox import OUTBOX
from chassis.worker import INDEXES

CHUNK = 1000


class Rows:
    """One database, empty and with the indexes of a `work`."""

    def __init__(self, store: Store) -> None:
        self.name = store.db.name
        self._db = store.db

    def fill_outbox(self, events: Path) -> None:
        lines = events.read_text(encoding="utf-8").splitlines()
        for chunk in chunks([waiting(json.loads(line)) for line in lines]):
            self._db[OUTBOX].insert_many(chunk)

    def fill_past(self, count: int) -> None:
        """That many events told already, and as many heard."""
        log = EventLog(self._db, PUBLIC)
        log.watermark()
        for chunk in chunks([waiting(event) for event in sample.events(count)]):
            log.append(chunk)
            heard = [{"_id": row["_id"], "type": sample.TYPE, "at": clock.now()} for row in chunk]
            self._db[INBOX].insert_many(heard)
        log.raise_watermark(count)

    def told(self) -> int:
        return EventLog(self._db, PUBLIC).watermark()

    def effects(self) -> int:
        return self._db[EFFECTS].count_documents({})

    def failed(self) -> int:
        return self._db[FAILED].count_documents({})


@contextmanager
def database(mongodb_uri: str, drop: bool) -> Iterator[Rows]:
    """`drop` it afterwards where the store outlives us; the embedded one takes long, and is cleared whole."""
    name = f"bench_{uuid.uuid4().hex[:12]}"
    with connect(mongodb_uri) as client:
        store = Store(client, name)
        store.prepare(INDEXES)
        try:
            yield Rows(store)
        finally:
            if drop:
                client.drop_database(name)


def waiting(event: dict[str, Any]) -> Document:
    """As chassis.outbox keeps it."""
    told = {name: value for name, value in event.items() if name != "sequence"}
    return {
        "_id": event["id"],
        "stream": "public",
        "aggregate": event["subject"],
        "version": event["version"],
        "position": 0,
        "event": told,
    }


def chunks(rows: list[Document], size: int = CHUNK) -> Iterator[list[Document]]:
    for begin in range(0, len(rows), size):
        yield rows[begin : begin + size]
