"""Two relays of one service under load, robbed of their lease and frozen past it, again and again."""

import random
import signal
import subprocess
import time
from collections import defaultdict
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from chassis.eventlog import PUBLIC, EventLog
from chassis.lease import LEASES
from chassis.mongo import Store
from tests.faults import scale
from tests.faults.telling import Fact, Queue, Writers, fact
from tests.support.polling import until
from tests.support.servers import Servers
from tests.support.services import process

TAKEN_WITHIN = 20.0
ROUNDS = scale.times(20)

Relays = dict[str, subprocess.Popen[bytes]]


@pytest.fixture
def relays(servers: Servers, amqp_uri: str, database: str, tmp_path: Path) -> Iterator[Relays]:
    shared = {"AMQP_URI": amqp_uri, "MONGODB_URI": servers.mongodb_uri, "MONGODB_DATABASE": database}
    with ExitStack() as running:
        yield {
            name: running.enter_context(
                process(
                    ["tests.faults.relaying", "work"],
                    {**shared, "INSTANCE": name},
                    tmp_path / f"{name}.log",
                )
            )
            for name in ("one", "two")
        }


@scale.only_full("losing the lease twenty times")
@pytest.mark.timeout(900)
def test_no_gap_no_number_twice_and_each_aggregate_in_order(
    store: Store, relays: Relays, amqp_uri: str, keep: Any
) -> None:
    writers = Writers(store)
    with Queue.bound(amqp_uri) as queue:
        with writers.at_work():
            for _ in range(ROUNDS):
                rob(store)
                freeze(store, relays)
        until(lambda: store.db.outbox.count_documents({}) == 0, seconds=60, every=0.2)
        log = EventLog(store.db, PUBLIC)
        until(lambda: log.watermark() == log.last(), seconds=60, every=0.2)
        until(lambda: queue.drain() >= log.last(), seconds=60)
    entries = list(store.db.events.find().sort("_id", 1))
    first = queue.first_heard()
    assert [entry["_id"] for entry in entries] == list(range(1, len(entries) + 1))
    assert len({entry["event_id"] for entry in entries}) == len(entries)
    assert sorted(fact(entry["event"]) for entry in entries) == sorted(writers.committed)
    assert sorted(event["sequence"] for event in first) == [entry["_id"] for entry in entries]
    assert out_of_order(fact(entry["event"]) for entry in entries) == []
    assert out_of_order(map(fact, first)) == []
    keep("two relays", rounds=ROUNDS, events=len(entries), told_again=len(queue.heard) - len(first))


def holder(store: Store) -> str | None:
    lease = store.db[LEASES].find_one({"_id": "relay"})
    return lease["holder"] if lease else None


def leading(store: Store) -> str:
    return until(lambda: holder(store) or "", seconds=TAKEN_WITHIN)


def rob(store: Store) -> None:
    """The lease is another's, while its holder is at work and does not know yet."""
    other = {"one": "two", "two": "one"}[leading(store)]
    store.db[LEASES].update_one({"_id": "relay"}, {"$set": {"holder": other}})
    time.sleep(random.uniform(0.5, 3))  # both at work; that is the fault


def freeze(store: Store, relays: Relays) -> None:
    """The holder stands still wherever it is, until the other has the lease; then it goes on."""
    name = leading(store)
    relays[name].send_signal(signal.SIGSTOP)
    try:
        until(lambda: holder(store) not in (name, None), seconds=TAKEN_WITHIN)
        time.sleep(random.uniform(0, 1))  # the other is in the middle of it
    finally:
        relays[name].send_signal(signal.SIGCONT)


def out_of_order(facts: Iterable[Fact]) -> list[tuple[Fact, Fact]]:
    """Neighbours of one aggregate where the later is older."""
    told: dict[str, list[Fact]] = defaultdict(list)
    for one in facts:
        told[one.aggregate].append(one)
    return [
        (before, after)
        for facts_of_one in told.values()
        for before, after in pairwise(facts_of_one)
        if (after.version, after.note) <= (before.version, before.note)
    ]
