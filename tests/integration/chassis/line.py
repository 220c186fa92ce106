"""The wire into the echo service's inbox, and what can be seen of it from outside."""

import json
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pika

from chassis import declaring, ids, topology
from chassis.clock import now, to_wire
from chassis.envelope import CONTENT_TYPE

COUNTED = "echo.counter.counted.v1"


def counted(id: str, **data: Any) -> dict[str, Any]:
    """`note`, `seconds` and `parts` are what the echo service's reaction looks at."""
    return {
        "specversion": "1.0",
        "id": ids.new_id(),
        "type": COUNTED,
        "source": "echo",
        "subject": f"counters/{id}",
        "time": to_wire(now()),
        "version": 1,
        "data": {"id": id, **data},
    }


class Line:
    """Declares what `work` declares, so that messages may be put before it starts."""

    def __init__(self, channel: Any) -> None:
        self.channel = channel
        self.inbox, self.dead = topology.inbox("echo"), topology.dead("echo")
        declaring.declare_service(channel, "echo", [(COUNTED, "public")])
        channel.confirm_delivery()

    @classmethod
    @contextmanager
    def to(cls, amqp_uri: str) -> Iterator["Line"]:
        with pika.BlockingConnection(pika.URLParameters(amqp_uri)) as connection:
            yield cls(connection.channel())

    def put(self, *events: dict[str, Any] | bytes, content_type: str | None = CONTENT_TYPE) -> None:
        properties = pika.BasicProperties(content_type=content_type, delivery_mode=2)
        for event in events:
            body = event if isinstance(event, bytes) else json.dumps(event).encode()
            self.channel.basic_publish("", self.inbox, body, properties)

    def waiting(self, queue: str | None = None) -> int:
        """How many messages no consumer holds."""
        found = self.channel.queue_declare(queue or self.inbox, passive=True)
        return int(found.method.message_count)

    def send_back(self, times: int) -> None:
        """Takes the message at the queue's head and returns it, as consumers do that die of it."""
        for _ in range(times):
            method = None
            while method is None:
                method, _, _ = self.channel.basic_get(self.inbox)
            self.channel.basic_nack(method.delivery_tag, requeue=True)


def logged(log: Path, event: str) -> int:
    return len(re.findall(f'"event": "{event}"', log.read_text()))
