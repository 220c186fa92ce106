"""A database that notes whether a write was asked of it: what wrote nothing needs no undoing."""

from typing import Any

from pymongo.collection import Collection
from pymongo.database import Database

Document = dict[str, Any]

READS = frozenset({"find", "find_one", "count_documents", "distinct", "aggregate"})
OF_ITSELF = frozenset({"name", "full_name", "database", "codec_options", "read_concern", "read_preference"})
"""What the driver looks up while it reads."""


HARMLESS = READS | OF_ITSELF


class WatchedDatabase(Database[Document]):
    def __init__(self, db: Database[Document]) -> None:
        super().__init__(
            db.client, db.name, db.codec_options, db.read_preference, db.write_concern, db.read_concern
        )
        self.written = False

    def __getitem__(self, name: str) -> Collection[Document]:
        return WatchedCollection(self, name)


class WatchedCollection(Collection[Document]):
    def __getattribute__(self, name: str) -> Any:
        if not name.startswith("_") and name not in HARMLESS:
            database = super().__getattribute__("_database")
            database.written = True
        return super().__getattribute__(name)
