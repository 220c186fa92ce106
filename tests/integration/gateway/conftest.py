import signal
import subprocess
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path

import pytest

from tests.integration.gateway.running import Client, gateway
from tests.support import clamd
from tests.support.asking import Asker
from tests.support.clamd import Clamd
from tests.support.overheard import overhearing
from tests.support.polling import until
from tests.support.servers import Servers, database_name
from tests.support.services import process

COMMITTEE_FILE = Path(__file__).parents[3] / "deploy/local/committee.json"
SERVICES = ("agenda", "notify", "membership")
"""Who hears is there before who tells: a queue keeps nothing from before it was bound."""


@pytest.fixture(scope="module")
def env(servers: Servers, keys: Path) -> Iterator[dict[str, str]]:
    """What every process of one house is told."""
    with servers.vhost() as amqp_uri, overhearing(replace(servers, amqp_uri=amqp_uri)):
        yield {
            "AMQP_URI": amqp_uri,
            "MONGODB_URI": servers.mongodb_uri,
            "CALL_PUBLIC_KEY_FILE": str(keys / "call.pub"),
            "CALL_PRIVATE_KEY_FILE": str(keys / "call.key"),
            "COMMITTEE_FILE": str(COMMITTEE_FILE),
            "LINK_SECRET_FILE": str(keys / "link.key"),
            "WEBHOOK_SECRET_FILE": str(keys / "webhook.key"),
            "SMTP_URI": "smtp://127.0.0.1:9",
            "MAIL_FROM": "wara@secretariat.example",
            "PUBLIC_URL": "http://127.0.0.1",
        }


@pytest.fixture(scope="module")
def alone(env: dict[str, str], keys: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Client]:
    """A gateway, and no service behind it."""
    with gateway(env, keys, tmp_path_factory.mktemp("gateway") / "gateway.log") as client:
        yield client


@pytest.fixture(scope="module")
def scanned(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Clamd | None]:
    """What looks at the files that the house is given, where this machine has such."""
    if clamd.path() is None:
        yield None
    else:
        scanner = Clamd(tmp_path_factory.mktemp("clamd"))
        with scanner.running():
            yield scanner


@pytest.fixture(scope="module")
def house(
    env: dict[str, str],
    keys: Path,
    servers: Servers,
    scanned: Clamd | None,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Client]:
    """A gateway with every service behind it, and the committee known to all of them."""
    folder, house = tmp_path_factory.mktemp("house"), list["subprocess.Popen[bytes]"]()
    with ExitStack() as stack:
        for name in SERVICES:
            own = {**env, "MONGODB_DATABASE": database_name(), "CLAMD_URI": scanned.uri if scanned else ""}
            for kind in ("serve", "work"):
                log = folder / f"{name}-{kind}.log"
                house.append(stack.enter_context(process([name, kind], own, log)))
        client = stack.enter_context(gateway(env, keys, folder / "gateway.log"))
        until(lambda: client.http("GET", "/v1/committees").json().get("items"))
        yield client
        for one in house:
            one.send_signal(signal.SIGTERM)  # all at once; each is waited for after


@pytest.fixture(scope="module")
def asker(env: dict[str, str], house: Client, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Asker]:
    """Asks the services of the house past the gateway."""
    with Asker.started(env, tmp_path_factory.mktemp("asker") / "asker.log") as asker:
        yield asker
