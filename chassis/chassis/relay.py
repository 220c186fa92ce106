"""The relay: outbox → log → broker, by one process of a service at a time."""

import threading
import time
from collections.abc import Sequence
from functools import partial

import pymongo
from prometheus_client import Gauge
from pymongo.errors import PyMongoError

from chassis import declaring, log, outbox
from chassis.batch import Batch
from chassis.envelope import Classification
from chassis.eventlog import LOGS, STREAMS, AnotherRelay, EventLog, Stream
from chassis.lease import Lease
from chassis.mongo import Document, Store
from chassis.outbox import Backlog
from chassis.pace import Pace
from chassis.parking import park
from chassis.publisher import Publisher, PublishFailed
from chassis.telling import STORE_SECONDS, Telling

POLL_SECONDS, STEADY_POLL_SECONDS = 1.0, 0.1
STANDBY_SECONDS = 1.0
FIRST_DELAY, LONGEST_DELAY = 0.2, 2.0
AHEAD = 5_000
"""Events read together. The embedded store reads the whole outbox however little of it is asked for: a batch
at a time, who came late would come ever later."""

LEADING = Gauge("wara_relay_leading", "1 while this process relays")

logger = log.get(__name__)


class Relay:
    """Runs in a thread of its own; `wake` and `give_up` may be called from any other."""

    def __init__(
        self,
        store: Store,
        service: str,
        amqp_uri: str,
        instance: str,
        heard: Sequence[tuple[str, Classification]],
        pace: Pace,
    ) -> None:
        """`heard` is what the service itself hears: its inbox is bound before anything is told.

        While `pace` is steady nobody wakes it: it looks ten times a second, and finds more at once. Others
        may ask whether it `leads`.
        """
        self._store = store
        self._pace = pace
        declare = partial(declaring.declare_service, service=service, heard=heard)
        self._publisher = Publisher(amqp_uri, declare)
        self._logs = {name: EventLog(store.db, stream) for name, stream in LOGS.items()}
        self._tellings = {
            stream: Telling(store.db, self._logs[stream.classification], service, self._publisher)
            for stream in STREAMS
        }
        self._lease = Lease(store.db, "relay", instance)
        self._term = 0
        self.leads = False
        self._batch = Batch(smallest=50)
        self._ahead = Backlog()
        self._idle = False

    def wake(self) -> None:
        if not self._pace.steady:
            self._publisher.wake()

    def give_up(self) -> None:
        """Lets go of what it publishes: it is published again by whoever relays next."""
        self._publisher.give_up()

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
        if not self._leads():
            self._publisher.close()
            stop.wait(STANDBY_SECONDS)
            return
        told = self._move()
        self._pace.note(told)
        self._idle = told == 0 and not self._ahead
        if self._pace.steady and told < self._batch.smallest:
            self._publisher.wait(STEADY_POLL_SECONDS)
        elif self._idle:
            self._publisher.wait(POLL_SECONDS)

    def _leads(self) -> bool:
        with pymongo.timeout(STORE_SECONDS):
            leading = self._lease.held()
        LEADING.set(leading)
        self.leads = leading
        if not leading or self._lease.term != self._term:
            self._forget()
            self._term = self._lease.term
        return leading

    def _move(self) -> int:
        """Moves one batch along both ways and returns how many events were told."""
        try:
            fresh = self._append()
        except AnotherRelay:
            logger.warning("relay_met_another")
            self._lease.doubt()
            self._forget()
            return 0
        except PyMongoError:
            self._batch.failed()
            raise
        return sum(telling.tell(fresh.get(stream, [])) for stream, telling in self._tellings.items())

    def _append(self) -> dict[Stream, list[Document]]:
        """From the outbox to the log; returns what is new there."""
        began = time.monotonic()
        if not self._ahead:
            self._ahead = self._read()
        rows, done = self._ahead.take(self._batch.size)
        if not rows:
            return {}
        with pymongo.timeout(STORE_SECONDS):
            fresh = {
                events.stream: events.append([row for row in rows if outbox.stream_of(row) == name])
                for name, events in self._logs.items()
            }
            for row in rows:
                if outbox.stream_of(row) is None:
                    park(self._store.db, outbox.OUTBOX, row["_id"], "malformed", row=row)
            outbox.delete_rows(self._store.db, done)
        self._batch.went(len(rows), time.monotonic() - began)
        return fresh

    def _read(self) -> Backlog:
        """A snapshot, so that no later version of an aggregate is seen without the earlier ones."""
        rows = self._store.db[outbox.OUTBOX]
        with pymongo.timeout(STORE_SECONDS):
            if self._idle and rows.find_one({}, {"_id": 1}) is None:
                return Backlog()
        with (
            self._store.sessions.borrow() as session,
            pymongo.timeout(STORE_SECONDS),
            session.start_transaction(),
            rows.find({}, session=session).hint(outbox.AS_IT_LIES).limit(AHEAD) as found,
        ):
            return outbox.read(found, AHEAD)

    def _forget(self) -> None:
        """Another may have done some of it since."""
        self._ahead = Backlog()
        for events in self._logs.values():
            events.forget_position()
        for telling in self._tellings.values():
            telling.forget()

    def _leave(self) -> None:
        try:
            with pymongo.timeout(2):
                self._lease.release()
        except PyMongoError:
            logger.warning("lease_not_released")
        self._publisher.close()
