"""The queues that are measured; each takes every event, and is gone afterwards."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pika

from benchmarks.events.sample import SERVICE, TYPE
from chassis import declaring, topology
from chassis.publisher import Publisher

EXCHANGE = topology.exchange(SERVICE, "public")
INBOX = topology.inbox(SERVICE)
QUORUM = {"x-queue-type": "quorum", "x-delivery-limit": topology.DELIVERY_LIMIT}
SECONDS = 30


class Queues:
    def __init__(self, amqp_uri: str) -> None:
        self._uri = amqp_uri
        self._parameters = pika.URLParameters(amqp_uri)

    @contextmanager
    def quorum(self) -> Iterator[str]:
        """With nobody who consumes from it."""
        name = f"{SERVICE}.heard"
        with self._gone(name), self._channel() as channel:
            topology.declare_exchanges(channel, SERVICE)
            channel.queue_declare(name, durable=True, arguments=QUORUM)
            channel.queue_bind(name, EXCHANGE, TYPE)
            yield name

    @contextmanager
    def inbox(self) -> Iterator[str]:
        """As a service of ours declares it: a quorum queue too."""
        with self._gone(INBOX, topology.dead(SERVICE)), self._channel() as channel:
            declaring.declare_service(channel, SERVICE, [(TYPE, "public")])
            yield INBOX

    @contextmanager
    def nameko(self) -> Iterator[str]:
        """As nameko's event handler declares it: a classic queue."""
        name = f"evt-{SERVICE}-{TYPE}--bench_stock.hear"
        with self._gone(name), self._channel() as channel:
            topology.declare_exchanges(channel, SERVICE)
            channel.queue_declare(name, durable=True)
            channel.queue_bind(name, EXCHANGE, TYPE)
            yield name

    @contextmanager
    def publisher(self) -> Iterator[Publisher]:
        """One that makes sure that a queue took each message."""
        publisher = Publisher(self._uri, lambda channel: None, mandatory=True)
        publisher.open()
        try:
            yield publisher
        finally:
            publisher.close()

    def wait_for_depth(self, queue: str, depth: int) -> None:
        self._wait(queue, lambda found: bool(found.message_count == depth), f"{depth} messages")

    def wait_for_consumer(self, queue: str) -> None:
        self._wait(queue, lambda found: bool(found.consumer_count), "a consumer")

    def _wait(self, queue: str, ready: Callable[[Any], bool], what: str) -> None:
        deadline = time.monotonic() + SECONDS
        while not ready(found := self._declared(queue)):
            assert time.monotonic() < deadline, f"{queue} has not {what}, but is {found}"
            time.sleep(0.2)

    def _declared(self, queue: str) -> Any:
        with self._channel() as channel:
            return channel.queue_declare(queue, passive=True).method

    @contextmanager
    def _gone(self, *names: str) -> Iterator[None]:
        self._delete(names)  # of a run that was killed
        try:
            yield
        finally:
            self._delete(names)

    def _delete(self, names: tuple[str, ...]) -> None:
        with self._channel() as channel:
            for name in names:
                channel.queue_delete(name)

    @contextmanager
    def _channel(self) -> Iterator[Any]:
        with pika.BlockingConnection(self._parameters) as connection:
            yield connection.channel()
