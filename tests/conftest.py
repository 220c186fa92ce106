"""Fixtures that every kind of test may ask for. Servers are real; each test has a corner of its own."""

import gc
import os
import secrets
from collections.abc import Iterator
from pathlib import Path

import pymongo
import pytest
import structlog
from structlog.dev import ConsoleRenderer, plain_traceback

from chassis.mongo import Store, connect
from tests.support import clamd as scanner
from tests.support.clamd import Clamd
from tests.support.databases import Databases
from tests.support.keys import write_pair
from tests.support.servers import Servers
from tests.support.stack import private_stack, servers_of
from wara.stack import Stack


def pytest_configure() -> None:
    """To show an exception in colours with every local variable takes a third of a second."""
    *before, _ = structlog.get_config()["processors"]
    structlog.configure(processors=[*before, ConsoleRenderer(exception_formatter=plain_traceback)])


def pytest_collection_finish() -> None:
    """Ten thousand tests stay to the end: no garbage is looked for in them."""
    gc.collect()
    gc.freeze()


@pytest.fixture(scope="session")
def started_stack() -> Iterator[Stack]:
    """One for the whole run; our services are not started by it."""
    with private_stack() as stack:
        yield stack


@pytest.fixture(scope="session")
def servers(request: pytest.FixtureRequest) -> Servers:
    """The broker and store that AMQP_URI, AMQP_MANAGEMENT_URI and MONGODB_URI name, else private ones."""
    names = ("AMQP_URI", "MONGODB_URI", "AMQP_MANAGEMENT_URI")
    if all(name in os.environ for name in names):
        return Servers(*(os.environ[name] for name in names))
    return servers_of(request.getfixturevalue("started_stack"))


@pytest.fixture(scope="session")
def client(servers: Servers) -> Iterator["pymongo.MongoClient[dict[str, object]]"]:
    with connect(servers.mongodb_uri) as client:
        yield client


@pytest.fixture(scope="module")
def databases(client: "pymongo.MongoClient[dict[str, object]]") -> Iterator[Databases]:
    databases = Databases(client)
    yield databases
    databases.drop()


@pytest.fixture
def database(databases: Databases) -> Iterator[str]:
    """The name of a database without a document; it may have the indexes of the tests of this file before."""
    yield databases.name
    databases.clear()


@pytest.fixture(scope="module")
def clamd(tmp_path_factory: pytest.TempPathFactory) -> Clamd:
    """A virus scanner, for who asks for it to start."""
    if scanner.path() is None:
        pytest.skip("no clamd on this machine: files are not looked at by a real one")
    return Clamd(tmp_path_factory.mktemp("clamd"))


@pytest.fixture
def store(client: "pymongo.MongoClient[dict[str, object]]", database: str) -> Store:
    return Store(client, database)


@pytest.fixture
def amqp_uri(servers: Servers) -> Iterator[str]:
    """A virtual host of the test's own."""
    with servers.vhost() as uri:
        yield uri


@pytest.fixture(scope="session")
def keys(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with `call.key|pub`, `token.key|pub`, `link.key`, `letter.key` and `webhook.key`."""
    folder = tmp_path_factory.mktemp("keys")
    for name in ("call", "token"):
        write_pair(folder, name)
    for name in ("link", "letter", "webhook"):
        (folder / f"{name}.key").write_bytes(secrets.token_hex(32).encode())
    return folder
