"""The guarded repository: every write names the version it was read at."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Generic, Protocol, TypeVar

from chassis.errors import NOT_FOUND, NotFound, Stale
from chassis.mongo import Document, Index, Transaction


class Aggregate(Protocol):
    id: str
    version: int


Model = TypeVar("Model", bound=Aggregate)


class Aggregates(Generic[Model]):
    """Documents of one collection as models and back.

    `to_document` gives the fields without `_id` and `version`, which are ours;
    `from_document` takes them all.
    """

    def __init__(
        self,
        collection: str,
        to_document: Callable[[Model], Document],
        from_document: Callable[[Document], Model],
        not_found: str = NOT_FOUND,
        indexes: Sequence[Index] = (),
    ) -> None:
        """Pages go along those of `indexes` that end in `_id`; of equals, the first."""
        self.collection = collection
        self._to_document = to_document
        self._from_document = from_document
        self._not_found = not_found
        self._indexes = [
            index for index in indexes if index.collection == collection and index.keys[-1][0] == "_id"
        ]

    def model(self, document: Document) -> Model:
        return self._from_document(document)

    def get(self, tx: Transaction, id: str, if_match: int | None = None) -> Model:
        """NotFound when there is none, Stale when its version is not `if_match`."""
        document = tx.db[self.collection].find_one({"_id": id}, session=tx.session)
        if document is None:
            raise NotFound(self._not_found, id=id)
        if if_match is not None and document["version"] != if_match:
            raise Stale(version=document["version"])
        return self._from_document(document)

    def find(self, tx: Transaction, where: Mapping[str, Any]) -> list[Model]:
        found = tx.db[self.collection].find(where, session=tx.session).sort("_id", 1)
        return [self._from_document(document) for document in found]

    def page(
        self,
        tx: Transaction,
        where: Mapping[str, Any],
        after: str | None,
        limit: int,
        newest_first: bool = False,
    ) -> tuple[list[Model], str | None]:
        """One page in the order of making, and the cursor of the next, None at the end.

        It goes along the longest index whose keys are all asked for: without that hint the embedded store
        scans wherever no index has all of the fields.
        """
        bound = {"_id": {"$lt" if newest_first else "$gt": after}} if after else {}
        direction = -1 if newest_first else 1
        query = tx.db[self.collection].find({**where, **bound}, session=tx.session).hint(self._along(where))
        found = list(query.sort("_id", direction).limit(limit + 1))
        more = found[limit - 1]["_id"] if len(found) > limit else None
        return [self._from_document(document) for document in found[:limit]], more

    def _along(self, where: Mapping[str, Any]) -> str:
        fitting = [one for one in self._indexes if all(key in where for key, _ in one.keys[:-1])]
        return max(fitting, key=lambda one: len(one.keys)).name if fitting else "_id_"

    def add(self, tx: Transaction, *models: Model) -> None:
        """Inserts at version 1; DuplicateKeyError (of several: BulkWriteError) where an index refuses one."""
        for model in models:
            model.version = 1
        documents = [{**self._to_document(model), "_id": model.id, "version": 1} for model in models]
        if len(documents) == 1:
            tx.db[self.collection].insert_one(documents[0], session=tx.session)
        else:
            tx.db[self.collection].insert_many(documents, session=tx.session)

    def save(self, tx: Transaction, model: Model) -> None:
        """Replaces the version that was read, and raises it by one; Stale when another was faster."""
        document = {**self._to_document(model), "_id": model.id, "version": model.version + 1}
        guard = {"_id": model.id, "version": model.version}
        written = tx.db[self.collection].replace_one(guard, document, session=tx.session)
        if written.matched_count != 1:
            raise Stale()
        model.version += 1
