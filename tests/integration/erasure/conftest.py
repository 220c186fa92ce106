"""The three services as processes, on a real broker, store and mail server, in a corner of their own."""

from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pika
import pytest

from chassis import topology
from chassis.mongo import Store
from tests.integration.membership.conftest import COMMITTEE_FILE
from tests.integration.notify.mailbox import Mailbox, open_mailbox
from tests.support.asking import Asker
from tests.support.overheard import overhearing
from tests.support.servers import Servers, database_name
from tests.support.services import process

SERVICES = ("notify", "agenda", "membership")
"""In the order in which they start: what membership tells first is heard by all."""


@dataclass(frozen=True)
class Installation:
    """`logs` are of all processes; `overheard` is what went over the exchanges, private ones too."""

    gateway: Asker
    stores: dict[str, Store]
    logs: list[Path]
    mailbox: Mailbox
    channel: Any
    overheard: str

    def send(self, service: str, *bodies: bytes, **properties: Any) -> None:
        """Straight into a service's inbox."""
        for body in bodies:
            self.channel.basic_publish("", topology.inbox(service), body, pika.BasicProperties(**properties))

    def heard(self) -> list[bytes]:
        """What was overheard since it was last asked."""
        found = []
        while (message := self.channel.basic_get(self.overheard, auto_ack=True))[0] is not None:
            found.append(message[2])
        return found


@pytest.fixture
def stores(store: Store) -> Iterator[dict[str, Store]]:
    names = {service: database_name() for service in SERVICES}
    yield {service: Store(store.client, name) for service, name in names.items()}
    for name in names.values():
        store.client.drop_database(name)


@pytest.fixture
def installation(
    servers: Servers, amqp_uri: str, stores: dict[str, Store], keys: Path, tmp_path: Path, channel: Any
) -> Iterator[Installation]:
    queue = channel.queue_declare("", exclusive=True).method.queue
    for service in SERVICES:
        topology.declare_exchanges(channel, service)
        channel.queue_bind(queue, topology.exchange(service, "restricted"), "#")
    with overhearing(replace(servers, amqp_uri=amqp_uri)), ExitStack() as running:
        mailbox = running.enter_context(open_mailbox())
        env = {
            "AMQP_URI": amqp_uri,
            "MONGODB_URI": servers.mongodb_uri,
            "CALL_PUBLIC_KEY_FILE": str(keys / "call.pub"),
            "CALL_PRIVATE_KEY_FILE": str(keys / "call.key"),
            "COMMITTEE_FILE": str(COMMITTEE_FILE),
            "LINK_SECRET_FILE": str(keys / "link.key"),
            "SMTP_URI": mailbox.uri,
            "MAIL_FROM": "office@secretariat.example",
            "PUBLIC_URL": "https://wara.example",
            "RETRY_DELAYS": "0.2,600",
        }
        logs = []
        for service, kind in (*((one, "work") for one in SERVICES), ("membership", "serve")):
            logs.append(tmp_path / f"{service}-{kind}.log")
            own = {**env, "MONGODB_DATABASE": stores[service].db.name}
            running.enter_context(process([service, kind], own, logs[-1]))
        gateway = running.enter_context(Asker.started(env, tmp_path / "asker.log"))
        yield Installation(gateway, stores, logs, mailbox, channel, queue)
