"""RabbitMQ's management API, with the user, password and virtual host of the AMQP URI."""

from typing import Any
from urllib.parse import quote

import pika
import requests

from wara.problem import Problem
from wara.programs import Plan

SECONDS = 10


class Management:
    def __init__(self, uri: str, amqp_uri: str) -> None:
        parameters = pika.URLParameters(amqp_uri)
        self._uri = uri.rstrip("/")
        self._user = (parameters.credentials.username, parameters.credentials.password)
        self.vhost: str = parameters.virtual_host

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

    def _get(self, path: str) -> Any:
        try:
            answer = requests.get(f"{self._uri}/api/{path}", auth=self._user, timeout=SECONDS)
        except requests.RequestException:
            raise Problem(f"No management API answers at {self._uri}: correct AMQP_MANAGEMENT_URI.") from None
        if not answer.ok:
            raise Problem(f"The management API at {self._uri} answers {answer.status_code} to {path}.")
        return answer.json()
