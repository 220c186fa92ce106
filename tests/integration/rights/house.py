"""Our processes with what production gives them: users of their own, passwords in files, and TLS."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import requests

from tests.integration.rights.guarded import Guarded
from tests.integration.rights.prepared import Prepared
from tests.support.polling import until
from tests.support.services import free_port, process
from tests.support.traffic import Traffic

ROOT = Path(__file__).parents[3]
PROCESSES = ("agenda work", "notify work", "membership work", "membership serve", "gateway serve")
CLIENTS = 2
PAUSE_SECONDS = 0.1
UNAVAILABLE = 503


@dataclass(frozen=True)
class House:
    broker: Prepared
    store: Guarded
    tls_port: int
    certificates: Path
    gateway_port: int = field(default_factory=lambda: free_port() + 1)  # the one itself is a process's
    children: dict[str, "subprocess.Popen[bytes]"] = field(default_factory=dict)

    @contextmanager
    def inhabited(self, settings: dict[str, str], logs: Path) -> Iterator[None]:
        with ExitStack() as stack:
            for command in PROCESSES:
                user = command.split()[0]
                own = {"AMQP_URI": self.amqp_uri(user), "MONGODB_URI": self.store.uri_of(user)}
                given = {**settings, **own, "GATEWAY_PORT": str(self.gateway_port)}
                child = process(command.split(), given, logs / f"{command}.log")
                self.children[command] = stack.enter_context(child)
            yield

    def amqp_uri(self, user: str) -> str:
        return self.broker.uri_of(user, tls_port=self.tls_port, ca_file=self.certificates / "ca.pem")

    def asked(self) -> requests.Response:
        """For the committees, for which the gateway must ask membership."""
        return requests.get(f"http://127.0.0.1:{self.gateway_port}/v1/committees", timeout=25)

    def connections(self) -> list[dict[str, Any]]:
        """Of our processes, as the broker sees them."""
        rows = self.broker.asked(f"vhosts/{self.broker.vhost}/connections")
        return [row for row in rows if row.get("user", "").startswith(self.broker.vhost)]


def traffic(house: House) -> Traffic:
    """Of clients to whom a house that is away says so, and who ask again."""

    def answered() -> int:
        status = house.asked().status_code
        return 0 if status == UNAVAILABLE else status

    return Traffic(lambda: until(answered), CLIENTS, PAUSE_SECONDS)


def rotate(house: House, *users: str) -> None:
    """With the operator's command."""
    broker = house.broker
    environment = {"AMQP_URI": broker.amqp_uri, "AMQP_MANAGEMENT_URI": broker.management_uri}
    command = [sys.executable, "-W", "ignore", "-m", "wara", "passwords", "rotate", "--close"]
    names = [broker.named(user) for user in users]
    subprocess.run(
        [*command, "--folder", str(broker.folder), *names],
        env={**os.environ, **environment},
        capture_output=True,
        timeout=100,
        check=True,
    )
