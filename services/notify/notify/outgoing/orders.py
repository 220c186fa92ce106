"""What was ordered about all letters that are parked, or all of some kind: `work` does it, in portions.

An order stands until no letter is left that it is about; a process that dies leaves what it did, and the
order. What was overtaken while it was parked needs none: it waits for nobody.
"""

import contextlib
import threading
import time
from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from functools import partial
from itertools import islice
from typing import Any, Literal

from prometheus_client import Gauge

from chassis import log
from chassis.config import Settings
from chassis.errors import Stale, Unavailable
from chassis.mongo import Document, Store, Transaction
from chassis.stretches import END
from notify import store
from notify.handlers.keeping import settle
from notify.handlers.notifications import BY_A_PERSON
from notify.handlers.reconciliation import PORTION
from notify.handlers.sending import resume
from notify.model import Status
from notify.outgoing.deliveries import EVER
from notify.relevance import overtaken
from notify.store import MEETINGS

ORDERS = "orders"
REST_SECONDS, COUNTED_EVERY = 5.0, 30.0
FILTERS = ("template", "about", "member", "committee", "reason")
ALWAYS = datetime.max.replace(tzinfo=UTC)
LOOKED_AT = dict.fromkeys((*FILTERS, "history"), 1)

Verb = Literal["resume", "cancel"]
Where = Mapping[str, Any]
"""What a letter has of `FILTERS`, and between which moments, `since` and `until`, it was parked."""

PARKED = Gauge("notify_parked_letters", "Letters that wait for an operator")

logger = log.get(__name__)


def counted(tx: Transaction, where: Where) -> Counter[tuple[str, str]]:
    """How many are parked by now, by template and by why they failed last."""
    return Counter((one["template"], one["reason"]) for one in _parked(tx, where, END, LOOKED_AT))


def give(tx: Transaction, verb: Verb, where: Where) -> int:
    """About the letters that are parked by now; returns how many these are."""
    count = counted(tx, where).total()
    if count:
        order = {"_id": tx.new_id(), "verb": verb, "where": dict(where), "at": tx.now}
        tx.db[ORDERS].insert_one(order, session=tx.session)
    return count


def watch(rows: Store, settings: Settings, stop: threading.Event) -> None:
    counted_at = float("-inf")
    while not stop.wait(REST_SECONDS):
        try:
            while not stop.is_set() and carry_out(rows):
                continue
            if time.monotonic() - counted_at >= COUNTED_EVERY:
                PARKED.set(still_waiting(rows))
                counted_at = time.monotonic()
        except Unavailable as error:
            logger.warning("orders_paused", reason=type(error.__cause__ or error).__name__)


def still_waiting(rows: Store) -> int:
    """How many are parked, once those are stopped that are too late by now."""
    if not rows.read(count):
        return 0
    with contextlib.suppress(Stale):  # another process does the same
        rows.transact(stop_overtaken)
    return rows.read(count)


def stop_overtaken(tx: Transaction) -> None:
    """A portion of those about a meeting that has begun, or was moved or called off."""
    parked = [one for one in _parked(tx, {}, END, {**LOOKED_AT, "facts": 1}) if one["facts"].get("meeting")]
    meetings = store.known_by_id(tx, MEETINGS, {one["facts"]["meeting"] for one in parked})
    known = ((one, meetings.get(one["facts"]["meeting"])) for one in parked)
    why = {
        one["_id"]: reason
        for one, meeting in known
        if meeting and (reason := overtaken(one["template"], one["facts"], meeting, tx.now))
    }
    found = store.notifications_of(tx, islice(why, PORTION))
    settle(tx, *((one, one.stop(why[one.id].status, tx.now, why[one.id].reason)) for one in found))


def count(tx: Transaction) -> int:
    return tx.db.notifications.count_documents({"status": str(Status.PARKED)}, session=tx.session)


def carry_out(rows: Store) -> bool:
    """A portion of the oldest order; False when there is none."""
    order = rows.read(_oldest)
    if order is None:
        return False
    with contextlib.suppress(Stale):  # another process does the same
        rows.transact(partial(_portion, order=order))
    return True


def _oldest(tx: Transaction) -> Document | None:
    found = tx.db[ORDERS].find({"at": {"$gte": EVER, "$lte": tx.now}}, session=tx.session)
    return next(iter(found.sort("at", 1).limit(1)), None)


def _portion(tx: Transaction, order: Document) -> None:
    """Letters that were made after the order are not meant."""
    found = [
        store.notifications.model(one) for one in islice(_parked(tx, order["where"], order["_id"]), PORTION)
    ]
    if order["verb"] == "resume":
        resume(tx, *found)
    else:
        settle(tx, *((one, one.cancel(tx.now, BY_A_PERSON)) for one in found))
    if len(found) < PORTION:
        tx.db[ORDERS].delete_one({"_id": order["_id"]}, session=tx.session)


def _parked(
    tx: Transaction, where: Where, until: str, shown: Mapping[str, Any] | None = None
) -> Iterator[Document]:
    among = {"status": str(Status.PARKED), "_id": {"$gt": "", "$lte": until}}
    found = tx.db.notifications.find(among, shown, session=tx.session).sort("_id", 1)
    return (one for one in found if _is_meant(one, where))


def _is_meant(letter: Document, where: Where) -> bool:
    parked_at = letter["history"][-1]["at"]
    within = where.get("since", EVER) <= parked_at <= where.get("until", ALWAYS)
    return within and all(letter[name] == where[name] for name in FILTERS if name in where)
