"""That a letter was taken over, written down at once and alone: what became of the letters of a lot is marked
when all of them have been tried.

Whoever takes over the lot of a sender that died finds here which of them are not to be sent again.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

import pymongo
from pymongo.errors import BulkWriteError

from chassis.errors import Unavailable
from chassis.ids import in_parts
from chassis.mongo import DUPLICATE_KEY, Document, Index, Store, Transaction, store_errors
from notify.model import Facts, Notification, Status
from notify.outgoing.bundles import Words, packed, unpacked
from notify.outgoing.deliveries import EVER

RECEIPTS = "receipts"
INDEXES = (Index("receipts_at", RECEIPTS, [("at", 1)]),)
STORE_SECONDS = 10.0
KEPT = ("at", "edition", "server", "said")


@dataclass(frozen=True, slots=True, kw_only=True)
class Sent:
    """`letter` is the notification's id; `words` are None where they are not to be kept any more."""

    letter: str
    at: datetime
    edition: str
    server: str
    said: str
    words: Words | None

    def deliver(self, notification: Notification, at: datetime) -> Facts:
        """Where the report that it did not arrive was faster, it is proof alone."""
        if notification.status is Status.PERMANENT_FAILURE:
            notification.prove(at, self.edition, self.server, self.said)
            return ()
        return notification.deliver(at, self.edition, self.server, self.said)


def write(store: Store, letters: Sequence[Sent]) -> None:
    """In no transaction. Of a letter sent twice the first stands; Unavailable while the store is away."""
    try:
        with store_errors(), pymongo.timeout(STORE_SECONDS):
            store.db[RECEIPTS].insert_many(map(_to_document, letters), ordered=False)
    except BulkWriteError as error:
        if error.details["writeConcernErrors"]:
            raise Unavailable() from error
        if any(one["code"] != DUPLICATE_KEY for one in error.details["writeErrors"]):
            raise


def among(tx: Transaction, letters: Iterable[str]) -> dict[str, Sent]:
    """By notification."""
    found = (tx.db[RECEIPTS].find({"_id": {"$in": part}}, session=tx.session) for part in in_parts(letters))
    return {row["_id"]: _from_document(row) for part in found for row in part}


def remove(tx: Transaction, letters: Iterable[str]) -> None:
    for part in in_parts(letters):
        tx.db[RECEIPTS].delete_many({"_id": {"$in": part}}, session=tx.session)


def forget(tx: Transaction, letters: Iterable[str]) -> int:
    """Takes the words out, of those of these letters that have a receipt; returns of how many."""
    change = {"$set": {"words": None}}
    parts = [{"_id": {"$in": part}, "words": {"$ne": None}} for part in in_parts(letters)]
    done = (tx.db[RECEIPTS].update_many(part, change, session=tx.session) for part in parts)
    return sum(one.modified_count for one in done)


def older(tx: Transaction, before: datetime, limit: int) -> list[str]:
    """The oldest first."""
    among = {"at": {"$gte": EVER, "$lt": before}}
    found = tx.db[RECEIPTS].find(among, {"_id": 1}, session=tx.session).sort("at", 1)
    return [row["_id"] for row in found.limit(limit)]


def _to_document(one: Sent) -> Document:
    words = packed(one.words) if one.words else None
    return {"_id": one.letter, "words": words, **{name: getattr(one, name) for name in KEPT}}


def _from_document(row: Document) -> Sent:
    words = unpacked(row["words"]) if row["words"] else None
    return Sent(letter=row["_id"], words=words, **{name: row[name] for name in KEPT})
