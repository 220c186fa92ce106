"""Tokens of other issuers: believed as a whole or not at all, each for what it is.

An access token says as whom a program asks here, an ID token that somebody has signed in at the provider: the
one is never taken for the other.
"""

import json
from base64 import urlsafe_b64decode
from collections.abc import Mapping, Sequence
from typing import Any

import jwt

from chassis.errors import Unauthenticated
from gateway.identity.issuers import Issuer
from gateway.identity.provider import Provider

REQUIRED = ["iss", "sub", "aud", "iat", "exp"]
OF_ID_TOKENS = ("nonce", "at_hash", "c_hash")
LEEWAY_SECONDS = 10
LONGEST = 16_000
SUBJECT = 255

Claims = Mapping[str, Any]


class Tokens:
    def __init__(self, issuers: Sequence[Issuer]) -> None:
        self.providers = {one.name: Provider(one) for one in issuers}
        self._by_issuer = {one.issuer.issuer: one for one in self.providers.values()}

    def issuer_of(self, token: str) -> Provider | None:
        """Whom it says that it is from, of those we know; nothing else in it is looked at yet."""
        return self._by_issuer.get(str(_said(token, 1).get("iss"))) if self._by_issuer else None

    def access(self, token: str, provider: Provider) -> Claims:
        """What an access token claims; Unauthenticated where it is none, Away where that is not known."""
        issuer = provider.issuer
        claims = _checked(token, provider, issuer.audience)
        kind = str(_said(token, 0).get("typ", "")).lower().removeprefix("application/")
        if kind != issuer.token_type.lower() or any(name in claims for name in OF_ID_TOKENS):
            raise Unauthenticated()
        return claims

    def identity(self, token: str, provider: Provider, nonce: str) -> Claims:
        """What an ID token claims that was asked for with this nonce; the same errors."""
        issuer = provider.issuer
        claims = _checked(token, provider, issuer.client_id)
        several = isinstance(claims["aud"], list) and len(claims["aud"]) > 1
        if claims.get("nonce") != nonce or claims.get("azp", issuer.client_id) != issuer.client_id:
            raise Unauthenticated()
        if several and "azp" not in claims:
            raise Unauthenticated()
        return claims


def _checked(token: str, provider: Provider, audience: str | None) -> Claims:
    issuer, kid = provider.issuer, _said(token, 0).get("kid")
    key = provider.key(kid) if audience and isinstance(kid, str) and len(token) <= LONGEST else None
    if key is None:
        raise Unauthenticated()
    try:
        claims: Claims = jwt.decode(
            token,
            key.key,
            algorithms=list(issuer.algorithms),
            audience=audience,
            issuer=issuer.issuer,
            leeway=LEEWAY_SECONDS,
            options={"require": REQUIRED, "enforce_minimum_key_length": True},
        )
    except (jwt.PyJWTError, ValueError, TypeError, RecursionError) as error:
        raise Unauthenticated() from error
    if not claims["sub"] or len(claims["sub"]) > SUBJECT:
        raise Unauthenticated()
    return claims


def _said(token: str, part: int) -> dict[str, Any]:
    """One part of it, unchecked; empty where it is no such text."""
    try:
        said = json.loads(urlsafe_b64decode(token.split(".")[part] + "=="))
    except (LookupError, RecursionError, ValueError):
        return {}
    return said if isinstance(said, dict) else {}
