"""The connection of a service's inbox: it receives, hands to the lanes, and acknowledges what is committed.

Its thread never works on an event, so that heartbeats are kept whatever a reaction does; it never publishes.
"""

import random
import threading
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from queue import SimpleQueue
from typing import Any

import pika

from chassis import declaring, log, topology
from chassis.connection import connect
from chassis.delivery import Delivery
from chassis.inbox import Inbox
from chassis.lanes import Lanes
from chassis.ledger import Ledger
from chassis.settling import Settler

PREFETCH, PREFETCH_DEAD = 200, 10
REBIND_SECONDS = 5.0
POLL_SECONDS = 0.5
FINISH_SECONDS, FINISH_POLL_SECONDS = 6.0, 0.05
FIRST_DELAY, LONGEST_DELAY = 0.2, 2.0

logger = log.get(__name__)


class Consumer:
    """Runs in the main thread of `work`."""

    def __init__(self, service: str, amqp_uri: str, inbox: Inbox, settler: Settler) -> None:
        self._service = service
        self._uri = amqp_uri
        self._inbox = inbox
        self._lanes = Lanes(settler.settle, self._settled)
        self._arrived: list[Delivery] = []
        self._done: SimpleQueue[Sequence[Delivery]] = SimpleQueue()
        self._delay = FIRST_DELAY
        self._finish_by = 0.0
        self.connected = False

    @property
    def busy(self) -> bool:
        """Whether a reaction is at work; after a stop, one that took longer than can be waited for."""
        return self._lanes.active > 0

    @property
    def behind(self) -> bool:
        """Whether more events are here than are at work."""
        return self._lanes.waiting

    def run(self, stop: threading.Event) -> None:
        """Until `stop`, and then until what was begun is finished and acknowledged."""
        self._lanes.start()
        while not stop.is_set():
            try:
                with connect(self._uri) as connection:
                    self._consume(connection, stop)
            except (pika.exceptions.AMQPError, OSError) as error:
                logger.warning("consumer_disconnected", reason=type(error).__name__, seconds=self._delay)
            finally:
                self.connected = False
                self._lanes.drop()
            stop.wait(self._delay * random.uniform(0.5, 1.0))
            self._delay = min(self._delay * 2, LONGEST_DELAY)
        self._finish()

    def _consume(self, connection: Any, stop: threading.Event) -> None:
        channel, net = connection.channel(), connection.channel()
        declaring.declare_service(channel, self._service, self._inbox.heard())
        ledger = Ledger()
        self._arrived, self._done = [], SimpleQueue()
        self._subscribe(channel, topology.inbox(self._service), PREFETCH, spent=False)
        self._subscribe(net, topology.dead(self._service), PREFETCH_DEAD, spent=True)
        self.connected, self._delay = True, FIRST_DELAY
        self._rebind_later(connection, channel)
        while not stop.is_set():
            self._turn(connection, ledger)
            if not (channel.consumer_tags and net.consumer_tags):
                raise pika.exceptions.ConsumerCancelled(None)
        self._leave(connection, (channel, net), ledger)

    def _turn(self, connection: Any, ledger: Ledger, seconds: float = POLL_SECONDS) -> None:
        connection.process_data_events(time_limit=seconds)
        arrived, self._arrived = self._arrived, []
        for delivery in arrived:
            ledger.add(delivery)
        if arrived:
            self._lanes.add(arrived)
        while not self._done.empty():
            ledger.acknowledge(self._done.get())

    def _leave(self, connection: Any, channels: Sequence[Any], ledger: Ledger) -> None:
        """Finishes what the lanes have begun, and gives the rest back first."""
        for channel in channels:
            for tag in channel.consumer_tags:
                channel.basic_cancel(tag)
        ledger.give_back(self._lanes.close())
        self._finish(lambda: self._turn(connection, ledger, FINISH_POLL_SECONDS))
        self._turn(connection, ledger, 0)

    def _finish(self, meanwhile: Callable[[], None] = lambda: time.sleep(FINISH_POLL_SECONDS)) -> None:
        """Also where the connection is lost meanwhile: what is committed then comes again, and is known."""
        self._lanes.close()
        self._finish_by = self._finish_by or time.monotonic() + FINISH_SECONDS
        while self._lanes.active and time.monotonic() < self._finish_by:
            meanwhile()

    def _rebind_later(self, connection: Any, channel: Any) -> None:
        def rebind() -> None:
            topology.bind_inbox(channel, self._service, self._inbox.heard())
            connection.call_later(REBIND_SECONDS, rebind)

        connection.call_later(REBIND_SECONDS, rebind)

    def _subscribe(self, channel: Any, queue: str, prefetch: int, *, spent: bool) -> None:
        def deliver(_channel: Any, method: Any, properties: Any, body: bytes) -> None:
            headers, content_type = dict(properties.headers or {}), properties.content_type
            delivery = Delivery(channel, method.delivery_tag, body, headers, content_type, spent)
            self._arrived.append(delivery)

        channel.basic_qos(prefetch_count=prefetch)
        channel.basic_consume(queue, deliver)

    def _settled(self, deliveries: Sequence[Delivery]) -> None:
        """From a lane. What comes too late for its connection is delivered again, and known then."""
        self._done.put(deliveries)
        for delivery in deliveries[:1]:
            with suppress(pika.exceptions.ConnectionWrongStateError):
                delivery.channel.connection.add_callback_threadsafe(lambda: None)
