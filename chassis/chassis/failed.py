"""What could not be done is a row, never a message in a loop.

A row `waiting` comes due again after a growing delay; `dead` rows wait for an operator. A replay runs the
same reaction with the same event id, so that nothing is done twice.
"""

import threading
import time
import traceback
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

import pymongo
from prometheus_client import Counter, Gauge
from pymongo.errors import PyMongoError

from chassis import clock, log
from chassis.config import BODY_LIMIT, EVENT_LIMIT, RETRY_DELAYS
from chassis.delivery import Delivery
from chassis.envelope import Event, Undecodable, decode
from chassis.errors import Unavailable
from chassis.inbox import REACTION_SECONDS, Inbox
from chassis.mongo import Document, Index, Store, Transaction, store_errors

FAILED = "inbox_failed"
LEASE_SECONDS = 30.0
POLL_SECONDS = 1.0
COUNT_SECONDS = 15.0
AT_ONCE = 500
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
INDEXES = (Index("failed_due", FAILED, [("status", 1), ("due_at", 1)]),)

SET_ASIDE = Counter("wara_inbox_failed_total", "Events set aside", ["status"])
DEAD = Gauge("wara_dead_rows", "Rows that wait for an operator")
for _status in ("waiting", "dead"):  # an alert on the increase misses the first of a series that springs up
    SET_ASIDE.labels(_status)

logger = log.get(__name__)


class DeliveredTooOften(Exception):
    """What the broker gave up, after more deliveries than its queue allows."""


class DiedTrying(Exception):
    """The process ended in each of the last tries, before it could say how they went."""


class FailedRows:
    def __init__(self, store: Store, inbox: Inbox, delays: Sequence[float] = RETRY_DELAYS) -> None:
        """`delays` are the seconds before each retry; a row whose last one failed is dead."""
        self._rows = store.db[FAILED]
        self._inbox = inbox
        self._delays = delays
        self._sooner = threading.Event()
        self._next_look = EPOCH
        self._cut_short: list[Document] = []

    def set_aside(self, delivery: Delivery, error: Exception, event: Event | None = None) -> None:
        """Keeps the raw bytes and why; the same event again changes nothing. Unavailable when it cannot."""
        row = {
            "body": delivery.body if len(delivery.body) <= BODY_LIMIT else delivery.body[:EVENT_LIMIT],
            "size": len(delivery.body),
            "headers": {_name(name): _plain(value) for name, value in delivery.headers.items()},
            "type": event.type if event else None,
            "handler": self._handler(event),
            "attempts": 1,
            **self._verdict(error, 1),
        }
        key = event.id if event else delivery.digest
        try:
            with pymongo.timeout(LEASE_SECONDS):
                kept = self._rows.update_one({"_id": key}, {"$setOnInsert": row}, upsert=True)
        except PyMongoError as fault:
            raise Unavailable() from fault
        if kept.upserted_id is not None:
            SET_ASIDE.labels(row["status"]).inc()
            if row["status"] == "waiting" and row["due_at"] < self._next_look:
                self._sooner.set()
        logger.warning(
            "event_set_aside", key=key, type=row["type"], reason=row["reason"], status=row["status"]
        )

    def run(self, stop: threading.Event) -> None:
        next_count = 0.0
        while not stop.is_set():
            self._sooner.clear()
            try:
                if time.monotonic() >= next_count:
                    self._count()
                    next_count = time.monotonic() + COUNT_SECONDS
                seconds = self.retry_due(stop)
            except Unavailable as error:
                logger.warning("retries_paused", reason=type(error.__cause__ or error).__name__)
                seconds = POLL_SECONDS
            self._next_look = clock.now() + timedelta(seconds=seconds)
            self._sooner.wait(seconds)
            self._next_look = EPOCH

    def retry_due(self, stop: threading.Event) -> float:
        """Tries each row that has come due and returns in how many seconds to look again."""
        self._give_back()
        soon = clock.now() + timedelta(seconds=POLL_SECONDS)
        coming = {"status": "waiting", "due_at": {"$gte": EPOCH, "$lte": soon}}
        with store_errors(), pymongo.timeout(LEASE_SECONDS):
            rows = list(
                self._rows.find(coming, {"due_at": 1, "attempts": 1}).sort("due_at", 1).limit(AT_ONCE)
            )
        for row in rows:
            if stop.is_set():
                break
            early: float = (row["due_at"] - clock.now()).total_seconds()
            if early > 0:
                return early
            self._try(row)
        return 0.0 if rows else POLL_SECONDS

    def _try(self, row: Document) -> None:
        """Claims the row, unless another does, and tries it."""
        guard = {"_id": row["_id"], "status": "waiting", "attempts": row["attempts"], "due_at": row["due_at"]}
        lease = {"due_at": clock.now() + timedelta(seconds=LEASE_SECONDS)}
        with store_errors(), pymongo.timeout(LEASE_SECONDS):
            change = {"$set": lease, "$inc": {"attempts": 1}}
            if self._rows.update_one(guard, change).matched_count != 1:
                return
            claimed = self._rows.find_one({"_id": row["_id"]})
        if claimed is not None:
            self._retry(claimed)

    def _retry(self, row: Document) -> None:
        def forget(tx: Transaction) -> None:
            tx.db[FAILED].delete_one({"_id": row["_id"]}, session=tx.session)

        began = time.monotonic()
        try:
            self._inbox.take(self._event(row), also=forget)
            return
        except Unavailable as error:
            if time.monotonic() - began < REACTION_SECONDS or not self._inbox.store_answers():
                self._cut_short.append(row)
                raise
            failure: Exception = error
        except Exception as error:  # noqa: BLE001 - whatever a reaction raised is the row's next verdict
            failure = error
        self._judge(row, failure)

    def _event(self, row: Document) -> Event:
        if row["attempts"] > len(self._delays) + 1:
            raise DiedTrying(f"in each of {len(self._delays) + 1} tries")
        if row.get("size", 0) > len(row["body"]):
            raise Undecodable(f"only the beginning of its {row['size']} bytes was kept")
        return decode(row["body"])

    def _judge(self, row: Document, error: Exception) -> None:
        verdict = self._verdict(error, row["attempts"])
        guard = {"_id": row["_id"], "status": "waiting", "attempts": row["attempts"]}
        with store_errors(), pymongo.timeout(LEASE_SECONDS):
            self._rows.update_one(guard, {"$set": verdict})
        if verdict["status"] == "dead":
            SET_ASIDE.labels("dead").inc()
        logger.warning(
            "event_failed_again", key=row["_id"], attempts=row["attempts"], status=verdict["status"]
        )

    def _give_back(self) -> None:
        """A try that the store's absence cut short does not count."""
        while self._cut_short:
            row = self._cut_short[-1]
            guard = {"_id": row["_id"], "status": "waiting", "attempts": row["attempts"]}
            with store_errors(), pymongo.timeout(LEASE_SECONDS):
                self._rows.update_one(guard, {"$set": {"due_at": clock.now()}, "$inc": {"attempts": -1}})
            self._cut_short.pop()

    def _count(self) -> None:
        with store_errors(), pymongo.timeout(LEASE_SECONDS):
            DEAD.set(self._rows.count_documents({"status": "dead"}))

    def _handler(self, event: Event | None) -> str | None:
        try:
            return self._inbox.subscription(event).name if event else None
        except Undecodable:
            return None

    def _verdict(self, error: Exception, attempts: int) -> dict[str, Any]:
        hopeless = isinstance(error, Undecodable | DeliveredTooOften | DiedTrying)
        dead = hopeless or attempts > len(self._delays)
        delay = 0.0 if dead else self._delays[attempts - 1]
        return {
            "status": "dead" if dead else "waiting",
            "reason": _plain(f"{type(error).__name__}: {error}")[:500],
            "traceback": _plain("".join(traceback.format_exception(error)))[-8000:],
            "due_at": clock.now() + timedelta(seconds=delay),
        }


def _plain(value: Any) -> str:
    """A text that the store takes, whatever came."""
    return str(value).encode("utf-8", "backslashreplace").decode()


def _name(name: str) -> str:
    return _plain(name).translate({ord("$"): "_", ord("."): "_", 0: "_"})
