"""What could not be done is a row, never a message in a loop.

A row `waiting` comes due again after a growing delay; `dead` rows wait for an operator. A replay runs the
same reaction with the same event id, so that nothing is done twice.
"""

import traceback
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

import pymongo
from prometheus_client import Counter, Gauge
from pymongo.client_session import ClientSession
from pymongo.errors import PyMongoError

from chassis import clock, log
from chassis.config import BODY_LIMIT, EVENT_LIMIT, RETRY_DELAYS
from chassis.delivery import Delivery
from chassis.envelope import Event, Undecodable, decode
from chassis.errors import Unavailable
from chassis.ids import new_id
from chassis.inbox import Inbox
from chassis.mongo import Document, Index, Store, Transaction, store_errors

FAILED = "inbox_failed"
LEASE_SECONDS = 30.0
STORE_SECONDS = 10.0
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
INDEXES = (
    Index("failed_due", FAILED, [("status", 1), ("due_at", 1)]),
    Index("failed_subject", FAILED, [("subject", 1)]),
)

SET_ASIDE = Counter("wara_inbox_failed_total", "Events set aside", ["status"])
DEAD = Gauge("wara_dead_rows", "Rows that wait for an operator")
for _status in ("waiting", "dead"):  # an alert on the increase misses the first of a series that springs up
    SET_ASIDE.labels(_status)

logger = log.get(__name__)

Failure = tuple[Document, Exception]
Verdict = tuple[Document, Document]


class DeliveredTooOften(Exception):
    """What the broker gave up, after more deliveries than its queue allows."""


class DiedTrying(Exception):
    """The process ended in each of the last tries, before it could say how they went."""


@dataclass(frozen=True, slots=True)
class SetAside:
    """A message that could not be done, and why; `event` where that much could be read."""

    delivery: Delivery
    error: Exception
    event: Event | None = None


class FailedRows:
    def __init__(self, store: Store, inbox: Inbox, delays: Sequence[float] = RETRY_DELAYS) -> None:
        """`delays` are the seconds before each retry; a row whose last one failed is dead."""
        self._rows = store.db[FAILED]
        self._inbox = inbox
        self._delays = delays

    def set_aside(self, ones: Sequence[SetAside]) -> None:
        """By themselves, in no transaction. Unavailable when it cannot."""
        rows = [self._row(one) for one in ones]
        try:
            with pymongo.timeout(STORE_SECONDS):
                self._insert(rows)
        except PyMongoError as fault:
            raise Unavailable() from fault
        self.say(rows)

    def keep(self, tx: Transaction, ones: Sequence[SetAside]) -> list[Document]:
        """With what else the transaction does; the rows are to be told with `say` when it is committed."""
        rows = [self._row(one) for one in ones]
        self._insert(rows, tx.session)
        return rows

    def say(self, rows: Sequence[Document]) -> None:
        """To the log the error's class alone: what it says may hold a name."""
        for row in rows:
            SET_ASIDE.labels(row["status"]).inc()
            logger.warning(
                "event_set_aside",
                key=row["_id"],
                type=row["type"],
                reason=row["reason"].partition(":")[0],
                status=row["status"],
            )

    def claim(self, limit: int) -> list[Document]:
        """What is due and nobody else claimed first, the first due first, with this try in its `attempts`."""
        now, token = clock.now(), new_id()
        due = {"status": "waiting", "due_at": {"$gte": EPOCH, "$lte": now}}
        lease = {"due_at": now + timedelta(seconds=LEASE_SECONDS), "claim": token}
        with store_errors(), pymongo.timeout(STORE_SECONDS):
            ids = [row["_id"] for row in self._rows.find(due, {"due_at": 1}).sort("due_at", 1).limit(limit)]
            if not ids:
                return []
            chosen = {"_id": {"$in": ids}}
            self._rows.update_many({**chosen, **due}, {"$set": lease, "$inc": {"attempts": 1}})
            return list(self._rows.find({**chosen, "claim": token}))

    def event(self, row: Document) -> Event:
        """What a claimed row is about; raises what makes it dead."""
        if row["attempts"] > len(self._delays) + 1:
            raise DiedTrying(f"in each of {len(self._delays) + 1} tries")
        if row.get("size", 0) > len(row["body"]):
            raise Undecodable(f"only the beginning of its {row['size']} bytes was kept")
        return decode(row["body"])

    def forget(self, tx: Transaction, rows: Sequence[Document]) -> None:
        if rows:
            ids = [row["_id"] for row in rows]
            tx.db[FAILED].delete_many({"_id": {"$in": ids}}, session=tx.session)

    def judge(self, failures: Sequence[Failure], tx: Transaction | None = None) -> list[Verdict]:
        """What becomes of claimed rows that failed again, to be said when that is committed."""
        verdicts = [(row, self._verdict(error, row["attempts"])) for row, error in failures]
        self._change([(row, {"$set": verdict}) for row, verdict in verdicts], tx)
        return verdicts

    def say_again(self, verdicts: Sequence[Verdict]) -> None:
        for row, verdict in verdicts:
            if verdict["status"] == "dead":
                SET_ASIDE.labels("dead").inc()
            logger.warning(
                "event_failed_again", key=row["_id"], attempts=row["attempts"], status=verdict["status"]
            )

    def give_back(self, rows: Sequence[Document]) -> None:
        """Claimed, and not tried after all."""
        untried = {"$set": {"due_at": clock.now()}, "$inc": {"attempts": -1}, "$unset": {"claim": ""}}
        self._change([(row, untried) for row in rows])

    def count(self) -> None:
        with store_errors(), pymongo.timeout(STORE_SECONDS):
            DEAD.set(self._rows.count_documents({"status": "dead"}))

    def _row(self, one: SetAside) -> Document:
        """Its raw bytes and why it failed."""
        delivery, event = one.delivery, one.event
        return {
            "_id": event.id if event else delivery.digest,
            "body": delivery.body if len(delivery.body) <= BODY_LIMIT else delivery.body[:EVENT_LIMIT],
            "size": len(delivery.body),
            "headers": {_name(name): _plain(value) for name, value in delivery.headers.items()},
            "type": event.type if event else None,
            "subject": event.subject if event else None,
            "handler": self._handler(event),
            "attempts": 1,
            **self._verdict(one.error, 1),
        }

    def _insert(self, rows: Sequence[Document], session: ClientSession | None = None) -> None:
        """The same event again changes nothing."""
        upserts = [pymongo.UpdateOne({"_id": row["_id"]}, {"$setOnInsert": row}, upsert=True) for row in rows]
        if upserts:
            self._rows.bulk_write(upserts, ordered=False, session=session)

    def _change(self, changes: Sequence[tuple[Document, Document]], tx: Transaction | None = None) -> None:
        """Only what is still claimed by us."""
        updates = [
            pymongo.UpdateOne({"_id": row["_id"], "status": "waiting", "claim": row["claim"]}, change)
            for row, change in changes
        ]
        if not updates:
            return
        if tx is not None:
            self._rows.bulk_write(updates, ordered=False, session=tx.session)
            return
        with store_errors(), pymongo.timeout(STORE_SECONDS):
            self._rows.bulk_write(updates, ordered=False)

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
