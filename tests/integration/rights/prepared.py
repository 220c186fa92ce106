"""A broker with the rights that production gives, and ways to it as each of its users."""

import importlib.util
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import Any
from urllib.parse import urlencode, urlsplit, urlunsplit

import pika
import requests
from pika.exceptions import ProbableAuthenticationError

from chassis.connection import connect

PARTNER = "social-fund"
USERS = ("membership", "agenda", "notify", "gateway", f"partner.{PARTNER}")


@dataclass(frozen=True)
class Prepared:
    """`folder` has the users' passwords."""

    amqp_uri: str
    management_uri: str
    folder: Path

    @property
    def vhost(self) -> str:
        return urlsplit(self.amqp_uri).path.lstrip("/")

    @property
    def admin(self) -> tuple[str, str]:
        parts = urlsplit(self.amqp_uri)
        return parts.username or "guest", parts.password or "guest"

    def named(self, user: str) -> str:
        return f"{self.vhost}-{user}"

    def renamed(self, row: dict[str, Any]) -> dict[str, Any]:
        return {**row, "name": self.named(row["name"])}

    def password_file(self, user: str) -> Path:
        return self.folder / f"{self.named(user)}.amqp"

    def uri_of(self, user: str, *, tls_port: int | None = None, ca_file: Path | None = None) -> str:
        parts = urlsplit(self.amqp_uri)
        query = {"password_file": str(self.password_file(user))}
        query |= {"cacertfile": str(ca_file)} if ca_file else {}
        where = f"{self.named(user)}@{parts.hostname}:{tls_port or parts.port}"
        scheme = "amqps" if tls_port else "amqp"
        return urlunsplit(parts._replace(scheme=scheme, netloc=where, query=urlencode(query)))

    @contextmanager
    def channel(self, user: str) -> Iterator[Any]:
        with connect(self.uri_of(user)) as connection:
            yield connection.channel()

    def lets_in(self, user: str, password: str) -> bool:
        credentials = pika.PlainCredentials(self.named(user), password)
        parts = urlsplit(self.amqp_uri)
        try:
            pika.BlockingConnection(
                pika.ConnectionParameters(parts.hostname, parts.port, self.vhost, credentials)
            ).close()
        except ProbableAuthenticationError:
            return False
        return True

    def asked(self, path: str) -> Any:
        """Of the management API."""
        answer = requests.get(f"{self.management_uri}/api/{path}", auth=self.admin, timeout=10)
        answer.raise_for_status()
        return answer.json()

    def messages(self, queue: str) -> int:
        with connect(self.amqp_uri) as connection:
            return int(connection.channel().queue_declare(queue, passive=True).method.message_count)


def load(path: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location("prepare", path)
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module
