"""The broker and the store that tests use, and a corner of their own for each test."""

import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from urllib.parse import quote, urlsplit, urlunsplit

import requests


@dataclass(frozen=True)
class Servers:
    """`management_uri` is RabbitMQ's HTTP API, with the same user and password as `amqp_uri`."""

    amqp_uri: str
    mongodb_uri: str
    management_uri: str

    def _api(self, path: str) -> str:
        return f"{self.management_uri}/api/{path}"

    def _user(self) -> tuple[str, str]:
        parts = urlsplit(self.amqp_uri)
        return parts.username or "guest", parts.password or "guest"

    @contextmanager
    def vhost(self) -> Iterator[str]:
        """The AMQP URI of a fresh virtual host, gone afterwards."""
        name = f"test-{uuid.uuid4().hex[:12]}"
        path, user = self._api(f"vhosts/{name}"), self._user()
        requests.put(path, auth=user, timeout=10).raise_for_status()
        permissions = {"configure": ".*", "write": ".*", "read": ".*"}
        grant = self._api(f"permissions/{name}/{quote(user[0])}")
        requests.put(grant, json=permissions, auth=user, timeout=10).raise_for_status()
        try:
            yield urlunsplit(urlsplit(self.amqp_uri)._replace(path=f"/{name}"))
        finally:
            requests.delete(path, auth=user, timeout=10)


def database_name() -> str:
    return f"test_{uuid.uuid4().hex[:12]}"
