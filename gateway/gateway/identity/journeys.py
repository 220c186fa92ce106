"""On the way to a provider and back: the authorisation code flow with PKCE (RFC 7636), once each, in one
browser.
"""

from collections.abc import Mapping
from datetime import timedelta
from typing import NamedTuple

from chassis import clock
from chassis.errors import Malformed, Unauthenticated
from gateway.collection import Collection
from gateway.identity import secret
from gateway.identity.endpoints import Endpoints
from gateway.identity.provider import Provider
from gateway.identity.tokens import Claims, Tokens
from gateway.identity.vouching import Grant

LOST = "sign_in_lost"
CODES = (LOST,)
LONGEST = timedelta(minutes=10)
SAYS_WHO = "authorization_response_iss_parameter_supported"


class Arrival(NamedTuple):
    """`connects` is the account that is to sign in there from now on, if any; by `grant` the provider can be
    asked again."""

    provider: Provider
    claims: Claims
    connects: str | None
    grant: Grant | None


class Journeys:
    def __init__(self, rows: Collection, tokens: Tokens, endpoints: Endpoints) -> None:
        self._rows = rows
        self._tokens = tokens
        self._endpoints = endpoints

    def begin(
        self, provider: Provider, connects: str | None, within: timedelta | None = None
    ) -> tuple[str, str]:
        """Where to go, and what the browser keeps until it is back; `within` is as in `Endpoints.go_to`."""
        browser, verifier, nonce = secret.new(), secret.new(), secret.new()
        address, state = self._endpoints.go_to(provider, verifier, nonce, within)
        self._rows.forget()
        self._rows.add(
            {
                "_id": secret.kept(state),
                "issuer": provider.issuer.name,
                "browser": secret.kept(browser),
                "verifier": verifier,
                "nonce": nonce,
                "connects": connects,
                "ends_at": clock.now() + LONGEST,
            }
        )
        return address, browser

    def end(self, back: Mapping[str, str], browser: str) -> Arrival:
        """Who came back, if the provider says so; Malformed where this is not the journey that began here."""
        row = self._rows.take(secret.kept(back.get("state", "")))
        if row is None or row["ends_at"] <= clock.now() or row["browser"] != secret.kept(browser):
            raise Malformed(LOST)
        provider = self._tokens.providers.get(row["issuer"])
        if provider is None or not _is_of(provider, back.get("iss")) or not back.get("code"):
            raise Malformed(LOST)
        tokens = self._endpoints.redeem(provider, back["code"], row["verifier"], Malformed(LOST))
        token, refresh = tokens.get("id_token"), tokens.get("refresh_token")
        if not isinstance(token, str):
            raise Unauthenticated()
        claims = self._tokens.identity(token, provider, row["nonce"])
        return Arrival(provider, claims, row["connects"], Grant(claims["sub"], refresh) if refresh else None)


def _is_of(provider: Provider, issuer: str | None) -> bool:
    """Whether this provider sent somebody back (RFC 9207); one that promises to say so must."""
    if issuer is None:
        return not provider.about().get(SAYS_WHO)
    return issuer == provider.issuer.issuer
