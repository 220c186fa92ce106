"""An interested system of its own: plain pika, hears every public event, counts each event id once.

Its queue is a durable one, so that nothing is missed while it connects again.
"""

import json
import threading
import uuid
from typing import Any, Self

import pika
from pika.exceptions import AMQPError

from chassis.connection import connect
from wara.problem import Problem

EXCHANGES = ("membership.events", "agenda.events", "notify.events")
BOUND_SECONDS = 15.0
RECONNECT_SECONDS = 0.5
FORGOTTEN_AFTER_MS = 600_000  # the broker removes the queue of a listener that was killed


class Listener:
    """`heard` is event id → (source, sequence)."""

    def __init__(self, amqp_uri: str) -> None:
        self._uri = amqp_uri
        self._queue = f"demo.{uuid.uuid4().hex}"
        self._bound, self._stop = threading.Event(), threading.Event()
        self._thread = threading.Thread(target=self._listen, name="listener", daemon=True)
        self.heard: dict[str, tuple[str, int]] = {}

    def __enter__(self) -> Self:
        self._thread.start()
        if not self._bound.wait(BOUND_SECONDS):
            self._stop.set()
            raise Problem(f"No queue could be bound to {', '.join(EXCHANGES)} within {BOUND_SECONDS:.0f} s.")
        return self

    def __exit__(self, *_: object) -> None:
        self._stop.set()
        self._thread.join()

    def _listen(self) -> None:
        while not self._stop.is_set():
            try:
                self._hear()
            except (AMQPError, OSError):
                self._stop.wait(RECONNECT_SECONDS)

    def _hear(self) -> None:
        connection = connect(self._uri)
        try:
            channel = connection.channel()
            self._bind(channel)
            channel.basic_consume(self._queue, self._take)
            while not self._stop.is_set():
                connection.process_data_events(time_limit=0.2)
            channel.queue_delete(self._queue)
        finally:
            if connection.is_open:
                connection.close()

    def _bind(self, channel: Any) -> None:
        channel.queue_declare(self._queue, durable=True, arguments={"x-expires": FORGOTTEN_AFTER_MS})
        for exchange in EXCHANGES:
            channel.queue_bind(self._queue, exchange, "#")
        self._bound.set()

    def _take(self, channel: Any, method: Any, _: pika.BasicProperties, body: bytes) -> None:
        event = json.loads(body)
        self.heard[event["id"]] = (event["source"], event["sequence"])
        channel.basic_ack(method.delivery_tag)
