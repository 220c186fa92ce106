"""What is kept of other services' facts: the newest, written together where events come together."""

from typing import Any

from marshmallow import EXCLUDE, Schema, fields

from chassis.envelope import Event, decode
from chassis.inbox import Inbox
from chassis.mongo import Store, Transaction
from chassis.projection import keep_newest
from chassis.subscription import Subscription
from tests.integration.chassis.line import COUNTED, counted
from tests.integration.chassis.test_settling import delivered

COUNTERS = "counters_kept"


class Read(Schema):
    class Meta:
        unknown = EXCLUDE

    id = fields.String(required=True)
    note = fields.String(load_default="")


def keep(tx: Transaction, event: Event, data: dict[str, Any]) -> None:
    keep_newest(tx, COUNTERS, data["id"], event.version, {"note": data["note"]})


def react(tx: Transaction, event: Event, data: dict[str, Any]) -> None:
    if data["note"] == "poison":
        raise ValueError(data["note"])
    if data["note"] == "look":
        assert tx.projection(COUNTERS).find_one({"_id": data["id"]}, session=tx.session)


def told(id: str, version: int = 1, note: str = "") -> dict[str, Any]:
    return {**counted(id, note=note), "version": version}


def hear(store: Store, *events: dict[str, Any]) -> set[int]:
    """In one transaction; gives those that were refused."""
    inbox = Inbox(store, [Subscription(COUNTED, Read(), react, projection=keep)])
    read = [inbox.read(decode(delivered(one).body)) for one in events]
    return inbox.take_all(read).failed()


def kept(store: Store) -> dict[str, tuple[int, str]]:
    return {row["_id"]: (row["version"], row["note"]) for row in store.db[COUNTERS].find()}


def test_of_what_comes_together_the_newest_is_kept(store: Store) -> None:
    hear(store, told("a", 2, "second"), told("a", 1, "first"), told("b", 1), told("b", 1, "the same again"))
    assert kept(store) == {"a": (2, "second"), "b": (1, "the same again")}


def test_what_is_there_and_newer_stays(store: Store) -> None:
    hear(store, told("a", 5, "fifth"), told("b", 1, "first"))
    hear(store, told("a", 4, "fourth"), told("b", 2, "second"), told("c", 1))
    assert kept(store) == {"a": (5, "fifth"), "b": (2, "second"), "c": (1, "")}


def test_whoever_reads_it_sees_what_was_heard_before_in_the_same_transaction(store: Store) -> None:
    assert hear(store, told("a"), told("b", 1, "look"), told("a", 2, "look")) == set()
    assert kept(store) == {"a": (2, "look"), "b": (1, "look")}


def test_who_is_refused_leaves_nothing_and_the_others_stay(store: Store) -> None:
    assert hear(store, told("a"), told("b", 1, "poison"), told("c")) == {1}
    assert kept(store) == {"a": (1, ""), "c": (1, "")}
