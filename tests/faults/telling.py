"""Writers that tell the versions of their aggregates, and what a queue has heard of them."""

import json
import random
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any, NamedTuple

import pika

from chassis.mongo import Store, Transaction
from tests.support.echo.worker import COUNTED

AGGREGATES = 8
QUEUE = "told"
PAUSE_SECONDS = 0.03
"""Between two transactions of a writer: the load is a pace, not whatever the store can take."""


class Fact(NamedTuple):
    """One of those that share a version differ in `note`."""

    aggregate: str
    version: int
    note: str


@dataclass
class Writers:
    """Each has aggregates of its own; some commit late, so that a smaller event id comes after a greater, and
    some tell of all of them at once, which makes a row of many."""

    store: Store
    committed: list[Fact] = field(default_factory=list)

    @contextmanager
    def at_work(self, count: int = 4) -> Iterator[None]:
        stop = threading.Event()
        with ThreadPoolExecutor(count) as pool:
            writing = [pool.submit(self._write, number, stop) for number in range(count)]
            try:
                yield
            finally:
                stop.set()
        for one in writing:
            one.result()

    def _write(self, number: int, stop: threading.Event) -> None:
        chance = random.Random(number)
        names = [f"{number}-{n}" for n in range(AGGREGATES)]
        versions = dict.fromkeys(names, 0)
        while not stop.wait(PAUSE_SECONDS):
            told = names if chance.random() < 0.1 else [chance.choice(names)]
            notes = [str(n) for n in range(chance.randint(1, 3))]
            facts = [Fact(name, versions[name] + 1, note) for name in told for note in notes]
            self._commit(facts, late=chance.random() < 0.1)
            versions |= {name: versions[name] + 1 for name in told}

    def _commit(self, facts: list[Fact], late: bool) -> None:
        def work(tx: Transaction) -> None:
            told = [
                COUNTED.make(subject=f"counters/{id}", version=version, data={"id": id, "note": note})
                for id, version, note in facts
            ]
            tx.tell(*told)
            if late:
                time.sleep(0.05)

        self.store.transact(work, seconds=20)
        self.committed += facts


def fact(event: dict[str, Any]) -> Fact:
    return Fact(event["data"]["id"], event["version"], event["data"]["note"])


@dataclass
class Queue:
    """A durable queue of its own that hears all of echo's public events."""

    channel: Any
    heard: list[dict[str, Any]] = field(default_factory=list)

    @classmethod
    @contextmanager
    def bound(cls, amqp_uri: str) -> Iterator["Queue"]:
        parameters = pika.URLParameters(amqp_uri)
        parameters.heartbeat = 0  # nobody looks after it until the queue is drained
        with pika.BlockingConnection(parameters) as connection:
            channel = connection.channel()
            channel.exchange_declare("echo.events", "topic", durable=True)
            channel.queue_declare(QUEUE, durable=True, arguments={"x-queue-type": "quorum"})
            channel.queue_bind(QUEUE, "echo.events", "#")
            yield cls(channel)

    def drain(self) -> int:
        """Takes what is there, and returns how many different events that makes so far."""
        for method, _, body in self.channel.consume(QUEUE, auto_ack=True, inactivity_timeout=0.5):
            if method is None:
                break
            self.heard.append(json.loads(body))
        self.channel.cancel()
        return len({event["id"] for event in self.heard})

    def first_heard(self) -> list[dict[str, Any]]:
        """In the order of first delivery; the same event again is the same under the same sequence."""
        firsts: dict[str, dict[str, Any]] = {}
        for event in self.heard:
            assert firsts.setdefault(event["id"], event) == event
        return list(firsts.values())
