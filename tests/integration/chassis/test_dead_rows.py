"""What an operator can do about what could not be dealt with."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pika
import pytest

from chassis import topology
from chassis.clock import now
from chassis.dead import DeadRows, Selection
from chassis.envelope import CONTENT_TYPE
from chassis.errors import NotFound
from chassis.mongo import Document, Store
from tests.support.asking import Asker
from tests.support.polling import until

FRIDAY = datetime(2018, 2, 2, 9, tzinfo=UTC)
PLANNED, CONVENED = "agenda.meeting.planned.v1", "agenda.meeting.convened.v1"


def dead_row(id: str, type: str = PLANNED, died_at: datetime = FRIDAY, **other: Any) -> Document:
    return {
        "_id": id,
        "status": "dead",
        "type": type,
        "handler": "meeting",
        "attempts": 6,
        "due_at": died_at,
        "body": b'{"email": "one@people.example"}',
        "headers": {"who": "one@people.example"},
        "reason": "KeyError: one@people.example",
        "traceback": "KeyError: one@people.example",
        **other,
    }


@pytest.fixture
def rows(store: Store) -> DeadRows:
    hour = timedelta(hours=1)
    store.db.inbox_failed.insert_many(
        [
            dead_row("first"),
            dead_row("second", type=CONVENED, died_at=FRIDAY + hour),
            dead_row("third", died_at=FRIDAY + 2 * hour),
            dead_row("patient", status="waiting"),
        ]
    )
    return DeadRows(store)


def statuses(store: Store) -> dict[str, str]:
    return {row["_id"]: row["status"] for row in store.db.inbox_failed.find()}


@pytest.mark.parametrize(
    ("selection", "expected"),
    [
        (Selection(), ["first", "second", "third"]),
        (Selection(id="second"), ["second"]),
        (Selection(id="patient"), []),
        (Selection(type=PLANNED), ["first", "third"]),
        (Selection(since=FRIDAY + timedelta(minutes=1)), ["second", "third"]),
        (Selection(since=FRIDAY, until=FRIDAY + timedelta(hours=1)), ["first", "second"]),
        (Selection(type=PLANNED, until=FRIDAY + timedelta(hours=1)), ["first"]),
    ],
)
def test_one_a_range_a_type_or_all(rows: DeadRows, selection: Selection, expected: list[str]) -> None:
    assert [row.id for row in rows.summaries(selection, 10)] == expected
    assert rows.count(selection) == len(expected)


def test_a_list_is_oldest_first_no_longer_than_asked_and_names_nobody(rows: DeadRows) -> None:
    listed = rows.summaries(Selection(), 2)
    assert [row.id for row in listed] == ["first", "second"]
    assert "people.example" not in repr(listed)
    assert listed[0].error == "KeyError"


def test_a_row_is_shown_whole(rows: DeadRows) -> None:
    assert rows.show("first")["body"] == b'{"email": "one@people.example"}'
    with pytest.raises(NotFound):
        rows.show("fourth")


def test_a_replay_gives_back_all_tries_at_once(rows: DeadRows, store: Store) -> None:
    assert rows.replay(Selection(type=PLANNED)) == 2
    assert statuses(store) == {"first": "waiting", "second": "dead", "third": "waiting", "patient": "waiting"}
    row = store.db.inbox_failed.find_one({"_id": "first"})
    assert row is not None
    assert (row["attempts"], row["due_at"] <= now()) == (0, True)
    assert rows.replay(Selection(type=PLANNED)) == 0


def test_a_discard_is_audited_and_leaves_nothing_personal(rows: DeadRows, store: Store) -> None:
    assert rows.discard(Selection(until=FRIDAY + timedelta(hours=1)), "somchai", "sent by a test") == 2
    assert statuses(store)["first"] == statuses(store)["second"] == "discarded"
    audits = list(store.db.outbox.find({"stream": "audit"}).sort("event.subject", 1))
    data = [one["event"]["data"] for one in audits]
    assert [(one["key"], one["type"]) for one in data] == [("first", PLANNED), ("second", CONVENED)]
    assert {(one["because"], one["error"]) for one in data} == {("sent by a test", "KeyError")}
    assert {(one["origin"]["by"], one["event"]["type"]) for one in audits} == {("somchai", "dead.discard")}
    left = [repr(one) for one in (*audits, *store.db.inbox_failed.find({"status": "discarded"}))]
    assert not [text for text in left if "people.example" in text]


def test_more_than_fit_one_transaction(store: Store) -> None:
    store.db.inbox_failed.insert_many([dead_row(str(n)) for n in range(250)])
    rows = DeadRows(store)
    assert rows.discard(Selection(until=now()), "somchai", "too many") == 250
    assert store.db.outbox.count_documents({"stream": "audit"}) == 250


@pytest.mark.usefixtures("work")
def test_a_replay_after_the_repair_runs_the_reaction_once(echo: Asker, store: Store) -> None:
    echo.call("echo", "count", {"id": "bad", "note": "poison"})
    until(lambda: store.db.inbox_failed.count_documents({"status": "waiting"}) == 1)
    store.db.inbox_failed.update_one({}, {"$set": {"status": "dead", "due_at": now()}})
    store.db.repaired.insert_one({})
    assert DeadRows(store).replay(Selection()) == 1
    until(lambda: store.db.heard.count_documents({"id": "bad"}) == 1)
    until(lambda: store.db.inbox_failed.count_documents({}) == 0)


@pytest.mark.usefixtures("work")
def test_what_was_discarded_stays_so_when_it_comes_again(echo: Asker, store: Store, amqp_uri: str) -> None:
    def send() -> None:
        with pika.BlockingConnection(pika.URLParameters(amqp_uri)) as connection:
            properties = pika.BasicProperties(content_type=CONTENT_TYPE)
            connection.channel().basic_publish("", topology.inbox("echo"), b"{broken", properties)

    send()
    until(lambda: store.db.inbox_failed.count_documents({"status": "dead"}) == 1)
    assert DeadRows(store).discard(Selection(), "somchai", "no event at all") == 1
    send()
    echo.call("echo", "count", {"id": "after it"})
    until(lambda: store.db.heard.count_documents({"id": "after it"}) == 1)
    assert [row["status"] for row in store.db.inbox_failed.find()] == ["discarded"]
