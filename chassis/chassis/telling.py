"""From the log to the broker: one stream, in its sequence, through a watermark that never goes back."""

import time

import pymongo
from prometheus_client import Counter
from pymongo.database import Database

from chassis import topology
from chassis.batch import Batch
from chassis.eventlog import ERASED, EventLog
from chassis.message import Message, Unsendable, sendable
from chassis.mongo import Document
from chassis.parking import park
from chassis.publisher import Publisher, PublishFailed

STORE_SECONDS = 10.0

PUBLISHED = Counter("wara_events_published_total", "Events the broker has confirmed", ["stream"])


class Telling:
    """What is told is in the log, so that a crash at any moment only tells some of it again."""

    def __init__(self, db: Database[Document], events: EventLog, service: str, publisher: Publisher) -> None:
        self._db = db
        self._log = events
        self._stream = events.stream
        self._exchange = topology.exchange(service, events.stream.classification)
        self._publisher = publisher
        self._through: int | None = None
        self._batch = Batch(smallest=1)

    def tell(self, fresh: list[Document]) -> int:
        """Publishes the next batch past the watermark and returns its length; PublishFailed.

        `fresh` are entries just appended: where they are the next, the log need not be read.
        """
        began = time.monotonic()
        entries = self._next(fresh)
        if not entries:
            return 0
        messages = self._messages(entries)
        try:
            self._publisher.publish(messages.values())
        except PublishFailed as failed:
            self._batch.failed()
            self._mark(list(messages)[: failed.confirmed])
            raise
        self._mark([entry["_id"] for entry in entries])
        self._batch.went(len(entries), time.monotonic() - began)
        PUBLISHED.labels(self._stream.log).inc(len(messages))
        return len(entries)

    def forget(self) -> None:
        """Another may have told since: read the watermark again."""
        self._through = None

    def _next(self, fresh: list[Document]) -> list[Document]:
        with pymongo.timeout(STORE_SECONDS):
            if self._through is None:
                self._through = self._log.watermark()
            if self._log.last() <= self._through:
                return []
            if fresh and fresh[0]["_id"] == self._through + 1:
                return fresh[: self._batch.size]
            return self._log.after(self._through, self._batch.size)

    def _messages(self, entries: list[Document]) -> dict[int, Message]:
        """By sequence, in order; what can never be sent is parked first, and what was erased passed over."""
        messages = {}
        for entry in entries:
            if ERASED in entry:
                continue
            try:
                messages[entry["_id"]] = sendable(entry, self._exchange, self._stream.classification)
            except Unsendable as reason:
                known = {"event_id": entry["event_id"], "type": str(entry["type"])}
                park(self._db, self._stream.log, entry["_id"], str(reason), **known)
        return messages

    def _mark(self, sequences: list[int]) -> None:
        if sequences:
            with pymongo.timeout(STORE_SECONDS):
                self._log.raise_watermark(sequences[-1])
            self._through = sequences[-1]
