"""An independent subscriber: keeps every public event it is given, in the order of delivery, repeats too.

Each is to be as it is promised.
"""

import json
import threading
import uuid
from dataclasses import dataclass
from typing import Any, Self

import pika

from chassis.connection import connect
from tests.support.overheard import note
from tests.support.promised import broken

EXCHANGES = ("membership.events", "agenda.events", "notify.events")
PAUSE_SECONDS = 0.2
PREFETCH = 500


@dataclass(frozen=True, slots=True)
class Heard:
    id: str
    type: str
    source: str
    subject: str
    sequence: int
    version: int


class Listener:
    """Its queue is durable and its own; it comes back by itself when the broker has been away."""

    def __init__(self, amqp_uri: str) -> None:
        self._uri = amqp_uri
        self.queue = f"listener.{uuid.uuid4().hex[:8]}"
        self._bound, self._stop = threading.Event(), threading.Event()
        self._thread = threading.Thread(target=self._listen, name="listener", daemon=True)
        self.heard: list[Heard] = []
        self._broken = set[str]()

    def __enter__(self) -> Self:
        self._thread.start()
        assert self._bound.wait(20), "the listener could not bind its queue"
        return self

    def __exit__(self, *_: object) -> None:
        self._stop.set()
        self._thread.join(20)
        connection = connect(self._uri)
        connection.channel().queue_delete(self.queue)
        connection.close()
        note(one.type for one in self.heard)
        assert not self._broken, sorted(self._broken)[:5]

    def of(self, source: str, after: int = 0) -> list[Heard]:
        """What the source told past a sequence."""
        return [one for one in list(self.heard) if one.source == source and one.sequence > after]

    def _listen(self) -> None:
        while not self._stop.is_set():
            try:
                self._consume(connect(self._uri))
            except (pika.exceptions.AMQPError, OSError):
                self._stop.wait(PAUSE_SECONDS)

    def _consume(self, connection: Any) -> None:
        channel = connection.channel()
        channel.queue_declare(self.queue, durable=True, arguments={"x-queue-type": "quorum"})
        for exchange in EXCHANGES:
            channel.exchange_declare(exchange, "topic", durable=True)
            channel.queue_bind(self.queue, exchange, "#")
        channel.basic_qos(prefetch_count=PREFETCH)
        channel.basic_consume(self.queue, self._take)
        self._bound.set()
        while not self._stop.is_set():
            connection.process_data_events(time_limit=0.1)
        connection.close()

    def _take(self, channel: Any, method: Any, _properties: Any, body: bytes) -> None:
        event = json.loads(body)
        if wrong := broken(event):
            self._broken.add(wrong)
        names = ("id", "type", "source", "subject", "sequence", "version")
        self.heard.append(Heard(**{name: event[name] for name in names}))
        channel.basic_ack(method.delivery_tag)
