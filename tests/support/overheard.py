"""What brokers are really given: each event is held against its promise, and its type noted for the run.

RabbitMQ tells of it itself (`amq.rabbitmq.trace`), past all bindings: what nobody takes stays unrouted.
"""

import json
import os
import uuid
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from typing import Any

from chassis import topology
from chassis.connection import connect
from tests.support.promised import broken
from tests.support.servers import Servers
from wara.definitions import SERVICES
from wara.management import Management

EXCHANGES = (
    *(topology.exchange(service, "public") for service in SERVICES),
    *(topology.exchange(service, "restricted") for service in SERVICES),
    topology.ANSWERS,
)
FOLDER = "HEARD"
"""Names the folder that `make test` looks into at its end; without it nothing is noted."""


@contextmanager
def overhearing(servers: Servers) -> Iterator[None]:
    """Every event of the virtual host of its AMQP URI; at the end it fails where one is not as promised."""
    management = Management(servers.management_uri, servers.amqp_uri)
    queue = f"overheard.{uuid.uuid4().hex[:8]}"
    management.put(management.place("vhosts"), {"tracing": True})
    with connect(servers.amqp_uri) as connection:
        channel = connection.channel()
        channel.queue_declare(queue, durable=True)
        for exchange in (*EXCHANGES, ""):
            channel.queue_bind(queue, "amq.rabbitmq.trace", f"publish.{exchange}")
    yield
    with connect(servers.amqp_uri) as connection:
        channel = connection.channel()
        events = list(_events(channel, queue))
        channel.queue_delete(queue)
    management.put(management.place("vhosts"), {"tracing": False})
    note(event["type"] for event in events)
    found = {wrong for event in events if (wrong := broken(event))}
    assert not found, sorted(found)[:5]


def note(types: Iterable[str]) -> None:
    if folder := os.environ.get(FOLDER):
        with (Path(folder) / str(os.getpid())).open("a", encoding="utf-8") as file:
            file.writelines(f"{type}\n" for type in sorted(set(types)))


def _events(channel: Any, queue: str) -> Iterator[dict[str, Any]]:
    """Past the exchanges, straight into one queue, only the gateway tells an event."""
    waiting = channel.queue_declare(queue, passive=True).method.message_count
    for _, properties, body in islice(channel.consume(queue, auto_ack=True), waiting):
        sender = properties.headers["properties"].get("app_id")
        if properties.headers["exchange_name"] or sender == "gateway":
            yield json.loads(body)
    if waiting:
        channel.cancel()
