"""What is to be kept of other services' facts, until somebody reads it or the transaction ends.

Of a batch of events each mostly keeps one document. Asked for and written together they cost a few commands;
one by one, two each.
"""

from collections.abc import Iterator
from itertools import count
from typing import Any

from pymongo import InsertOne, ReplaceOne
from pymongo.client_session import ClientSession
from pymongo.database import Database

from chassis.ids import in_parts

Document = dict[str, Any]


class Pending:
    def __init__(self) -> None:
        self._numbers = count(1)
        self._last = 0
        self._rows: dict[int, tuple[str, Document]] = {}

    def add(self, collection: str, document: Document) -> None:
        """Of one `_id` the newest `version` is kept; of the same version the one that came later."""
        self._last = next(self._numbers)
        self._rows[self._last] = (collection, document)

    def mark(self) -> int:
        return self._last

    def undo(self, mark: int) -> None:
        """Forgets what was added since and is not written yet."""
        self._rows = {number: row for number, row in self._rows.items() if number <= mark}

    def write(
        self, db: Database[Document], session: ClientSession | None, collection: str | None = None
    ) -> None:
        """What is to be kept in this collection, or in any; what is there and newer stays."""
        for name in sorted({name for name, _ in self._rows.values() if collection in (None, name)}):
            _write(db, session, name, self._newest(name))

    def _newest(self, collection: str) -> dict[str, Document]:
        taken = [number for number, (name, _) in self._rows.items() if name == collection]
        newest: dict[str, Document] = {}
        for _, document in map(self._rows.pop, taken):
            before = newest.get(document["_id"])
            if before is None or before["version"] <= document["version"]:
                newest[document["_id"]] = document
        return newest


def _write(
    db: Database[Document], session: ClientSession | None, collection: str, newest: dict[str, Document]
) -> None:
    rows = db[collection]
    versions = {}
    for part in in_parts(newest):
        for row in rows.find({"_id": {"$in": part}}, {"version": 1}, session=session):
            versions[row["_id"]] = row["version"]
    changes = list(_changes(newest, versions))
    if changes:
        rows.bulk_write(changes, ordered=False, session=session)


def _changes(
    newest: dict[str, Document], versions: dict[str, int]
) -> Iterator[InsertOne[Document] | ReplaceOne[Document]]:
    for id, document in newest.items():
        if id not in versions:
            yield InsertOne(document)
        elif versions[id] <= document["version"]:
            yield ReplaceOne({"_id": id}, document)  # another's change in between is a conflict
