"""How long a provider is believed about somebody who has signed in there, and how it is asked again then.

That is by the refresh token that it gave, which is kept under a key that follows from the session's cookie:
whoever has the database has no token.
"""

import hashlib
import hmac
import json
import secrets
from datetime import UTC, datetime
from typing import NamedTuple

from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from chassis import clock
from chassis.call import Caller
from chassis.errors import Unauthenticated
from gateway.identity.endpoints import Answer, Endpoints
from gateway.identity.provider import Provider

NONCE = 12


class Grant(NamedTuple):
    """To hear of this subject again."""

    subject: str
    token: str

    def sealed(self, cookie: str) -> bytes:
        nonce = secrets.token_bytes(NONCE)
        return nonce + AESGCM(_key(cookie)).encrypt(nonce, json.dumps(self).encode(), None)

    @classmethod
    def opened(cls, sealed: bytes, cookie: str) -> "Grant":
        nonce, text = sealed[:NONCE], sealed[NONCE:]
        return cls(*json.loads(AESGCM(_key(cookie)).decrypt(nonce, text, None)))


class Vouched(NamedTuple):
    """Who somebody is by a provider's word, until when that counts, what it is asked again by, if that is
    possible, and when it saw for itself who they are, if it says so."""

    caller: Caller
    until: datetime
    grant: Grant | None = None
    authenticated_at: datetime | None = None


def anew(endpoints: Endpoints, provider: Provider, grant: Grant) -> tuple[Answer, Grant]:
    """What it claims of them now; Unauthenticated where it vouches no more, Away where that is not known."""
    tokens = endpoints.refresh(provider, grant.token)
    claims = endpoints.userinfo(provider, str(tokens.get("access_token")))
    if claims.get("sub") != grant.subject:
        raise Unauthenticated()
    return claims, grant._replace(token=str(tokens["refresh_token"]))


def authenticated_at(claims: Answer) -> datetime | None:
    """By `auth_time` (OpenID Connect Core, 2): who is known there already may be asked for nothing today."""
    said = claims.get("auth_time")
    if isinstance(said, bool) or not isinstance(said, int | float) or not said >= 0:
        return None
    return datetime.fromtimestamp(min(said, clock.now().timestamp()), UTC)


def _key(cookie: str) -> bytes:
    return hmac.digest(cookie.encode(), b"grant", hashlib.sha256)
