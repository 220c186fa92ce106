"""An independent subscriber: every public event with its properties, as the broker delivers it."""

import json
import threading
from dataclasses import dataclass
from typing import Any, Self

import pika

EXCHANGES = ("membership.events", "agenda.events", "notify.events")


@dataclass(frozen=True)
class Heard:
    event: dict[str, Any]
    routing_key: str
    properties: pika.BasicProperties


class Subscriber:
    def __init__(self, amqp_uri: str) -> None:
        self._uri = amqp_uri
        self._ready, self._stop = threading.Event(), threading.Event()
        self._thread = threading.Thread(target=self._listen, daemon=True)
        self.heard: list[Heard] = []

    def __enter__(self) -> Self:
        self._thread.start()
        assert self._ready.wait(10)
        return self

    def __exit__(self, *_: object) -> None:
        self._stop.set()
        self._thread.join()

    def about(self, subject: str) -> list[Heard]:
        return [one for one in list(self.heard) if one.event["subject"] == subject]

    def _listen(self) -> None:
        connection = pika.BlockingConnection(pika.URLParameters(self._uri))
        channel = connection.channel()
        queue = channel.queue_declare("", exclusive=True).method.queue
        for exchange in EXCHANGES:
            channel.queue_bind(queue, exchange, "#")
        channel.basic_consume(queue, self._take, auto_ack=True)
        self._ready.set()
        while not self._stop.is_set():
            connection.process_data_events(time_limit=0.1)
        connection.close()

    def _take(self, _: Any, method: Any, properties: pika.BasicProperties, body: bytes) -> None:
        self.heard.append(Heard(json.loads(body), method.routing_key, properties))
