"""What could not be done is a row, never a message in a loop.

A row `waiting` comes due again after a growing delay; `dead` rows wait for an operator. A replay runs the
same reaction with the same event id, so that nothing is done twice.
"""

import hashlib
import threading
import traceback
from collections.abc import Sequence
from datetime import timedelta
from typing import Any

import pymongo
from prometheus_client import Counter

from chassis import clock, log
from chassis.config import RETRY_DELAYS
from chassis.envelope import Event, Undecodable, decode
from chassis.errors import Unavailable
from chassis.inbox import Inbox
from chassis.mongo import Document, Index, Store, Transaction, store_errors

FAILED = "inbox_failed"
LEASE_SECONDS = 30.0
POLL_SECONDS = 0.25
INDEXES = (Index("failed_due", FAILED, [("status", 1), ("due_at", 1)]),)

SET_ASIDE = Counter("wara_inbox_failed_total", "Events set aside", ["status"])
for _status in (
    "waiting",
    "dead",
):  # an alert on the increase would miss the first of a series that springs up
    SET_ASIDE.labels(_status)

logger = log.get(__name__)


class FailedRows:
    def __init__(self, store: Store, inbox: Inbox, delays: Sequence[float] = RETRY_DELAYS) -> None:
        """`delays` are the seconds before each retry; a row whose last one failed is dead."""
        self._rows = store.db[FAILED]
        self._inbox = inbox
        self._delays = delays

    def set_aside(
        self, body: bytes, headers: dict[str, Any], error: Exception, event: Event | None = None
    ) -> None:
        """Keeps the raw bytes and why; the same event again only counts as seen again."""
        dead = isinstance(error, Undecodable)
        row = {
            "body": body,
            "headers": {name: str(value) for name, value in headers.items()},
            "type": event.type if event else None,
            "handler": self._handler(event),
            "attempts": 1,
            **self._verdict(error, 1, dead),
        }
        key = event.id if event else hashlib.sha256(body).hexdigest()
        with store_errors(), pymongo.timeout(LEASE_SECONDS):
            self._rows.update_one({"_id": key}, {"$setOnInsert": row}, upsert=True)
        SET_ASIDE.labels(row["status"]).inc()
        logger.warning(
            "event_set_aside", key=key, type=row["type"], reason=row["reason"], status=row["status"]
        )

    def retry_due(self) -> int:
        """Tries each row that has come due and returns how many were tried."""
        due = {"status": "waiting", "due_at": {"$lte": clock.now()}}
        with store_errors(), pymongo.timeout(LEASE_SECONDS):
            rows = list(self._rows.find(due).limit(50))
            claimed = [row for row in rows if self._claim(row)]
        for row in claimed:
            self._retry(row)
        return len(claimed)

    def _claim(self, row: Document) -> bool:
        guard = {"_id": row["_id"], "status": "waiting", "attempts": row["attempts"], "due_at": row["due_at"]}
        lease = {"due_at": clock.now() + timedelta(seconds=LEASE_SECONDS)}
        change = {"$set": lease, "$inc": {"attempts": 1}}
        return self._rows.update_one(guard, change).matched_count == 1

    def _retry(self, row: Document) -> None:
        def forget(tx: Transaction) -> None:
            tx.db[FAILED].delete_one({"_id": row["_id"]}, session=tx.session)

        attempts = row["attempts"] + 1
        try:
            self._inbox.take(decode(row["body"]), also=forget)
        except Unavailable:
            raise
        except Exception as error:  # noqa: BLE001 - whatever a reaction raised is the row's next verdict
            dead = isinstance(error, Undecodable) or attempts > len(self._delays)
            verdict = self._verdict(error, attempts, dead)
            with store_errors(), pymongo.timeout(LEASE_SECONDS):
                self._rows.update_one({"_id": row["_id"]}, {"$set": verdict})
            logger.warning("event_failed_again", key=row["_id"], attempts=attempts, status=verdict["status"])

    def _handler(self, event: Event | None) -> str | None:
        try:
            return self._inbox.subscription(event).name if event else None
        except Undecodable:
            return None

    def run(self, stop: threading.Event) -> None:
        while not stop.is_set():
            try:
                if self.retry_due():
                    continue
            except Unavailable as error:
                logger.warning("retries_paused", reason=type(error).__name__)
            stop.wait(POLL_SECONDS)

    def _verdict(self, error: Exception, attempts: int, dead: bool) -> dict[str, Any]:
        delay = 0.0 if dead else self._delays[attempts - 1]
        return {
            "status": "dead" if dead else "waiting",
            "reason": f"{type(error).__name__}: {error}"[:500],
            "traceback": "".join(traceback.format_exception(error))[-8000:],
            "due_at": clock.now() + timedelta(seconds=delay),
        }
