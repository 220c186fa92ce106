"""One database for the tests of a file, one after the other: making one costs more than most of them do."""

from collections.abc import Sequence
from typing import Any

import pymongo
from pymongo.errors import PyMongoError

from chassis.mongo import Index, Store
from tests.support.servers import database_name

CLEAR_SECONDS = 3


class Databases:
    def __init__(self, client: "pymongo.MongoClient[Any]") -> None:
        self._client = client
        self.name = database_name()
        self._prepared = set[str]()

    def prepare(self, store: Store, indexes: Sequence[Index]) -> None:
        """All tests of a file ask for the same."""
        if store.db.name not in self._prepared:
            store.prepare(indexes)
            self._prepared.add(store.db.name)

    def clear(self) -> None:
        """Takes out every document; where that takes long, or a killed process still holds some, the next
        test gets a new one, and this is left as it is: to drop it may keep the store busy for minutes."""
        database = self._client[self.name]
        try:
            with pymongo.timeout(CLEAR_SECONDS):
                for collection in database.list_collection_names():
                    if database[collection].find_one({}, {"_id": 1}):
                        database[collection].delete_many({})
        except PyMongoError:
            self.name = database_name()

    def drop(self) -> None:
        self._client.drop_database(self.name)
