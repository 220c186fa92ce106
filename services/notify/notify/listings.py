"""What a notification is found by: a row of its own, written once.

A letter stays about the same thing and to the same person, whatever becomes of it. A row that changes at each
step has as few indexes as can be, for a store may write all of them anew each time.
"""

from collections.abc import Iterable, Iterator
from typing import Any, Literal

from chassis.ids import in_parts
from chassis.mongo import Index, Transaction
from chassis.stretches import BEGIN, END
from notify.model import Notification

LISTINGS = "listings"
INDEXES = (Index("listings_under", LISTINGS, [("under", 1), ("notification", 1)]),)

Name = Literal["about", "member", "template", "committee", "recipient"]
NAMES: tuple[Name, ...] = ("about", "member", "template", "committee", "recipient")


def add(tx: Transaction, notifications: Iterable[Notification]) -> None:
    """The key is the row's, so that there is no second of the same key."""
    rows = [
        {
            "_id": one.key,
            "notification": one.id,
            "under": [_under(name, getattr(one, name)) for name in NAMES],
        }
        for one in notifications
    ]
    if rows:
        tx.db[LISTINGS].insert_many(rows, session=tx.session)


def with_keys(tx: Transaction, keys: Iterable[str]) -> dict[str, str]:
    """Of those that there are: key → id."""
    found = (tx.db[LISTINGS].find({"_id": {"$in": part}}, session=tx.session) for part in in_parts(keys))
    return {row["_id"]: row["notification"] for part in found for row in part}


def sent_again(tx: Transaction, keys: Iterable[str], recipient: str) -> list[str]:
    """Ids of what took the place of the letters with these keys, to this person, or is a copy of one."""
    beginnings = tuple(f"{key}|" for key in keys)
    theirs = {"under": _under("recipient", recipient)}
    found = tx.db[LISTINGS].find(theirs, {"notification": 1}, session=tx.session)
    return [row["notification"] for row in found if row["_id"].startswith(beginnings)]


def of_all(tx: Transaction, name: Name, values: Iterable[str]) -> list[str]:
    """Ids, of any of these."""
    among = ({"under": {"$in": part}} for part in in_parts(_under(name, value) for value in values))
    found = (tx.db[LISTINGS].find(where, {"notification": 1}, session=tx.session) for where in among)
    return [row["notification"] for part in found for row in part]


def between(tx: Transaction, name: Name, value: str, low: str = BEGIN, high: str = END) -> Iterator[str]:
    """Ids after `low`, up to `high`, the oldest first."""
    return _ids(tx, name, value, {"$gt": low, "$lte": high}, 1)


def newest(tx: Transaction, name: Name, value: str, low: str = BEGIN, before: str = END) -> Iterator[str]:
    """Ids after `low` and before `before`, the newest first."""
    return _ids(tx, name, value, {"$gt": low, "$lt": before}, -1)


def _ids(tx: Transaction, name: Name, value: str, among: dict[str, Any], order: int) -> Iterator[str]:
    where = {"under": _under(name, value), "notification": among}
    found = tx.db[LISTINGS].find(where, {"notification": 1}, session=tx.session).sort("notification", order)
    return (row["notification"] for row in found)


def _all_of(one: Notification) -> list[str]:
    return [_under(name, getattr(one, name)) for name in NAMES]


def _under(name: Name, value: str) -> str:
    return f"{name} {value}"
