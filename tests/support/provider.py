"""Canaille, an OpenID provider, over HTTP in this process: its keys are ours to rotate, its users to be."""

import html
import json
import logging
import re
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

import jwt
import requests
from canaille import create_app
from canaille.app import models
from canaille.backends import Backend
from canaille.backends.memory.backend import MemoryBackend
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey, generate_private_key
from flask import Flask
from werkzeug.serving import WSGIRequestHandler, make_server

PASSWORD = "correct horse battery"
JWK = ("kty", "n", "e", "d", "p", "q", "dp", "dq", "qi")
_FIELD = re.compile(r'name="([^"]+)"[^>]*?value="([^"]*)"')


class Silent(WSGIRequestHandler):
    def log_request(self, code: int | str = "-", size: int | str = "-") -> None:
        """Nothing."""


class Exact(MemoryBackend):  # type: ignore[misc]  # canaille has no types
    """Finds what is all that is asked for, where Canaille's own finds what is any of it."""

    __module__ = MemoryBackend.__module__  # where it looks for its models

    def do_query(self, model: Any, *_: Any, **wanted: Any) -> list[Any]:
        found = super().do_query(model, **wanted)
        each = [
            {one.id for one in MemoryBackend.do_query(self, model, **{name: wanted[name]})} for name in wanted
        ]
        return [one for one in found if all(one.id in ids for ids in each)]


@dataclass(frozen=True)
class Key:
    id: str
    private: RSAPrivateKey = field(default_factory=lambda: generate_private_key(65537, 2048))

    def as_jwk(self) -> dict[str, str]:
        said = json.loads(jwt.algorithms.RSAAlgorithm.to_jwk(self.private))
        return {**{name: said[name] for name in JWK}, "kid": self.id}


@dataclass
class OpenIdProvider:
    app: Flask
    url: str

    @property
    def issuer(self) -> str:
        return f"{self.url}/"

    def show(self, *keys: Key) -> None:
        """It signs with the first of them, and publishes all."""
        first, *others = [key.as_jwk() for key in keys]
        self.app.config["CANAILLE_OIDC"].update(ACTIVE_JWKS=[first], INACTIVE_JWKS=others)

    def add_user(self, name: str, *groups: str, email: str = "") -> None:
        with self.app.app_context():
            user = models.User(
                user_name=name,
                formatted_name=name,
                family_name=name,
                emails=[email or f"{name}@agency.example"],
                password=PASSWORD,
            )
            Backend.instance.save(user)
            for group in groups:
                Backend.instance.save(models.Group(display_name=group, members=[user]))

    def leave(self, name: str, group: str) -> None:
        """The user is not of this group any more."""
        with self.app.app_context():
            for found in Backend.instance.query(models.Group, display_name=group):
                found.members = [one for one in found.members if one.user_name != name]
                Backend.instance.save(found)

    def add_client(self, id: str, secret: str, back: str, *grants: str) -> None:
        """`grants` are ways to have tokens, beside by a code."""
        with self.app.app_context():
            client = models.Client(
                client_id=id,
                client_name=id,
                client_secret=secret,
                client_uri="http://127.0.0.1",
                redirect_uris=[back],
                grant_types=["authorization_code", *grants],
                response_types=["code"],
                scope=["openid", "profile", "email", "groups"],
                token_endpoint_auth_method="client_secret_basic",
            )
            Backend.instance.save(client)
            client.audience = [client]
            Backend.instance.save(client)

    def sign_in(self, address: str, user: str, browser: requests.Session | None = None) -> str:
        """What a person does in a browser that was sent to `address`; where it is sent back to."""
        browser = browser or requests.Session()
        page = self._followed(browser, browser.get(address, timeout=10, allow_redirects=False))
        for name, value in (("login", user), ("password", PASSWORD)):
            given = {**_fields(page.text), name: value}
            sent = browser.post(page.url, data=given, timeout=10, allow_redirects=False)
            page = self._followed(browser, sent)
        return page.headers["Location"]

    def let_through(self, address: str, browser: requests.Session) -> str | None:
        """Where a browser is sent back to that is known there; None where the person is asked anything."""
        page = self._followed(browser, browser.get(address, timeout=10, allow_redirects=False))
        return page.headers.get("Location")

    def _followed(self, browser: requests.Session, page: requests.Response) -> requests.Response:
        """To the last page that is its own, or sends elsewhere."""
        while page.is_redirect and page.headers["Location"].startswith(("/", self.url)):
            next_page = requests.compat.urljoin(page.url, page.headers["Location"])
            page = browser.get(next_page, timeout=10, allow_redirects=False)
        return page

    def say_they_signed_in(self, ago: timedelta) -> None:
        """Of all who are on their way back."""
        with self.app.app_context():
            for code in Backend.instance.query(models.AuthorizationCode):
                code.auth_time = datetime.now(UTC) - ago
                Backend.instance.save(code)


def _fields(page: str) -> dict[str, str]:
    return {name: html.unescape(value) for name, value in _FIELD.findall(page)}


@contextmanager
def running(key: Key, mapping: Mapping[str, str] = {}) -> Iterator[OpenIdProvider]:
    """`mapping` says of users more than it does by itself."""
    settings: dict[str, Any] = {
        "SECRET_KEY": "of the tests",
        "TESTING": True,
        "CANAILLE": {"DATABASE": "memory", "JAVASCRIPT": False, "HTMX": False},
        "CANAILLE_OIDC": {"ACTIVE_JWKS": [key.as_jwk()]},
    }
    logging.getLogger("canaille").setLevel(logging.CRITICAL)
    app = create_app(settings, backend=Exact(settings))
    app.config["CANAILLE_OIDC"]["USERINFO_MAPPING"].update(mapping)
    server = make_server("127.0.0.1", 0, app, threaded=True, request_handler=Silent)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield OpenIdProvider(app, f"http://127.0.0.1:{server.server_port}")
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
