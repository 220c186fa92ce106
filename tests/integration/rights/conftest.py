import json
import secrets
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from deploy.tls.certificates import make
from tests.integration.rights.guarded import Guarded, guarded_store
from tests.integration.rights.prepared import PARTNER, Prepared, load
from tests.support.servers import Servers
from tests.support.tls import open_door
from wara import definitions, rights
from wara.stack import Stack

ROOT = Path(__file__).parents[3]
HEARD = ("membership.member.admitted.v1", "agenda.meeting.convened.v1")


@pytest.fixture(scope="module")
def prepared(servers: Servers, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Prepared]:
    """A virtual host as deploy/rabbitmq/prepare.py leaves it, and a partner added to it; its users are named
    apart from other tests'."""
    folder = tmp_path_factory.mktemp("prepared")
    program = load(copied(folder / "rabbitmq"))
    with servers.vhost() as amqp_uri:
        broker = Prepared(amqp_uri, servers.management_uri, folder)
        users = [broker.renamed(user) for user in program.read("permissions.json")]
        (folder / "rabbitmq/permissions.json").write_text(json.dumps(users), encoding="utf-8")
        partner = broker.renamed(rights.of_partner(PARTNER).row())
        passwords = {user["name"]: secrets.token_hex(16) for user in (*users, partner)}
        for name, password in passwords.items():
            (folder / f"{name}.amqp").write_text(password)
        as_admin = program.Broker(servers.management_uri, *broker.admin)
        for _ in range(2):  # a second run must change nothing
            program.prepare(as_admin, broker.vhost, passwords)
        as_admin.send("POST", f"definitions/{broker.vhost}", definitions.of_partner(PARTNER, HEARD))
        program.grant(as_admin, broker.vhost, partner, passwords[partner["name"]])
        yield broker
        for name in passwords:
            program.remove(as_admin, name)


def copied(folder: Path) -> Path:
    shutil.copytree(ROOT / "deploy/rabbitmq", folder, ignore=shutil.ignore_patterns("__pycache__"))
    return folder / "prepare.py"


@pytest.fixture(scope="package")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """With certificates, and the passwords of the store's users."""
    folder = tmp_path_factory.mktemp("house")
    make(folder, ["rabbitmq", "mongodb"])
    return folder


@pytest.fixture(scope="package")
def store(folder: Path) -> Iterator[Guarded]:
    with guarded_store(folder) as store:
        yield store


@pytest.fixture(scope="package")
def tls_port(started_stack: Stack, folder: Path) -> int:
    return open_door(started_stack, folder)
