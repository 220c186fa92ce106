"""Partners on a broker that is prepared as deploy/rabbitmq prepares it, with the rights of production."""

import os
import uuid
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pymongo
import pytest

from chassis.connection import connect
from chassis.message import message_of
from chassis.mongo import Store
from tests.integration.local.logs import tell
from tests.support.operator import Operator
from tests.support.servers import Servers
from wara.definitions import SERVICES, definitions
from wara.management import Management
from wara.partners.findings import of_partners
from wara.ports import offset_of
from wara.site import ROOT, Site
from wara.stack import Stack

OFFSET = (offset_of(os.environ) or 2000) + 700  # beside the stacks of other tests
Tell = Callable[..., list[str]]


@pytest.fixture(scope="module")
def amqp_uri(servers: Servers) -> Iterator[str]:
    """One virtual host for all tests of a file: partners keep apart by their names."""
    with servers.vhost() as uri:
        yield uri


@pytest.fixture(scope="module")
def management(servers: Servers, amqp_uri: str) -> Management:
    management = Management(servers.management_uri, amqp_uri)
    management.define(definitions())
    return management


@pytest.fixture
def operator(management: Management, servers: Servers, amqp_uri: str) -> Operator:
    return Operator(
        {
            "AMQP_URI": amqp_uri,
            "AMQP_MANAGEMENT_URI": servers.management_uri,
            "MONGODB_URI": servers.mongodb_uri,
            "PORT_OFFSET": str(OFFSET),
        }
    )


@pytest.fixture
def stores(client: "pymongo.MongoClient[Any]") -> Iterator[dict[str, Store]]:
    """The databases as they are called beside other stacks on one store."""
    stores = {name: Store(client, f"{name}_{OFFSET}") for name in (*SERVICES, "gateway")}
    yield stores
    for store in stores.values():
        store.db.client.drop_database(store.db.name)


@pytest.fixture
def site(operator: Operator, stores: dict[str, Store], tmp_path: Path) -> Site:
    return Site(Stack(ROOT, OFFSET, tmp_path, operator.environment).plan, stores["agenda"].client)


@pytest.fixture
def found(site: Site, management: Management) -> Callable[[], list[str]]:
    """What `wara doctor` says of partners."""
    return lambda: list(of_partners(site, management))


@pytest.fixture
def partner(operator: Operator, stores: dict[str, Store]) -> Iterator[str]:
    """A name of its own; whatever becomes of it, nothing is left."""
    id = f"office-{uuid.uuid4().hex[:8]}"
    yield id
    operator.tries("partners", "remove", id, "--yes")


@pytest.fixture
def channel(amqp_uri: str) -> Iterator[Any]:
    with connect(amqp_uri) as connection:
        channel = connection.channel()
        channel.confirm_delivery()
        yield channel


@pytest.fixture
def told(stores: dict[str, Store], channel: Any) -> Tell:
    """Has the agenda tell an event of each type, as its relay does; their ids."""

    def tell_all(*types: str) -> list[str]:
        events = tell(stores["agenda"], types)
        for event in events:
            message = message_of({"event": event.to_dict()}, "agenda.events", event.type)
            channel.basic_publish(message.exchange, message.routing_key, message.body, message.properties)
        return [event.id for event in events]

    return tell_all
