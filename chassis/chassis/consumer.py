"""The consumer of a service's inbox queue: decode, react in a transaction, acknowledge after the commit."""

import random
import threading
from dataclasses import dataclass
from typing import Any

import pika
from prometheus_client import Counter

from chassis import log, topology
from chassis.envelope import Event, Undecodable, decode
from chassis.errors import Unavailable
from chassis.failed import FailedRows
from chassis.inbox import Inbox

PREFETCH = 100
SUSPECT_DELIVERIES, SET_ASIDE_DELIVERIES = 3, 10
REBIND_SECONDS = 5.0
FIRST_DELAY, LONGEST_DELAY = 0.2, 2.0

HEARD = Counter("wara_events_heard_total", "Events reacted to, or known already")

logger = log.get(__name__)


@dataclass(frozen=True, slots=True)
class Delivery:
    tag: int
    body: bytes
    headers: dict[str, Any]

    @property
    def deliveries(self) -> int:
        """How often the broker has delivered it before (quorum queues count)."""
        return int(self.headers.get("x-delivery-count", 0))


class Consumer:
    """Runs in the main thread of `work`; its connection never publishes."""

    def __init__(self, service: str, amqp_uri: str, inbox: Inbox, failed: FailedRows) -> None:
        self._service = service
        self._uri = amqp_uri
        self._inbox = inbox
        self._failed = failed
        self._batch: list[Delivery] = []
        self.connected = False

    def run(self, stop: threading.Event) -> None:
        delay = FIRST_DELAY
        while not stop.is_set():
            try:
                with pika.BlockingConnection(self._parameters()) as connection:
                    delay = FIRST_DELAY
                    self._consume(connection, stop)
            except (pika.exceptions.AMQPError, OSError) as error:
                logger.warning("consumer_disconnected", reason=type(error).__name__, seconds=delay)
            finally:
                self.connected = False
            stop.wait(delay * random.uniform(0.5, 1.0))
            delay = min(delay * 2, LONGEST_DELAY)

    def _consume(self, connection: Any, stop: threading.Event) -> None:
        channel = connection.channel()
        self._declare(channel)
        channel.basic_qos(prefetch_count=PREFETCH)
        self._batch.clear()
        channel.basic_consume(topology.inbox(self._service), self._deliver)
        self.connected = True
        self._rebind_later(connection, channel)
        while not stop.is_set():
            connection.process_data_events(time_limit=0.5)
            batch, self._batch = self._batch, []
            if batch and self._handle(connection, batch, stop):
                channel.basic_ack(batch[-1].tag, multiple=True)
        channel.close()

    def _declare(self, channel: Any) -> None:
        heard = self._inbox.heard()
        for source in sorted({self._service, *(kind.split(".", 1)[0] for kind, _ in heard)}):
            topology.declare_exchanges(channel, source)
        topology.declare_inbox(channel, self._service)
        topology.bind_inbox(channel, self._service, heard)

    def _rebind_later(self, connection: Any, channel: Any) -> None:
        def rebind() -> None:
            topology.bind_inbox(channel, self._service, self._inbox.heard())
            connection.call_later(REBIND_SECONDS, rebind)

        connection.call_later(REBIND_SECONDS, rebind)

    def _deliver(self, _channel: Any, method: Any, properties: Any, body: bytes) -> None:
        self._batch.append(Delivery(method.delivery_tag, body, dict(properties.headers or {})))

    def _handle(self, connection: Any, batch: list[Delivery], stop: threading.Event) -> bool:
        """Deals with the whole batch; while the store is away it waits, holding what is unacknowledged.

        False when the process is to stop before it could: then the broker gives the batch to another.
        """
        delay = FIRST_DELAY
        while not stop.is_set():
            try:
                self._settle(batch)
                return True
            except Unavailable as error:
                logger.warning("consumer_paused", reason=type(error).__name__, seconds=delay)
                connection.sleep(delay)
                delay = min(delay * 2, LONGEST_DELAY)
        return False

    def _settle(self, batch: list[Delivery]) -> None:
        events = [(delivery, self._decode(delivery)) for delivery in batch]
        good = [(delivery, event) for delivery, event in events if event is not None]
        if len(good) > 1 and all(delivery.deliveries < SUSPECT_DELIVERIES for delivery, _ in good):
            try:
                self._inbox.take_all([event for _, event in good])
                HEARD.inc(len(good))
                return
            except Exception:  # noqa: BLE001 - one is at fault, or all are too much at once: found one by one
                logger.info("batch_split", size=len(good))
        for delivery, event in good:
            self._settle_one(delivery, event)

    def _settle_one(self, delivery: Delivery, event: Event) -> None:
        if delivery.deliveries >= SET_ASIDE_DELIVERIES:
            self._failed.set_aside(delivery.body, delivery.headers, TooManyDeliveries(), event)
            return
        try:
            self._inbox.take(event)
            HEARD.inc()
        except Unavailable:
            raise
        except Exception as error:  # noqa: BLE001 - whatever a reaction raised becomes a row
            self._failed.set_aside(delivery.body, delivery.headers, error, event)

    def _decode(self, delivery: Delivery) -> Event | None:
        try:
            event = decode(delivery.body)
            self._inbox.subscription(event)
            return event
        except Undecodable as error:
            self._failed.set_aside(delivery.body, delivery.headers, error)
            return None

    def _parameters(self) -> pika.URLParameters:
        parameters = pika.URLParameters(self._uri)
        parameters.heartbeat = 20
        parameters.socket_timeout = 5
        parameters.blocked_connection_timeout = 30
        return parameters


class TooManyDeliveries(Exception):
    """A message that came back so often that it may be what kills its consumers."""
