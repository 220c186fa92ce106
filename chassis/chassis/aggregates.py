"""The guarded repository: every write names the version it was read at."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any, Generic, Protocol, TypeVar

from chassis.errors import NOT_FOUND, NotFound, Stale
from chassis.ids import in_parts
from chassis.mongo import Document, Index, Transaction
from chassis.shelves import SHELVES, Shelves
from chassis.stretches import END, Milestones, Stretch, back, onward


class Aggregate(Protocol):
    id: str
    version: int


Model = TypeVar("Model", bound=Aggregate)


@dataclass(frozen=True, slots=True)
class Way:
    """An index, or a shelf, along which all are found that have the values asked for of these fields."""

    index: str
    fields: tuple[str, ...]
    shelves: Shelves | None = None

    def leads_to(self, asked: Mapping[str, Any]) -> bool:
        return all(name in asked for name in self.fields)

    def where(self, asked: Mapping[str, Any]) -> Document:
        if self.shelves is not None:
            return self.shelves.where(self.fields, asked)
        return {name: asked[name] for name in self.fields}


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
        shelves: Shelves | None = None,
    ) -> None:
        """Pages go along the `shelves`, or those of `indexes` that end in `_id`; of equals, the first."""
        self.collection = collection
        self._to_document = to_document
        self._from_document = from_document
        self._not_found = not_found
        self._milestones = Milestones()
        self._shelves = shelves
        self._ways = (
            [Way(shelves.index.name, one, shelves) for one in shelves.by]
            if shelves
            else _ways(index for index in indexes if index.collection == collection)
        )

    def model(self, document: Document) -> Model:
        document.pop(SHELVES, None)
        return self._from_document(document)

    def _document(self, model: Model, version: int) -> Document:
        document = {**self._to_document(model), "_id": model.id, "version": version}
        return document | {SHELVES: self._shelves.of(document)} if self._shelves else document

    def get(self, tx: Transaction, id: str, if_match: int | None = None) -> Model:
        """NotFound when there is none, Stale when its version is not `if_match`."""
        document = tx.db[self.collection].find_one({"_id": id}, session=tx.session)
        if document is None:
            raise NotFound(self._not_found, id=id)
        if if_match is not None and document["version"] != if_match:
            raise Stale(version=document["version"])
        return self.model(document)

    def find(self, tx: Transaction, where: Mapping[str, Any]) -> list[Model]:
        way = self._along(where) if self._shelves and _plain(where) else None
        along, left = (way.where(where), _left(where, way)) if way else (where, {})
        found = tx.db[self.collection].find(along, session=tx.session).sort("_id", 1)
        return [self.model(document) for document in found if _fits(document, left)]

    def standing(self, where: Mapping[str, Any]) -> Document:
        """What finds those on the shelf by just these fields."""
        return next(way.where(where) for way in self._ways if set(way.fields) == where.keys())

    def page(
        self,
        tx: Transaction,
        where: Mapping[str, Any],
        after: str | None,
        limit: int,
        newest_first: bool = False,
    ) -> tuple[list[Model], str | None]:
        """One page in the order of making, and the cursor of the next, None at the end.

        Read along the longest way whose fields are all asked for; what it has not is looked at here, for the
        embedded store scans where no index has all of it.
        """
        way = self._along(where)
        if way is None or not _plain(where):
            return self._at_once(tx, where, after, limit, newest_first)
        along, left = way.where(where), _left(where, way)
        found: list[Document] = []
        for low, high in self._stretches(tx, where, after, newest_first):
            upper = "$lt" if high == after else "$lte"
            stretch = {**along, "_id": {"$gt": low, upper: high}}
            rows = tx.db[self.collection].find(stretch, session=tx.session)
            found += [row for row in rows.sort("_id", -1 if newest_first else 1) if _fits(row, left)]
            if len(found) > limit:
                break
        return self._cut(found, limit)

    def _at_once(
        self, tx: Transaction, where: Mapping[str, Any], after: str | None, limit: int, newest_first: bool
    ) -> tuple[list[Model], str | None]:
        """What is not asked by plain values, and cannot be many."""
        bound = {"_id": {"$lt" if newest_first else "$gt": after}} if after else {}
        way = None if self._shelves else self._along(where)
        query = tx.db[self.collection].find({**where, **bound}, session=tx.session)
        query = query.hint(way.index if way else "_id_").sort("_id", -1 if newest_first else 1)
        return self._cut(list(query.limit(limit + 1)), limit)

    def _cut(self, found: list[Document], limit: int) -> tuple[list[Model], str | None]:
        more = found[limit - 1]["_id"] if len(found) > limit else None
        return [self.model(document) for document in found[:limit]], more

    def _stretches(
        self, tx: Transaction, where: Mapping[str, Any], after: str | None, newest_first: bool
    ) -> Iterator[Stretch]:
        """Between the milestones of the widest list that this is a part of."""
        widest = min(self._fitting(where), key=lambda one: len(one.fields))
        scope = widest.where(where)
        key = (tx.db.name, widest.index, *map(str, scope.values()))
        rows = tx.db[self.collection]

        def behind(last: str) -> list[str]:
            where = {**scope, "_id": {"$gt": last, "$lte": END}}
            return [row["_id"] for row in rows.find(where, {"_id": 1}, session=tx.session).sort("_id", 1)]

        milestones = self._milestones.catch_up(key, behind)
        return back(milestones, after) if newest_first else onward(milestones, after)

    def _along(self, where: Mapping[str, Any]) -> Way | None:
        return max(self._fitting(where), key=lambda one: len(one.fields), default=None)

    def _fitting(self, where: Mapping[str, Any]) -> list[Way]:
        return [one for one in self._ways if one.leads_to(where)]

    def add(self, tx: Transaction, *models: Model) -> None:
        """Inserts at version 1; DuplicateKeyError (of several: BulkWriteError) where an index refuses one."""
        for model in models:
            model.version = 1
        documents = [self._document(model, 1) for model in models]
        if len(documents) == 1:
            tx.db[self.collection].insert_one(documents[0], session=tx.session)
        else:
            tx.db[self.collection].insert_many(documents, session=tx.session)

    def save(self, tx: Transaction, model: Model) -> None:
        """Replaces the version that was read, and raises it by one; Stale when another was faster."""
        document = self._document(model, model.version + 1)
        guard = {"_id": model.id, "version": model.version}
        written = tx.db[self.collection].replace_one(guard, document, session=tx.session)
        if written.matched_count != 1:
            raise Stale()
        model.version += 1

    def save_all(self, tx: Transaction, models: Sequence[Model]) -> None:
        """The same of several at once; Stale when another was faster with one: then nothing is to be kept.

        They are taken out together and put in anew: for as many replacements the embedded store takes twice
        as long, for it begins anew with each.
        """
        rows, ordered = tx.db[self.collection], sorted(models, key=_version)
        for version, those in groupby(ordered, _version):
            for part in in_parts(one.id for one in those):
                guard = {"_id": {"$in": part}, "version": version}
                if rows.delete_many(guard, session=tx.session).deleted_count != len(part):
                    raise Stale()
        if models:
            documents = [self._document(one, one.version + 1) for one in models]
            rows.insert_many(documents, session=tx.session)
        for one in models:
            one.version += 1


def _version(model: Aggregate) -> int:
    return model.version


def _ways(indexes: Iterable[Index]) -> list[Way]:
    return [
        Way(one.name, tuple(name for name, _ in one.keys[:-1])) for one in indexes if one.keys[-1][0] == "_id"
    ]


def _plain(where: Mapping[str, Any]) -> bool:
    return not any(isinstance(value, Mapping) for value in where.values())


def _left(where: Mapping[str, Any], way: Way) -> Document:
    return {name: value for name, value in where.items() if name not in way.fields}


def _fits(row: Document, left: Mapping[str, Any]) -> bool:
    """As the store compares: a value, or one of several."""
    return all(
        row.get(name) == value or (isinstance(row.get(name), list) and value in row[name])
        for name, value in left.items()
    )
