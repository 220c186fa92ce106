"""What the services tell in the process of a test is held against its promise, each event as it is kept."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pika
import pymongo
import pytest

from chassis import envelope, outbox
from chassis.envelope import Event
from tests.integration.untold import Untold
from tests.support.overheard import overhearing
from tests.support.promised import broken
from tests.support.servers import Servers
from wara.definitions import SERVICES


@pytest.fixture(scope="session", autouse=True)
def promises() -> Iterator[None]:
    """Those of the tests' own services are promised to nobody."""
    found = set[str]()

    def encode(event: Event) -> bytes:
        if event.source in SERVICES and (wrong := broken(event.to_dict())):
            found.add(wrong)
        return envelope.encode(event)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(outbox, "encode", encode)
        yield
    assert not found, sorted(found)[:5]


@pytest.fixture(scope="session")
def untold(servers: Servers) -> Iterator[Untold]:
    with servers.vhost() as amqp_uri, overhearing(replace(servers, amqp_uri=amqp_uri)):
        yield Untold(amqp_uri)


@pytest.fixture
def database(database: str, client: "pymongo.MongoClient[Any]", untold: Untold) -> Iterator[str]:
    yield database
    untold.tell(client[database])


@pytest.fixture
def env(servers: Servers, amqp_uri: str, database: str, keys: Path) -> dict[str, str]:
    """What a process of one service is told, with a virtual host and a database of the test's own."""
    return {
        "AMQP_URI": amqp_uri,
        "MONGODB_URI": servers.mongodb_uri,
        "MONGODB_DATABASE": database,
        "CALL_PUBLIC_KEY_FILE": str(keys / "call.pub"),
        "CALL_PRIVATE_KEY_FILE": str(keys / "call.key"),
    }


@pytest.fixture
def channel(amqp_uri: str) -> Iterator[Any]:
    with pika.BlockingConnection(pika.URLParameters(amqp_uri)) as connection:
        yield connection.channel()
