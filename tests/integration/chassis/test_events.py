"""An event's life: outbox, log, broker, inbox, and the rows of what failed."""

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pika
import pytest

from chassis import topology
from chassis.clock import now
from chassis.envelope import CONTENT_TYPE
from chassis.mongo import Store
from tests.support.asking import Asker
from tests.support.polling import until
from tests.support.services import process


@pytest.fixture
def subscriber(channel: Any) -> str:
    """A queue that hears everything echo tells in public."""
    channel.exchange_declare("echo.events", "topic", durable=True)
    queue: str = channel.queue_declare("", exclusive=True).method.queue
    channel.queue_bind(queue, "echo.events", "#")
    return queue


def heard(channel: Any, queue: str, count: int) -> list[tuple[Any, dict[str, Any]]]:
    found: list[tuple[Any, dict[str, Any]]] = []

    def take() -> bool:
        method, properties, body = channel.basic_get(queue, auto_ack=True)
        if method is not None:
            found.append((properties, json.loads(body)))
        return len(found) >= count

    until(take)
    return found


def put(channel: Any, body: bytes) -> None:
    properties = pika.BasicProperties(content_type=CONTENT_TYPE, delivery_mode=2)
    channel.basic_publish("", topology.inbox("echo"), body, properties)


@pytest.mark.usefixtures("work")
def test_what_is_committed_is_told_in_order_with_its_attributes(
    echo: Asker, store: Store, channel: Any, subscriber: str
) -> None:
    for _ in range(5):
        echo.call("echo", "count", {"id": "a"})
    messages = heard(channel, subscriber, 5)
    assert [body["version"] for _, body in messages] == [1, 2, 3, 4, 5]
    assert [body["sequence"] for _, body in messages] == [1, 2, 3, 4, 5]
    properties, body = messages[0]
    assert properties.message_id == body["id"] == properties.headers["cloudEvents_id"]
    assert (properties.type, properties.delivery_mode) == ("echo.counter.counted.v1", 2)
    assert properties.content_type == CONTENT_TYPE
    assert until(lambda: store.db.heard.count_documents({}) == 5)
    assert store.db.outbox.count_documents({}) == 0


def where_they_are(store: Store, channel: Any, subscriber: str) -> dict[str, Any]:
    """How far the events came, for whoever looks into why not all were heard."""
    counted = ("outbox", "events", "inbox", "heard", "inbox_failed")
    found: dict[str, Any] = {name: store.db[name].count_documents({}) for name in counted}
    found |= {name: list(store.db[name].find()) for name in ("watermarks", "leases", "sessions")}
    queues = ("echo.inbox", subscriber)
    return found | {name: channel.queue_declare(name, passive=True).method for name in queues}


@pytest.mark.timeout(240)
def test_work_killed_under_load_loses_and_doubles_nothing(
    echo: Asker, env: dict[str, str], store: Store, tmp_path: Path, channel: Any, subscriber: str
) -> None:
    futures = [echo.later("echo", "count", {"id": str(n)}, deadline=20) for n in range(150)]
    for _ in range(3):
        with process(["tests.support.echo", "work"], env, tmp_path / "work.log") as work:
            work.kill()
    assert all("ok" in future.result(20) for future in futures)
    with process(["tests.support.echo", "work"], env, tmp_path / "work.log"):
        try:
            until(
                lambda: store.db.heard.count_documents({}) == 150, seconds=90
            )  # locks of the dead last 70 s
        except AssertionError as late:
            raise AssertionError(where_they_are(store, channel, subscriber)) from late
        until(lambda: store.db.outbox.count_documents({}) == 0)
        seen: set[int] = set()
        while len(seen) < 150:
            seen.update(body["sequence"] for _, body in heard(channel, subscriber, 1))
    assert [row["_id"] for row in store.db.events.find().sort("_id", 1)] == list(range(1, 151))


def test_two_workers_share_the_work_without_gap_or_double(
    echo: Asker, env: dict[str, str], store: Store, tmp_path: Path
) -> None:
    with (
        process(["tests.support.echo", "work"], {**env, "INSTANCE": "1"}, tmp_path / "work1.log"),
        process(["tests.support.echo", "work"], {**env, "INSTANCE": "2"}, tmp_path / "work2.log"),
    ):
        futures = [echo.later("echo", "count", {"id": str(n)}, deadline=20) for n in range(100)]
        assert all("ok" in future.result(20) for future in futures)
        until(lambda: store.db.heard.count_documents({}) == 100)
    assert [row["_id"] for row in store.db.events.find().sort("_id", 1)] == list(range(1, 101))
    assert len(store.db.heard.distinct("sequence")) == 100


@pytest.mark.usefixtures("work")
def test_what_cannot_be_read_becomes_a_dead_row_and_holds_nothing_up(
    echo: Asker, store: Store, channel: Any
) -> None:
    unknown = {"id": "x", "type": "echo.counter.lost.v1", "source": "echo", "subject": "counters/x"}
    broken = [
        b"\xff",
        b"{}",
        json.dumps({**unknown, "time": "2018-01-31", "version": 1, "data": {}}).encode(),
    ]
    for body in broken:
        put(channel, body)
    echo.call("echo", "count", {"id": "good"})
    until(lambda: store.db.heard.count_documents({}) == 1)
    until(lambda: store.db.inbox_failed.count_documents({"status": "dead"}) == 3)
    reasons = [row["reason"] for row in store.db.inbox_failed.find()]
    assert all(reason.startswith(("Undecodable", "Unwanted")) for reason in reasons)


@pytest.mark.usefixtures("work")
def test_a_failing_reaction_is_tried_again_later_and_mended_once(echo: Asker, store: Store) -> None:
    echo.call("echo", "count", {"id": "bad", "note": "poison"})
    echo.call("echo", "count", {"id": "good"})
    until(lambda: store.db.heard.count_documents({"id": "good"}) == 1)
    until(lambda: store.db.inbox_failed.count_documents({"status": "waiting", "attempts": 2}) == 1)
    row = store.db.inbox_failed.find_one({})
    assert row is not None
    assert (row["type"], row["handler"]) == ("echo.counter.counted.v1", "hear")
    assert row["reason"] == "ValueError: poison"
    assert row["due_at"] > now()
    store.db.repaired.insert_one({})
    store.db.inbox_failed.update_one(
        {"_id": row["_id"]}, {"$set": {"due_at": datetime(2018, 1, 1, tzinfo=UTC)}}
    )
    until(lambda: store.db.heard.count_documents({"id": "bad"}) == 1)
    assert store.db.inbox_failed.count_documents({}) == 0


@pytest.mark.usefixtures("work")
def test_the_same_event_twice_has_one_effect(
    echo: Asker, store: Store, channel: Any, subscriber: str
) -> None:
    echo.call("echo", "count", {"id": "a"})
    _, body = heard(channel, subscriber, 1)[0]
    for _ in range(5):
        put(channel, json.dumps(body).encode())
    echo.call("echo", "count", {"id": "b"})
    until(lambda: store.db.heard.count_documents({"id": "b"}) == 1)
    assert store.db.heard.count_documents({"id": "a"}) == 1
