"""What of people's inboxes is read: a row for each notification that is, made when it is."""

from collections.abc import Iterable

from chassis.ids import in_parts
from chassis.mongo import Document, Index, Transaction
from chassis.stretches import END

MARKS = "inbox_marks"
INDEXES = (Index("inbox_marks_recipient", MARKS, [("recipient", 1), ("_id", 1)]),)


def since(tx: Transaction, recipient: str, first: str) -> set[str]:
    """The ids of what is read, from `first` on."""
    where = {"recipient": recipient, "_id": {"$gte": first, "$lte": END}}
    return {row["_id"] for row in tx.db[MARKS].find(where, {"_id": 1}, session=tx.session)}


def among(tx: Transaction, ids: Iterable[str]) -> dict[str, Document]:
    found = (tx.db[MARKS].find({"_id": {"$in": part}}, session=tx.session) for part in in_parts(ids))
    return {row["_id"]: row for rows in found for row in rows}


def of(tx: Transaction, recipient: str) -> list[Document]:
    return list(tx.db[MARKS].find({"recipient": recipient}, session=tx.session))


def add(tx: Transaction, recipient: str, ids: Iterable[str]) -> None:
    """When it was first read stays."""
    for id in ids:
        first = {"$setOnInsert": {"recipient": recipient, "read_at": tx.now}}
        tx.db[MARKS].update_one({"_id": id}, first, upsert=True, session=tx.session)


def remove(tx: Transaction, ids: Iterable[str]) -> int:
    deleted = 0
    for part in in_parts(ids):
        deleted += tx.db[MARKS].delete_many({"_id": {"$in": part}}, session=tx.session).deleted_count
    return deleted
