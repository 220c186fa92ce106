"""Prepares a broker for wara over its management API, with nothing but Python's own library.

Declares the virtual host, imports what no service declares for itself (definitions.json), makes one user a
process kind with the least it needs (permissions.json), and removes `guest`. KEYS_DIR has the password of
each in a file `<user>.amqp`. Run it as often as wanted: a second run changes nothing but passwords.
"""

import base64
import json
import os
import pathlib
import ssl
import urllib.request
from dataclasses import dataclass
from typing import Any
from urllib.error import HTTPError
from urllib.parse import quote

HERE = pathlib.Path(__file__).parent
NOT_FOUND = 404


@dataclass(frozen=True)
class Broker:
    """`trusted` are those of whom its certificate may be; by default whom the system trusts."""

    url: str
    user: str
    password: str
    trusted: ssl.SSLContext | None = None

    def send(self, method: str, path: str, body: Any = None) -> None:
        credentials = base64.b64encode(f"{self.user}:{self.password}".encode()).decode()
        request = urllib.request.Request(
            f"{self.url}/api/{path}",
            method=method,
            data=json.dumps(body).encode(),
            headers={"Authorization": f"Basic {credentials}", "Content-Type": "application/json"},
        )
        with urllib.request.urlopen(request, timeout=10, context=self.trusted):
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


def remove(broker: Broker, user: str) -> None:
    try:
        broker.send("DELETE", f"users/{quote(user, safe='')}")
    except HTTPError as error:
        if error.code != NOT_FOUND:
            raise


def read(name: str) -> Any:
    return json.loads((HERE / name).read_text(encoding="utf-8"))


def main() -> None:
    keys = pathlib.Path(os.environ["KEYS_DIR"])
    names = [user["name"] for user in read("permissions.json")]
    passwords = {name: (keys / f"{name}.amqp").read_text(encoding="utf-8").strip() for name in names}
    ca_file = os.environ.get("RABBITMQ_CA_FILE")
    trusted = ssl.create_default_context(cafile=ca_file) if ca_file else None
    url = os.environ["RABBITMQ_MANAGEMENT_URL"]
    broker = Broker(url, "operator", passwords["operator"], trusted)
    prepare(broker, os.environ["RABBITMQ_VHOST"], passwords)
    remove(broker, "guest")


if __name__ == "__main__":
    main()
