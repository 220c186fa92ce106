"""The gateway as a process, and what a client of it needs."""

import json
import socket
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import requests

from chassis.keys import SigningKey
from tests.support.services import free_port, process

View = dict[str, Any]


@dataclass(frozen=True)
class Client:
    """`http("GET", "/v1/me", roles=("operator",))`; English unless said otherwise."""

    port: int
    keys: Path

    def http(
        self,
        method: str,
        path: str,
        json: Any = None,
        *,
        roles: tuple[str, ...] = (),
        member: str | None = None,
        headers: Mapping[str, str] | None = None,
        data: bytes | None = None,
    ) -> requests.Response:
        asked = {"Accept-Language": "en", **(headers or {})}
        if roles:
            asked["Authorization"] = f"Bearer {self.token(*roles, member=member)}"
        url = f"http://127.0.0.1:{self.port}{path}"
        return requests.request(method, url, json=json, data=data, headers=asked, timeout=25)

    def office(self, method: str, path: str, json: Any = None, **headers: str) -> requests.Response:
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        return self.http(method, path, json, roles=("secretariat",), headers=named)

    def give(self, path: str, content: bytes, content_type: str) -> requests.Response:
        """A file, from the secretariat."""
        headers = {"Content-Type": content_type}
        return self.http("POST", path, roles=("secretariat",), headers=headers, data=content)

    def token(self, *roles: str, member: str | None = None) -> str:
        now = int(time.time())
        claims = {"sub": "client-1", "roles": roles, "member": member, "aud": "wara"}
        key = SigningKey.read((self.keys / "token.key").read_bytes())
        return key.sign({**claims, "iat": now, "exp": now + 600})


def another_port() -> int:
    """Free, and not the one that `process` is going to find."""
    with socket.create_server(("127.0.0.1", free_port())):
        return free_port()


@contextmanager
def gateway(env: Mapping[str, str], keys: Path, log: Path) -> Iterator[Client]:
    port = another_port()
    own = {
        "GATEWAY_PORT": str(port),
        "TOKEN_PUBLIC_KEY_FILE": str(keys / "token.pub"),
        "WEBHOOK_SECRET_FILE": str(keys / "webhook.key"),
        "LIMITS_TIMES": "1000",
    }
    with process(["gateway"], {**own, **env}, log):
        yield Client(port, keys)


@contextmanager
def streaming(house: Client, path: str, token: str, last: str | None = None) -> Iterator[Iterator[View]]:
    """Server-Sent Events, each as `{id, event, data}`; after the one whose id is `last`."""
    headers = {"Authorization": f"Bearer {token}", "Accept": "text/event-stream"}
    if last:
        headers["Last-Event-ID"] = last
    url = f"http://127.0.0.1:{house.port}{path}"
    with requests.get(url, headers=headers, stream=True, timeout=10) as stream:
        assert (stream.status_code, stream.headers["Content-Type"]) == (200, "text/event-stream")
        stream.encoding = "utf-8"
        yield _events_of(stream)


def _events_of(stream: requests.Response) -> Iterator[View]:
    one: View = {}
    for line in stream.iter_lines(chunk_size=1, decode_unicode=True):
        name, _, value = line.partition(": ")
        if line and name:
            one[name] = json.loads(value) if name == "data" else value
        elif "data" in one:
            yield one
        if not line:
            one = {}
