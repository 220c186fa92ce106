"""The echo service, as processes, in a corner of the test's own."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.asking import Asker
from tests.support.servers import Servers
from tests.support.services import process

ECHO = "tests.support.echo"


@pytest.fixture
def env(servers: Servers, amqp_uri: str, database: str, keys: Path) -> dict[str, str]:
    return {
        "AMQP_URI": amqp_uri,
        "MONGODB_URI": servers.mongodb_uri,
        "MONGODB_DATABASE": database,
        "CALL_PUBLIC_KEY_FILE": str(keys / "call.pub"),
        "CALL_PRIVATE_KEY_FILE": str(keys / "call.key"),
    }


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
