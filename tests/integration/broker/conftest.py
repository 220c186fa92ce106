import importlib.util
import json
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from urllib.parse import urlsplit, urlunsplit

import pytest
import requests

from tests.support.servers import Servers

ROOT = Path(__file__).parents[3]
PASSWORD = "least-rights"


@dataclass(frozen=True)
class Prepared:
    """A virtual host as deploy/rabbitmq/prepare.py leaves it; its users are named apart from other tests'."""

    amqp_uri: str
    management_uri: str

    @property
    def vhost(self) -> str:
        return urlsplit(self.amqp_uri).path.lstrip("/")

    def uri_of(self, user: str) -> str:
        parts = urlsplit(self.amqp_uri)
        where = f"{self.vhost}-{user}:{PASSWORD}@{parts.hostname}:{parts.port}"
        return urlunsplit(parts._replace(netloc=where))

    def messages(self, queue: str) -> int:
        url = f"{self.management_uri}/api/queues/{self.vhost}/{queue}"
        answer = requests.get(url, auth=self.admin, timeout=10)
        answer.raise_for_status()
        return int(answer.json().get("messages", 0))

    def forget(self, user: str) -> None:
        url = f"{self.management_uri}/api/users/{self.vhost}-{user}"
        requests.delete(url, auth=self.admin, timeout=10).raise_for_status()

    @property
    def admin(self) -> tuple[str, str]:
        parts = urlsplit(self.amqp_uri)
        return parts.username or "guest", parts.password or "guest"


@pytest.fixture
def prepared(amqp_uri: str, servers: Servers, tmp_path: Path) -> Iterator[Prepared]:
    broker = Prepared(amqp_uri, servers.management_uri)
    folder = tmp_path / "rabbitmq"
    shutil.copytree(ROOT / "deploy/rabbitmq", folder, ignore=shutil.ignore_patterns("__pycache__"))
    permissions = folder / "permissions.json"
    users = json.loads(permissions.read_text(encoding="utf-8"))
    names = [user["name"] for user in users]
    renamed = [{**user, "name": f"{broker.vhost}-{user['name']}"} for user in users]
    permissions.write_text(json.dumps(renamed), encoding="utf-8")
    program = load(folder / "prepare.py")
    for _ in range(2):  # a second run must change nothing
        program.prepare(
            program.Broker(servers.management_uri, *broker.admin),
            broker.vhost,
            {user["name"]: PASSWORD for user in renamed},
        )
    yield broker
    for name in names:
        broker.forget(name)


def load(path: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location("prepare", path)
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module
