"""The echo service, as processes, in a corner of the test's own."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pika
import pytest
from pymongo.database import Database

from chassis.keys import SigningKey
from tests.integration.untold import Untold
from tests.support.asking import Asker
from tests.support.services import process
from tests.support.wire import Wire

ECHO = "tests.support.echo"


class Nobody(Untold):
    def tell(self, db: Database[Any]) -> None:
        """What lies in an outbox here no service has laid there."""


@pytest.fixture(scope="session")
def untold() -> Untold:
    return Nobody("")


@pytest.fixture
def serve(env: dict[str, str], tmp_path: Path) -> Iterator[None]:
    with process([ECHO, "serve"], env, tmp_path / "serve.log"):
        yield


@pytest.fixture
def work(env: dict[str, str], tmp_path: Path) -> Iterator[None]:
    with process([ECHO, "work"], env, tmp_path / "work.log"):
        yield


@pytest.fixture
def echo(env: dict[str, str], serve: None, tmp_path: Path) -> Iterator[Asker]:
    """Calls to the running echo service, as the gateway makes them."""
    with Asker.started(env, tmp_path / "asker.log") as asker:
        yield asker


@pytest.fixture
def wire(amqp_uri: str, serve: None, keys: Path) -> Iterator[Wire]:
    """Calls to the running echo service, put together by hand."""
    key = SigningKey.read((keys / "call.key").read_bytes())
    with pika.BlockingConnection(pika.URLParameters(amqp_uri)) as connection:
        yield Wire(connection.channel(), key)
