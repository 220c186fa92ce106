"""Stacks of these tests' own: in a temporary folder, on ports beside those of the other tests."""

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from chassis.mongo import Store, connect
from tests.support.servers import Servers
from wara.definitions import SERVICES
from wara.ports import offset_of
from wara.stack import Stack

ROOT = Path(__file__).resolve().parents[3]
OFFSET = (offset_of(os.environ) or 2000) + 600  # beside the stack that the other tests share
GIVEN = ("AMQP_URI", "MONGODB_URI", "SMTP_URI", "GATEWAY_PORT", "MAIL_PORT", "PORT_OFFSET")


@pytest.fixture(scope="session")
def bare() -> dict[str, str]:
    """An environment in which no server is given."""
    return {name: value for name, value in os.environ.items() if name not in GIVEN}


@pytest.fixture(scope="session")
def given(bare: dict[str, str], servers: Servers) -> dict[str, str]:
    """An environment in which broker and store are given, so that the mail sink alone is ours."""
    return {**bare, "AMQP_URI": servers.amqp_uri, "MONGODB_URI": servers.mongodb_uri}


@pytest.fixture
def stack(given: dict[str, str], tmp_path: Path) -> Iterator[Stack]:
    """Not started; whatever happens, nothing is left of it."""
    stack = Stack(ROOT, OFFSET, tmp_path / "stack", given)
    yield stack
    stack.stop()
    stack.clear_leftovers()


@pytest.fixture(scope="module")
def running(given: dict[str, str], tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stack]:
    """Started, with the mail sink alone; for modules that do not start one themselves."""
    stack = Stack(ROOT, OFFSET, tmp_path_factory.mktemp("running"), given)
    stack.start(services=False)
    yield stack
    stack.stop()


@pytest.fixture
def wara(bare: dict[str, str]) -> Iterator[Callable[..., subprocess.CompletedProcess[str]]]:
    """The command, run to its end at an offset of its own."""

    def run(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", "wara", *arguments],
            env={**bare, "PORT_OFFSET": str(OFFSET), **environment},
            capture_output=True,
            text=True,
            timeout=100,
        )

    yield run
    Stack(ROOT, OFFSET, environment=bare).reset()


@pytest.fixture
def stores(servers: Servers) -> Iterator[dict[str, Store]]:
    """The services' databases as a stack at these tests' offset has them on a given store."""
    with connect(servers.mongodb_uri) as client:
        stores = {name: Store(client, f"{name}_{OFFSET}") for name in SERVICES}
        yield stores
        for store in stores.values():
            client.drop_database(store.db.name)
