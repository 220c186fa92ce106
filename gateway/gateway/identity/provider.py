"""What an OpenID provider publishes of itself, and its keys: kept, and looked at again when they may have
changed, never as often as somebody guesses.
"""

import json
import threading
import time
from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

import jwt

from chassis import log
from chassis.errors import Unauthenticated, Unavailable
from gateway.identity.issuers import Issuer, is_private

FRESH_SECONDS = 300.0
LOOK_SECONDS = 10.0
KEPT_SECONDS = 86_400.0
"""For how long its keys are believed while it is away."""
ANSWER_SECONDS = 1.5
ANSWER_BYTES = 1_000_000
CONFIGURATION = "/.well-known/openid-configuration"
KEYS, ENDPOINTS = "jwks_uri", ("authorization_endpoint", "token_endpoint")
RSA = "RSA"
PUBLIC = (RSA, "EC", "OKP")

logger = log.get(__name__)
Document = Mapping[str, Any]


class Away(Unavailable):
    """The provider does not answer, or not as one."""


class Provider:
    def __init__(self, issuer: Issuer, now: Callable[[], float] = time.monotonic) -> None:
        self.issuer = issuer
        self._now = now
        self._lock = threading.Lock()
        self._about: Document = {}
        self._keys: dict[str, jwt.PyJWK] = {}
        self._kept_at = self._looked_at = -KEPT_SECONDS
        self._is_away = False

    def about(self) -> Document:
        """Its metadata, with the addresses of its endpoints; Away where they are not known."""
        if not self._about:
            with self._lock:
                self._look_if_due()
        if not self._about:
            raise Away()
        return self._about

    def key(self, kid: str) -> jwt.PyJWK | None:
        """None of those it has; Away where that is not known.

        Whoever asks for a key that is known never waits for another's look.
        """
        stale = self._now() - self._kept_at >= FRESH_SECONDS
        if (kid not in self._keys or stale) and self._lock.acquire(blocking=kid not in self._keys):
            try:
                if kid not in self._keys or stale:
                    self._look_if_due()
            finally:
                self._lock.release()
        if self._now() - self._kept_at >= KEPT_SECONDS or (self._is_away and kid not in self._keys):
            raise Away()
        return self._keys.get(kid)

    def _look_if_due(self) -> None:
        if self._now() - self._looked_at < LOOK_SECONDS:
            return
        self._looked_at = self._now()
        try:
            about = _about(self.issuer)
            keys = _keys(about[KEYS], self.issuer.rsa_bits)
        except Away as error:
            self._is_away = True
            logger.warning("issuer_away", issuer=self.issuer.name, reason=type(error.__cause__).__name__)
            return
        self._about, self._keys = about, keys
        self._kept_at, self._is_away = self._now(), False


def _about(of: Issuer) -> Document:
    """With all the addresses that we need: of who signs nobody in for us, that of its keys."""
    about = fetch(of.issuer.rstrip("/") + CONFIGURATION)
    named = [about.get(name) for name in (KEYS, *(ENDPOINTS if of.client_id else ()))]
    if about.get("issuer") != of.issuer or not all(isinstance(url, str) and is_private(url) for url in named):
        raise Away() from ValueError("not what this issuer would say")
    return about


def _keys(url: str, rsa_bits: int) -> dict[str, jwt.PyJWK]:
    """Those that check signatures, by their ids; of a kind that we cannot use, or too small, none."""
    said = fetch(url).get("keys")
    if not isinstance(said, list):
        raise Away() from ValueError("no keys")
    usable = [
        one
        for one in said
        if isinstance(one, dict) and one.get("kty") in PUBLIC and one.get("use", "sig") == "sig"
    ]
    found = {}
    for one in usable:
        try:
            key = jwt.PyJWK.from_dict(one)
            if one["kty"] != RSA or key.key.key_size >= rsa_bits:
                found[str(one["kid"])] = key
        except (jwt.PyJWTError, LookupError, TypeError, ValueError):
            continue
    return found


def fetch(url: str, access: str | None = None) -> Document:
    """An object; Away where there is none within the time, or somewhere else; Unauthenticated where it does
    not take the access token."""
    import requests

    headers = {"Authorization": f"Bearer {access}"} if access else {}
    get = partial(requests.get, timeout=ANSWER_SECONDS, allow_redirects=False, stream=True)
    try:
        with get(url, headers=headers) as answer:
            if access and answer.status_code in (requests.codes.unauthorized, requests.codes.forbidden):
                raise Unauthenticated()
            if answer.status_code != requests.codes.ok:
                raise ValueError(f"status {answer.status_code}")
            text = answer.raw.read(ANSWER_BYTES, decode_content=True)
        document = json.loads(text)
    except (requests.RequestException, OSError, ValueError) as error:
        raise Away() from error
    if not isinstance(document, dict):
        raise Away() from ValueError("no object")
    return document
