"""A batch of messages, settled: who fails takes nobody along, and what was done in time is kept."""

import json
from contextlib import ExitStack
from dataclasses import dataclass, field, replace
from typing import Any

import pytest

from chassis import inbox, turns
from chassis.delivery import Delivery
from chassis.envelope import CONTENT_TYPE, Event
from chassis.errors import Unavailable
from chassis.failed import FailedRows
from chassis.inbox import Inbox
from chassis.mongo import Store, Transaction
from chassis.pace import Pace
from chassis.settling import Settler
from tests.integration.chassis.line import counted
from tests.support.echo.worker import WORKER


@dataclass
class Desk:
    """Settles as the consumer does; `done` are the names of what may be acknowledged."""

    store: Store
    done: list[str] = field(default_factory=list)

    def settle(self, *events: dict[str, Any]) -> list[Delivery]:
        hearing = Inbox(self.store, WORKER.subscriptions)
        batch = [delivered(event) for event in events]
        Settler(hearing, FailedRows(self.store, hearing), Pace()).settle(
            batch, lambda one: self.done.append(json.loads(one.body)["data"]["id"]), lambda: None
        )
        return batch

    def heard(self) -> set[str]:
        return {row["id"] for row in self.store.db.heard.find()}


def delivered(event: dict[str, Any]) -> Delivery:
    return Delivery(None, 1, json.dumps(event).encode(), content_type=CONTENT_TYPE)


@pytest.fixture
def desk(store: Store) -> Desk:
    for name in ("heard", "begun", "parts", "inbox", "inbox_failed"):
        store.make_collection(name)
    return Desk(store)


@pytest.mark.parametrize("note", ["unready", "poison"], ids=["before it wrote", "after it wrote"])
def test_what_fails_is_set_aside_and_the_others_are_heard(desk: Desk, note: str) -> None:
    bad = counted("bad", note=note)
    desk.settle(counted("first"), bad, counted("last"))
    assert sorted(desk.done) == ["bad", "first", "last"]
    assert desk.heard() == {"first", "last"}
    assert desk.store.db.inbox.find_one({"_id": bad["id"]}) is None
    [row] = desk.store.db.inbox_failed.find()
    assert (row["_id"], row["status"], row["attempts"]) == (bad["id"], "waiting", 1)


def test_who_fails_before_it_wrote_leaves_the_others_their_transaction(desk: Desk) -> None:
    """They share the moment of their inbox keys, which are inserted once a transaction."""
    desk.settle(*(counted(str(n), **({"note": "unready"} if n == 3 else {})) for n in range(8)))
    assert desk.store.db.inbox.count_documents({}) == 7
    assert len(desk.store.db.inbox.distinct("at")) == 1


def test_a_batch_that_takes_long_keeps_what_it_did(desk: Desk) -> None:
    desk.settle(*(counted(str(n), seconds=0.3) for n in range(8)))
    assert desk.done in (["0"], ["0", "1"])
    assert desk.heard() == set(desk.done)
    assert desk.store.db.inbox.count_documents({}) == len(desk.done)


def test_what_needs_several_transactions_is_done_with_its_last_and_nobody_waits_for_it(desk: Desk) -> None:
    long, last = counted("long", parts=3), counted("last")
    batch = desk.settle(counted("first"), long, last)
    assert (desk.done, desk.heard()) == (["first"], {"first"})
    assert [one.alone for one in batch] == [False, True, False]
    desk.settle(last)
    desk.settle(long)
    assert (desk.done, desk.store.db.parts.count_documents({})) == (["first", "last"], 2)
    assert desk.store.db.inbox.find_one({"_id": long["id"]}) is None
    desk.settle(long)
    desk.settle(long)
    assert desk.done == ["first", "last", "long", "long"]
    assert desk.store.db.parts.count_documents({}) == 3


def test_who_fails_is_not_unfinished_whatever_it_said_before(desk: Desk) -> None:
    def fail(tx: Transaction, event: Event, data: dict[str, Any]) -> None:
        tx.unfinished = True
        raise ValueError("failed")

    hearing = Inbox(desk.store, [replace(one, reaction=fail) for one in WORKER.subscriptions])
    taken = hearing.take_all([hearing.read(delivered(counted("bad")).event())])
    assert (taken.count, taken.failed(), taken.unfinished) == (1, {0}, False)


def test_what_takes_longer_than_a_reaction_may_is_set_aside(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(inbox, "REACTION_SECONDS", 1.0)
    desk.settle(counted("slow", seconds=1.5))
    assert desk.done == ["slow"]
    assert desk.heard() == set()
    assert desk.store.db.inbox_failed.count_documents({"status": "waiting"}) == 1


@pytest.mark.parametrize("moment", [0.01, 1.0], ids=["after a conflict", "before one"])
def test_who_waits_for_a_turn_that_does_not_come_is_not_set_aside(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, moment: float
) -> None:
    """Another transaction holds what it writes, and others of its kind are before it."""
    monkeypatch.setattr(inbox, "REACTION_SECONDS", 1.0)
    monkeypatch.setattr(turns, "MOMENT_SECONDS", moment)
    event, rows = counted("crowded"), desk.store.db.heard
    with desk.store.client.start_session() as other, other.start_transaction(), ExitStack() as before:
        rows.insert_one({"_id": event["id"]}, session=other)
        desk.store.turns.take(inbox.INBOX, before, seconds=1)
        with pytest.raises(Unavailable):
            desk.settle(event)
        other.abort_transaction()
    assert (desk.done, desk.store.db.inbox_failed.count_documents({})) == ([], 0)
    desk.settle(event)
    assert desk.heard() == {"crowded"}


def test_the_same_event_again_in_one_batch_is_done_once(desk: Desk) -> None:
    event = counted("twice")
    desk.settle(event, event)
    assert desk.done == ["twice", "twice"]
    assert desk.store.db.heard.count_documents({}) == 1
