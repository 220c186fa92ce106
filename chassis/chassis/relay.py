"""The relay: outbox → log → broker, by one process of a service at a time."""

import threading

import pymongo
from prometheus_client import Counter, Gauge
from pymongo.errors import PyMongoError

from chassis import log, topology
from chassis.config import EVENT_LIMIT
from chassis.eventlog import STREAMS, AnotherRelay, EventLog, Stream
from chassis.lease import Lease
from chassis.message import Message, message_of
from chassis.mongo import Document, Store
from chassis.outbox import OUTBOX
from chassis.publisher import Publisher, PublishFailed

BATCH = 500
POLL_SECONDS = 1.0
STANDBY_SECONDS = 0.5
STORE_SECONDS = 10.0
FIRST_DELAY, LONGEST_DELAY = 0.2, 2.0

PUBLISHED = Counter("wara_events_published_total", "Events the broker has confirmed", ["stream"])
PARKED = Counter("wara_events_parked_total", "Events that can never be sent", ["stream"])
LEADING = Gauge("wara_relay_leading", "1 while this process relays")

logger = log.get(__name__)


class Relay:
    """Runs in a thread of its own; `wake` may be called from any other."""

    def __init__(self, store: Store, service: str, amqp_uri: str, instance: str) -> None:
        self._store = store
        self._service = service
        self._logs = {stream: EventLog(store.db, stream) for stream in STREAMS}
        self._marks: dict[Stream, int] = {}
        self._lease = Lease(store.db, "relay", instance)
        self._publisher = Publisher(amqp_uri, lambda channel: topology.declare_exchanges(channel, service))

    def wake(self) -> None:
        self._publisher.wake()

    def run(self, stop: threading.Event) -> None:
        delay = FIRST_DELAY
        while not stop.is_set():
            try:
                self._turn(stop)
                delay = FIRST_DELAY
            except (PyMongoError, PublishFailed, OSError) as error:
                logger.warning("relay_paused", reason=type(error).__name__, seconds=delay)
                self._forget()
                stop.wait(delay)
                delay = min(delay * 2, LONGEST_DELAY)
        self._leave()

    def _turn(self, stop: threading.Event) -> None:
        with pymongo.timeout(STORE_SECONDS):
            leading = self._lease.held()
        LEADING.set(leading)
        if not leading:
            self._forget()
            stop.wait(STANDBY_SECONDS)
        elif self._move() == 0:
            self._publisher.wait(POLL_SECONDS)

    def _move(self) -> int:
        """Moves one batch along both ways and returns how many events went."""
        try:
            moved = self._append()
        except AnotherRelay:
            logger.warning("relay_met_another")
            self._lease.lose()
            self._forget()
            return 0
        return moved + sum(self._publish(stream) for stream in STREAMS)

    def _append(self) -> int:
        rows = self._waiting()
        with pymongo.timeout(STORE_SECONDS):
            for stream, events in self._logs.items():
                events.append([row for row in rows if row["stream"] == stream.classification])
            if rows:
                self._store.db[OUTBOX].delete_many({"_id": {"$in": [row["_id"] for row in rows]}})
        return len(rows)

    def _waiting(self) -> list[Document]:
        """A snapshot, so that no later version of an aggregate is seen without the earlier ones."""
        with (
            self._store.sessions.borrow() as session,
            pymongo.timeout(STORE_SECONDS),
            session.start_transaction(),
        ):
            rows = self._store.db[OUTBOX].find({}, session=session)
            order = [("aggregate", 1), ("version", 1), ("position", 1)]
            return list(rows.sort(order).limit(BATCH))

    def _publish(self, stream: Stream) -> int:
        """Publishes what the log holds past the watermark; a crash before the mark publishes it again."""
        log_of_stream = self._logs[stream]
        with pymongo.timeout(STORE_SECONDS):
            if stream not in self._marks:
                self._marks[stream] = log_of_stream.watermark()
            if log_of_stream.last() <= self._marks[stream]:
                return 0
            entries = log_of_stream.after(self._marks[stream], BATCH)
        messages = [self._message(stream, entry) for entry in entries]
        self._publisher.publish([message for message in messages if message is not None])
        through = entries[-1]["_id"]
        with pymongo.timeout(STORE_SECONDS):
            log_of_stream.raise_watermark(through)
        self._marks[stream] = through
        PUBLISHED.labels(stream.log).inc(len(entries))
        return len(entries)

    def _message(self, stream: Stream, entry: Document) -> Message | None:
        exchange = topology.exchange(self._service, stream.classification)
        message = message_of(entry, exchange, entry["type"])
        size = len(message.body)
        if size > EVENT_LIMIT:
            self._logs[stream].park(entry, "too_large")
            PARKED.labels(stream.log).inc()
            logger.error("event_parked", event_id=entry["event_id"], reason="too_large", size=size)
            return None
        return message

    def _forget(self) -> None:
        self._marks.clear()
        for events in self._logs.values():
            events.forget_position()

    def _leave(self) -> None:
        try:
            with pymongo.timeout(2):
                self._lease.release()
        except PyMongoError:
            logger.warning("lease_not_released")
        self._publisher.close()
