"""Sign-in over rows in memory, which behave as those of `gateway.identity.store`."""

from collections.abc import Mapping
from copy import deepcopy
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from flask import Flask

from gateway import ask
from gateway.app import HttpSettings, create_app
from gateway.gate.limits import Limits
from gateway.identity.identity import Identity
from gateway.identity.issuers import Issuer
from tests.unit.gateway.house import KEY, KID, Services

AUDIENCE, CLIENT, CLIENT_SECRET = "wara-api", "wara", "the client's secret"
HERE = "http://localhost"
TABLE = {"desk": ("secretariat",), "machines": ("operator",)}


class Rows:
    def __init__(self) -> None:
        self.rows: dict[str, dict[str, Any]] = {}
        self.looked_up = 0

    def add(self, row: Mapping[str, Any]) -> bool:
        if row["_id"] in self.rows or ("identity" in row and self.all(identity=row["identity"])):
            return False
        self.rows[row["_id"]] = deepcopy(dict(row))
        return True

    def get(self, id: str) -> dict[str, Any] | None:
        self.looked_up += 1
        return deepcopy(self.rows.get(id))

    def all(self, **where: Any) -> list[dict[str, Any]]:
        self.looked_up += 1
        found = (row for row in self.rows.values() if where.items() <= row.items())
        return [deepcopy(row) for row in found]

    def change(self, id: str, **values: Any) -> bool:
        if id not in self.rows or ("identity" in values and self.all(identity=values["identity"])):
            return False
        self.rows[id].update(values)
        return True

    def mark(self, id: str, used_by: str, now: datetime) -> dict[str, Any] | None:
        row = self.rows.get(id)
        if row is None or row["ends_at"] <= now or used_by in row["used_by"]:
            return None
        row["used_by"].append(used_by)
        return row

    def take(self, id: str) -> dict[str, Any] | None:
        return self.rows.pop(id, None)

    def remove(self, **where: Any) -> int:
        gone = [row["_id"] for row in self.all(**where)]
        for id in gone:
            del self.rows[id]
        return len(gone)

    def forget(self) -> None:
        """All is over when the test is."""


@dataclass
class Memory:
    """Collections by their names."""

    of: dict[str, Rows] = field(default_factory=dict)

    def __call__(self, name: str) -> Rows:
        return self.of.setdefault(name, Rows())


def issuer(url: str, **about: Any) -> Issuer:
    said: dict[str, Any] = {
        "name": "agency",
        "title": {"th": "กระทรวง", "en": "the ministry"},
        "issuer": url,
        "algorithms": ("RS256", "RS512"),
        "audience": AUDIENCE,
        "client_id": CLIENT,
        "client_secret": CLIENT_SECRET,
        "scope": "openid profile email groups",
        "claim": "groups",
        "table": TABLE,
    }
    return Issuer(**said | about)


@dataclass
class Entrance:
    """An application that people sign in to."""

    app: Flask
    identity: Identity
    memory: Memory
    services: Services

    @classmethod
    def of(cls, *issuers: Issuer, public_url: str = HERE) -> "Entrance":
        memory, services, limits = Memory(), Services(), Limits(times=1000)
        identity = Identity.of(memory, issuers, public_url, limits)
        settings = HttpSettings(
            token_keys={KID: KEY.public_key()}, checks={}, identity=identity, limits=limits
        )
        return cls(create_app(services, settings), identity, memory, services)

    def anew(self) -> "Entrance":
        """With fresh services behind it."""
        self.services = Services()
        self.app.extensions[ask.EXTENSION] = self.services
        return self
