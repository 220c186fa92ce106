"""What waits for a digest: of each person the letters that are told in the next, and when that is due."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from pymongo import UpdateOne

from chassis.errors import Stale
from chassis.ids import in_parts
from chassis.mongo import Index, Transaction
from notify.model import Notification
from notify.outgoing.deliveries import EVER

DIGESTS = "digests"
INDEXES = (Index("digests_due", DIGESTS, [("due_at", 1)]),)


@dataclass(frozen=True, slots=True)
class Waiting:
    """Ids of the person and of notifications to them."""

    person: str
    due_at: datetime
    letters: list[str]


def put(tx: Transaction, letters: Iterable[tuple[Notification, datetime]]) -> None:
    """Beside what waits for the same person already, whose time counts."""
    of_person, due_at = defaultdict[str, list[str]](list), dict[str, datetime]()
    for one, until in letters:
        of_person[one.recipient].append(one.id)
        due_at[one.recipient] = until
    changes = [
        UpdateOne(
            {"_id": person},
            {"$push": {"letters": {"$each": ids}}, "$setOnInsert": {"due_at": due_at[person]}},
            upsert=True,
        )
        for person, ids in of_person.items()
    ]
    if changes:
        tx.db[DIGESTS].bulk_write(changes, ordered=False, session=tx.session)


def due(tx: Transaction) -> list[str]:
    """Whose digest is. Bounded on both sides, or the embedded store reads the whole index."""
    found = tx.db[DIGESTS].find({"due_at": {"$gte": EVER, "$lte": tx.now}}, {"_id": 1}, session=tx.session)
    return [one["_id"] for one in found]


def of(tx: Transaction, persons: Iterable[str]) -> list[Waiting]:
    """Those that there are."""
    among = ({"_id": {"$in": part}} for part in in_parts(persons))
    found = (row for where in among for row in tx.db[DIGESTS].find(where, session=tx.session))
    return [Waiting(row["_id"], row["due_at"], row["letters"]) for row in found]


def move(tx: Transaction, waiting: Waiting, due_at: datetime) -> None:
    where, change = {"_id": waiting.person}, {"$set": {"due_at": due_at}}
    tx.db[DIGESTS].update_one(where, change, session=tx.session)


def close(tx: Transaction, those: Iterable[Waiting]) -> None:
    """Stale where another was faster with one: then nothing is to be kept."""
    for part in in_parts(one.person for one in those):
        where = {"_id": {"$in": part}}
        if tx.db[DIGESTS].delete_many(where, session=tx.session).deleted_count != len(part):
            raise Stale()
