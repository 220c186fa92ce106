"""The watched database: reading leaves no mark on it, and nothing that writes goes unmarked."""

from collections.abc import Callable
from typing import Any

import pytest
from pymongo import InsertOne, ReplaceOne
from pymongo.client_session import ClientSession
from pymongo.collection import Collection
from pymongo.errors import PyMongoError

from chassis.mongo import Store
from chassis.watched import WatchedDatabase

Ask = Callable[[Collection[dict[str, Any]], ClientSession], object]

READING: dict[str, Ask] = {
    "find_one": lambda rows, session: rows.find_one({"_id": 1}, session=session),
    "find": lambda rows, session: list(rows.find({}, session=session).hint("_id_").sort("_id", 1).limit(1)),
    "count": lambda rows, session: rows.count_documents({"a": 1}, session=session),
    "distinct": lambda rows, session: rows.distinct("a", session=session),
    "aggregate": lambda rows, session: list(rows.aggregate([{"$limit": 1}], session=session)),
}
WRITING: dict[str, Ask] = {
    "insert_one": lambda rows, session: rows.insert_one({}, session=session),
    "insert_many": lambda rows, session: rows.insert_many([{}], session=session),
    "update_one": lambda rows, session: rows.update_one({}, {"$set": {"a": 1}}, session=session),
    "update_many": lambda rows, session: rows.update_many({}, {"$set": {"a": 1}}, session=session),
    "replace_one": lambda rows, session: rows.replace_one({}, {"a": 1}, session=session),
    "delete_one": lambda rows, session: rows.delete_one({}, session=session),
    "delete_many": lambda rows, session: rows.delete_many({}, session=session),
    "find_one_and_update": lambda rows, session: rows.find_one_and_update(
        {}, {"$set": {"a": 1}}, session=session
    ),
    "find_one_and_delete": lambda rows, session: rows.find_one_and_delete({}, session=session),
    "bulk_write": lambda rows, session: rows.bulk_write(
        [InsertOne({"_id": 2}), ReplaceOne({"_id": 1}, {"a": 2}, upsert=True)], session=session
    ),
    "through its database": lambda rows, session: rows.database["others"].insert_one({}, session=session),
    "with options": lambda rows, session: rows.with_options().insert_one({}, session=session),
}


@pytest.mark.parametrize("ask", READING.values(), ids=READING)
def test_reading_leaves_no_mark(store: Store, ask: Ask) -> None:
    assert not marked_by(store, ask)


@pytest.mark.parametrize("ask", WRITING.values(), ids=WRITING)
def test_writing_is_marked(store: Store, ask: Ask) -> None:
    assert marked_by(store, ask)


def test_a_write_that_fails_is_marked(store: Store) -> None:
    def twice(rows: Collection[dict[str, Any]], session: ClientSession) -> None:
        rows.insert_many([{"_id": 1}, {"_id": 1}], session=session)

    assert marked_by(store, twice)


def marked_by(store: Store, ask: Ask) -> bool:
    watched = WatchedDatabase(store.db)
    with store.client.start_session() as session, session.start_transaction():
        try:
            ask(watched["rows"], session)
        except PyMongoError:
            session.abort_transaction()
    return watched.written
