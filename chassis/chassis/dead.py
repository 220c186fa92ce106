"""Dead rows, as an operator sees and settles them: what `work` could not deal with and no longer tries.

A replay makes a row wait again: any `work` runs the same reaction with the same event id. A discard keeps the
row without what it held, so that the same message coming once more changes nothing, and an audit row that
says who did it and why.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

import pymongo

from chassis import audit, clock
from chassis.errors import NotFound
from chassis.failed import FAILED
from chassis.ids import in_parts
from chassis.mongo import Document, Origin, Store, Transaction, store_errors

DEAD, WAITING, DISCARDED = "dead", "waiting", "discarded"
SECONDS = 30.0
FIRST, LAST = datetime(1970, 1, 1, tzinfo=UTC), datetime(9999, 1, 1, tzinfo=UTC)
HELD = ("body", "headers", "traceback", "reason")  # what may hold personal data


@dataclass(frozen=True, slots=True, kw_only=True)
class Selection:
    """Dead rows that meet everything given; nothing given means all. Died from `since` through `until`."""

    id: str | None = None
    type: str | None = None
    since: datetime | None = None
    until: datetime | None = None

    def query(self) -> Document:
        died = {"$gte": self.since or FIRST, "$lte": self.until or LAST}
        exact = {name: value for name, value in (("_id", self.id), ("type", self.type)) if value is not None}
        return {"status": DEAD, "due_at": died, **exact}


@dataclass(frozen=True, slots=True, kw_only=True)
class Summary:
    """A dead row without anything that could name a person: `error` is the error's class alone."""

    id: str
    type: str | None
    handler: str | None
    error: str
    attempts: int
    died_at: datetime


class DeadRows:
    """Those of one service. Every method raises Unavailable while the store is away."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._rows = store.db[FAILED]

    def summaries(self, selection: Selection, limit: int) -> list[Summary]:
        """At most `limit`, the oldest first."""
        with store_errors(), pymongo.timeout(SECONDS):
            rows = self._rows.find(selection.query(), {name: 0 for name in HELD if name != "reason"})
            return [_summary(row) for row in rows.sort([("status", 1), ("due_at", 1)]).limit(limit)]

    def count(self, selection: Selection) -> int:
        with store_errors(), pymongo.timeout(SECONDS):
            return self._rows.count_documents(selection.query())

    def show(self, id: str) -> Document:
        """The whole row, whatever its status, personal data and all; NotFound."""
        with store_errors(), pymongo.timeout(SECONDS):
            row = self._rows.find_one({"_id": id})
        if row is None:
            raise NotFound(id=id)
        return row

    def replay(self, selection: Selection) -> int:
        """Makes them wait, due at once and with all their tries before them; returns how many."""
        return sum(self._revive(chosen) for chosen in self._choose(selection))

    def discard(self, selection: Selection, by: str, because: str) -> int:
        """Gives them up for good, each with its audit row in the same transaction; returns how many."""
        return sum(self._give_up(chosen, by, because) for chosen in self._choose(selection))

    def _choose(self, selection: Selection) -> Iterator[list[str]]:
        """The ids as they are now: a row that dies again meanwhile is not taken twice."""
        with store_errors(), pymongo.timeout(SECONDS):
            found = [str(row["_id"]) for row in self._rows.find(selection.query(), {"_id": 1})]
        yield from in_parts(found)

    def _revive(self, chosen: Sequence[str]) -> int:
        change = {"status": WAITING, "attempts": 0, "due_at": clock.now()}
        with store_errors(), pymongo.timeout(SECONDS):
            return self._rows.update_many(_dead(chosen), {"$set": change}).modified_count

    def _give_up(self, chosen: Sequence[str], by: str, because: str) -> int:
        def together(tx: Transaction) -> int:
            rows = list(tx.db[FAILED].find(_dead(chosen), session=tx.session))
            if rows:
                things = [{"key": row["_id"], "type": row["type"], "error": _error(row)} for row in rows]
                change = {"$set": {"status": DISCARDED}, "$unset": dict.fromkeys(HELD, "")}
                tx.db[FAILED].update_many(_dead(chosen), change, session=tx.session)
                audit.record(tx, audit.DISCARDED, by, because, things)
            return len(rows)

        return self._store.transact(together, Origin(), SECONDS)


def _dead(chosen: Sequence[str]) -> Document:
    return {"_id": {"$in": list(chosen)}, "status": DEAD}


def _summary(row: Document) -> Summary:
    return Summary(
        id=row["_id"],
        type=row["type"],
        handler=row["handler"],
        error=_error(row),
        attempts=row["attempts"],
        died_at=row["due_at"],
    )


def _error(row: Document) -> str:
    return str(row["reason"]).partition(":")[0]
