"""The log, the lease and the relay, against a real store and broker, each fault by itself."""

import json
from collections.abc import Callable, Iterator
from typing import Any

import pika
import pymongo
import pytest
from pymongo.monitoring import CommandFailedEvent, CommandListener, CommandStartedEvent, CommandSucceededEvent

from chassis import eventlog, ids, lease
from chassis.clock import now, to_wire
from chassis.config import EVENT_LIMIT
from chassis.envelope import Told
from chassis.eventlog import PUBLIC, AnotherRelay, EventLog
from chassis.lease import Lease
from chassis.mongo import Document, Store
from chassis.outbox import OUTBOX
from tests.integration.chassis.line import COUNTED
from tests.integration.chassis.relaying import relaying
from tests.support.polling import until
from tests.support.servers import Servers

Row = Callable[..., Document]


@pytest.fixture
def log(store: Store) -> EventLog:
    store.prepare(eventlog.INDEXES)
    return EventLog(store.db, PUBLIC)


@pytest.fixture
def queue(amqp_uri: str) -> Iterator[Any]:
    """The channel on which the queue `q` hears all that echo tells, in public and in private."""
    with pika.BlockingConnection(pika.URLParameters(amqp_uri)) as connection:
        channel = connection.channel()
        channel.queue_declare("q", durable=True, arguments={"x-queue-type": "quorum"})
        for exchange in ("echo.events", "echo.private"):
            channel.exchange_declare(exchange, "topic", durable=True)
            channel.queue_bind("q", exchange, "#")
        yield channel


def row(version: int, padding: int = 0, **changes: Any) -> Document:
    id = ids.new_id()
    event = {
        "specversion": "1.0",
        "id": id,
        "type": COUNTED,
        "source": "echo",
        "subject": "counters/a",
        "time": to_wire(now()),
        "dataclassification": "public",
        "version": version,
        "correlationid": id,
        "data": {"id": "a", "note": "ก" * padding},
    }
    outer = {"_id": id, "stream": "public", "aggregate": "counters/a", "version": version, "position": 0}
    return {**outer, "event": event, **changes}


def bodies(channel: Any, count: int) -> list[bytes]:
    found: list[bytes] = []

    def take() -> bool:
        method, _, body = channel.basic_get("q", auto_ack=True)
        if method is not None:
            found.append(body)
        return len(found) >= count

    until(take)
    return found


def sequences(store: Store) -> list[int]:
    return [entry["_id"] for entry in store.db.events.find().sort("_id", 1)]


def test_the_outbox_is_there_before_anybody_writes(store: Store) -> None:
    """Made in a transaction, it is what all the first ones conflict at."""
    store.db.drop_collection(OUTBOX)
    store.prepare([])
    store.prepare([])
    assert OUTBOX in store.db.list_collection_names()


def test_what_is_logged_already_is_skipped_and_its_number_reused(store: Store, log: EventLog) -> None:
    rows = [row(version) for version in range(1, 8)]
    assert len(log.append([rows[0], rows[3], rows[4]])) == 3
    again = log.append(rows)
    assert [entry["event_id"] for entry in again] == [rows[n]["_id"] for n in (1, 2, 5, 6)]
    assert sequences(store) == list(range(1, 8))
    assert log.append(rows) == []


def test_who_appends_under_a_number_that_is_taken_stops(store: Store, log: EventLog) -> None:
    log.append([row(1)])
    other = EventLog(store.db, PUBLIC)
    other.append([row(2)])
    with pytest.raises(AnotherRelay):
        log.append([row(3), row(4)])
    log.forget_position()
    log.append([row(3)])
    assert sequences(store) == [1, 2, 3]


@pytest.mark.parametrize("length", [0, 1, 2, 3, 4, 7, 8, 9, 100])
@pytest.mark.parametrize("through", [0, 1, 3])
def test_the_end_is_found_from_the_watermark_on(
    store: Store, log: EventLog, length: int, through: int
) -> None:
    log.append([row(version) for version in range(length)])
    log.watermark()
    log.raise_watermark(min(through, length))
    assert EventLog(store.db, PUBLIC).last() == length


def test_the_watermark_never_goes_back(log: EventLog) -> None:
    log.watermark()
    log.raise_watermark(5)
    log.raise_watermark(3)
    assert log.watermark() == 5


def test_what_can_never_be_sent_is_parked_and_holds_nothing_up(
    store: Store, log: EventLog, amqp_uri: str, queue: Any
) -> None:
    wrong = {
        "too large": row(1, padding=EVENT_LIMIT // 3),
        "malformed": row(2) | {"event": {"type": COUNTED, "dataclassification": "public"}},
        "restricted in the public log": row(3),
        "no short text": row(4),
    }
    wrong["restricted in the public log"]["event"]["dataclassification"] = "restricted"
    wrong["no short text"]["event"]["type"] = "echo." + "x" * 255
    good = [row(5), row(6)]
    store.db[OUTBOX].insert_many([*wrong.values(), *good])
    with relaying(store, amqp_uri):
        until(lambda: log.watermark() == 6)
    assert [good[n]["_id"].encode() in body for n, body in enumerate(bodies(queue, 2))] == [True, True]
    parked = {entry["_id"]: entry["reason"] for entry in store.db.parked.find()}
    assert set(parked) == {f"events/{n}" for n in range(1, 5)}
    for number, reason in enumerate(wrong, 1):
        assert reason in parked[f"events/{number}"]


def test_nothing_is_told_before_the_own_inbox_is_bound(store: Store, log: EventLog, amqp_uri: str) -> None:
    """The consumer of the same process may come later; what nobody is bound to, the broker drops."""
    store.db[OUTBOX].insert_many([row(version) for version in range(1, 4)])
    with relaying(store, amqp_uri):
        until(lambda: log.watermark() == 3)
    with pika.BlockingConnection(pika.URLParameters(amqp_uri)) as connection:
        inbox = connection.channel().queue_declare("echo.inbox", passive=True)
        assert inbox.method.message_count == 3


def test_what_the_broker_refuses_is_tried_for_ever_and_holds_its_place(
    store: Store, log: EventLog, amqp_uri: str, queue: Any
) -> None:
    short = {"x-max-length": 3, "x-overflow": "reject-publish"}
    queue.queue_delete("q")
    queue.queue_declare("q", durable=True, arguments=short)
    queue.queue_bind("q", "echo.events", "#")
    store.db[OUTBOX].insert_many([row(version) for version in range(1, 9)])
    with relaying(store, amqp_uri):
        until(lambda: log.watermark() == 3)
        heard: set[int] = set()
        while heard != set(range(1, 9)):
            heard.update(json.loads(body)["sequence"] for body in bodies(queue, 1))
        until(lambda: log.watermark() == 8)


def test_a_row_that_can_have_no_entry_is_kept_aside_whole(
    store: Store, log: EventLog, amqp_uri: str, queue: Any
) -> None:
    strange = [row(1, stream="internal"), row(2, event="text"), {"_id": "bare"}]
    store.db[OUTBOX].insert_many([*strange, row(3)])
    with relaying(store, amqp_uri):
        until(lambda: log.watermark() == 1)
        until(lambda: store.db[OUTBOX].count_documents({}) == 0)
    kept = {entry["_id"]: entry["row"] for entry in store.db.parked.find()}
    assert kept == {f"outbox/{one['_id']}": one for one in strange}


def test_a_backlog_is_read_once_however_many_batches_it_makes(
    store: Store, amqp_uri: str, servers: Servers, log: EventLog, queue: Any
) -> None:
    store.db[OUTBOX].insert_many([row(version) for version in range(1, 1201)])
    reads = Reads()
    with (
        pymongo.MongoClient[Document](servers.mongodb_uri, event_listeners=[reads]) as client,
        relaying(Store(client, store.db.name), amqp_uri),
    ):
        until(lambda: log.watermark() == 1200, seconds=30)
    assert reads.made <= 2, "once, and perhaps once more to find nothing"
    assert [entry["event"]["version"] for entry in log.after(0, 1200)] == list(range(1, 1201))


def test_what_is_told_of_many_at_once_is_a_row_for_a_hundred(
    store: Store, log: EventLog, amqp_uri: str, queue: Any
) -> None:
    """And it does not matter that somebody has logged a part of them before."""
    many = [told(f"counters/{n % 7}", version=n // 7) for n in range(250)]
    store.transact(lambda tx: tx.tell(*many))
    rows = list(store.db[OUTBOX].find())
    assert [len(one["packed"]) for one in rows] == [100, 100, 50]
    EventLog(store.db, PUBLIC).append(rows[1]["packed"][:40])
    with relaying(store, amqp_uri):
        until(lambda: log.watermark() == 250)
        until(lambda: store.db[OUTBOX].count_documents({}) == 0)
    entries = log.after(40, 250)
    assert len({one["event_id"] for one in log.after(0, 250)}) == 250
    assert [(one["subject"], one["event"]["version"]) for one in entries] == sorted(
        (one["subject"], one["event"]["version"]) for one in entries
    )
    assert store.db.parked.count_documents({}) == 0


def told(subject: str, version: int) -> Told:
    data = {"id": subject.rpartition("/")[2]}
    return Told(type=COUNTED, subject=subject, version=version, data=data, dataclassification="public")


class Reads(CommandListener):
    """How often the outbox was read, not only looked into."""

    made = 0

    def started(self, event: CommandStartedEvent) -> None:
        self.made += event.command.get("find") == OUTBOX and "hint" in event.command

    def succeeded(self, event: CommandSucceededEvent) -> None: ...

    def failed(self, event: CommandFailedEvent) -> None: ...


def test_an_entry_that_another_logged_and_never_told_is_told(
    store: Store, log: EventLog, amqp_uri: str, queue: Any
) -> None:
    """The lease went and came back within a beat; who had it meanwhile died between log and broker."""
    with relaying(store, amqp_uri):
        store.db[OUTBOX].insert_one(row(1))
        until(lambda: log.watermark() == 1)
        store.db[lease.LEASES].update_one({"_id": "relay"}, {"$inc": {"beat": 2}})
        EventLog(store.db, PUBLIC).append([row(2)])
        until(lambda: log.watermark() == 2)
    assert len(bodies(queue, 2)) == 2


def test_the_lease_is_one_holders_until_its_beat_stands_still(store: Store, monkeypatch: Any) -> None:
    monkeypatch.setattr(lease, "STALE_SECONDS", 0.5)
    monkeypatch.setattr(lease, "BEAT_SECONDS", 0.0)
    one, two = Lease(store.db, "relay", "one"), Lease(store.db, "relay", "two")
    assert one.held()
    assert not two.held()
    assert one.held()
    assert not two.held()
    until(two.held)
    assert not one.held()
    assert (one.term, two.term) == (1, 1)
    two.release()
    assert one.held()
    assert one.term == 2
    again = Lease(store.db, "relay", "one")
    assert again.held()
    assert one.held()
    assert one.term == 3
