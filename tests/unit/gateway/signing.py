"""Sign-in over rows in memory."""

from dataclasses import dataclass
from typing import Any

from flask import Flask

from gateway import ask
from gateway.app import HttpSettings, create_app
from gateway.gate.limits import Limits
from gateway.identity.identity import Identity
from gateway.identity.issuers import Issuer
from tests.unit.gateway.house import KEY, KID, Services
from tests.unit.gateway.rows import Memory

AUDIENCE, CLIENT, CLIENT_SECRET = "wara-api", "wara", "the client's secret"
HERE = "http://localhost"
TABLE = {"desk": ("secretariat",), "machines": ("operator",)}


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
    def of(cls, *issuers: Issuer, public_url: str = HERE, limits: Limits | None = None) -> "Entrance":
        memory, services, limits = Memory(), Services(), limits or Limits(times=1000)
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
