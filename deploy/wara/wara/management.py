"""RabbitMQ's management API, with the user, password and virtual host of the AMQP URI."""

from http import HTTPStatus
from typing import Any
from urllib.parse import quote

import requests

from chassis.address import CA_FILE, option
from chassis.connection import parameters
from wara.problem import Problem
from wara.programs import Plan

SECONDS = 10


class Missing(Problem):
    """There is no such thing."""


class Management:
    """Its certificate must be of the CA that the AMQP URI names, if it names one."""

    def __init__(self, uri: str, amqp_uri: str) -> None:
        given = parameters(amqp_uri)
        self._uri = uri.rstrip("/")
        self._user = (given.credentials.username, given.credentials.password)
        self._trusted: str | bool = option(amqp_uri, CA_FILE) or True
        self.vhost: str = given.virtual_host

    @classmethod
    def of(cls, plan: Plan) -> "Management":
        if plan.management_uri is None:
            raise Problem("Set AMQP_MANAGEMENT_URI to the management API of the broker of AMQP_URI.")
        return cls(plan.management_uri, plan.amqp_uri)

    def rows(self, collection: str) -> list[dict[str, Any]]:
        """`exchanges`, `queues`, `bindings` or `policies` of the virtual host."""
        found: list[dict[str, Any]] = self._get(f"{collection}/{quote(self.vhost, safe='')}")
        return found

    def nodes(self) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = self._get("nodes")
        return found

    def place(self, kind: str, *names: str) -> str:
        """The path of something of the virtual host."""
        return "/".join([kind, *(quote(name, safe="") for name in (self.vhost, *names))])

    def find(self, path: str) -> Any:
        """None where there is no such thing."""
        try:
            return self._get(path)
        except Missing:
            return None

    def put(self, path: str, body: Any) -> None:
        self._ask("PUT", path, body)

    def define(self, rows: dict[str, Any]) -> None:
        """Makes of these exchanges, queues and bindings those that are missing."""
        self._ask("POST", self.place("definitions"), rows)

    def remove(self, path: str) -> None:
        """What is not there is as good as removed."""
        try:
            self._ask("DELETE", path)
        except Missing:
            return

    def give_password(self, user: str, password: str) -> None:
        path = f"users/{quote(user, safe='')}"
        tags = self._get(path)["tags"]
        self._ask("PUT", path, {"password": password, "tags": tags})

    def close_connections(self, user: str) -> None:
        """All that are open now."""
        self._ask("DELETE", f"connections/username/{quote(user, safe='')}")

    def _get(self, path: str) -> Any:
        return self._ask("GET", path).json()

    def _ask(self, method: str, path: str, body: Any = None) -> requests.Response:
        where = f"{self._uri}/api/{path}"
        try:
            answer = requests.request(
                method, where, json=body, auth=self._user, timeout=SECONDS, verify=self._trusted
            )
        except requests.RequestException:
            raise Problem(f"No management API answers at {self._uri}: correct AMQP_MANAGEMENT_URI.") from None
        if not answer.ok:
            kind = Missing if answer.status_code == HTTPStatus.NOT_FOUND else Problem
            raise kind(f"The management API at {self._uri} answers {answer.status_code} to {path}.")
        return answer
