"""Prepares a broker for wara over its management API, with nothing but Python's own library.

Declares the virtual host, imports what no service declares for itself (definitions.json) and makes one user a
process kind with the least it needs (permissions.json). Passwords come from the environment, one
`<USER>_AMQP_PASSWORD` each. Run it as often as wanted: a second run changes nothing but passwords.
"""

import base64
import json
import os
import pathlib
import urllib.request
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

HERE = pathlib.Path(__file__).parent


@dataclass(frozen=True)
class Broker:
    url: str
    user: str
    password: str

    def send(self, method: str, path: str, body: Any) -> None:
        credentials = base64.b64encode(f"{self.user}:{self.password}".encode()).decode()
        request = urllib.request.Request(
            f"{self.url}/api/{path}",
            method=method,
            data=json.dumps(body).encode(),
            headers={"Authorization": f"Basic {credentials}", "Content-Type": "application/json"},
        )
        with urllib.request.urlopen(request, timeout=10):
            pass


def prepare(broker: Broker, vhost: str, passwords: dict[str, str]) -> None:
    """`passwords` holds one for each user of permissions.json."""
    where = quote(vhost, safe="")
    broker.send("PUT", f"vhosts/{where}", {})
    broker.send("POST", f"definitions/{where}", read("definitions.json"))
    for user in read("permissions.json"):
        grant(broker, where, user, passwords[user["name"]])


def grant(broker: Broker, where: str, user: dict[str, Any], password: str) -> None:
    name = quote(user["name"], safe="")
    broker.send("PUT", f"users/{name}", {"password": password, "tags": user["tags"]})
    broker.send("PUT", f"permissions/{where}/{name}", user["permissions"])
    for topic in user["topic_permissions"]:
        broker.send("PUT", f"topic-permissions/{where}/{name}", topic)


def read(name: str) -> Any:
    return json.loads((HERE / name).read_text(encoding="utf-8"))


def main() -> None:
    broker = Broker(os.environ["RABBITMQ_MANAGEMENT_URL"], "operator", os.environ["OPERATOR_AMQP_PASSWORD"])
    users = [user["name"] for user in read("permissions.json")]
    passwords = {name: os.environ[f"{name.upper()}_AMQP_PASSWORD"] for name in users}
    prepare(broker, os.environ["RABBITMQ_VHOST"], passwords)


if __name__ == "__main__":
    main()
