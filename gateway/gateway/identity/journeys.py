"""On the way to a provider and back: the authorisation code flow with PKCE (RFC 7636), once each, in one
browser.
"""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any, NamedTuple, Protocol

from chassis import clock
from chassis.errors import Malformed, Unauthenticated
from gateway.identity import secret
from gateway.identity.provider import ANSWER_SECONDS, Away, Provider
from gateway.identity.tokens import Claims, Tokens

LOST = "sign_in_lost"
CODES = (LOST,)
LONGEST = timedelta(minutes=10)

Row = dict[str, Any]


class Rows(Protocol):
    """Unavailable while the store is away."""

    def add(self, row: Mapping[str, Any]) -> bool: ...

    def take(self, id: str) -> Row | None: ...

    def forget(self) -> None: ...


class Arrival(NamedTuple):
    """`connects` is the account that is to sign in there from now on, if any."""

    provider: Provider
    claims: Claims
    connects: str | None


class Journeys:
    def __init__(self, rows: Rows, tokens: Tokens, back: str) -> None:
        """`back` is the address that providers send people back to."""
        self._rows = rows
        self._tokens = tokens
        self._back = back

    def begin(self, provider: Provider, connects: str | None) -> tuple[str, str]:
        """Where to go, and what the browser keeps until it is back."""
        endpoint = provider.about()["authorization_endpoint"]
        browser, verifier, nonce = secret.new(), secret.new(), secret.new()
        address, state = self._client(provider).create_authorization_url(
            endpoint, code_verifier=verifier, nonce=nonce
        )
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
        if provider is None or back.get("iss", provider.issuer.issuer) != provider.issuer.issuer:
            raise Malformed(LOST)
        if not back.get("code"):
            raise Malformed(LOST)
        token = self._exchange(provider, back["code"], row["verifier"])
        return Arrival(provider, self._tokens.identity(token, provider, row["nonce"]), row["connects"])

    def _exchange(self, provider: Provider, code: str, verifier: str) -> str:
        """The ID token for this code."""
        from authlib.common.errors import AuthlibBaseError
        from requests import RequestException

        try:
            answer = self._client(provider).fetch_token(
                provider.about()["token_endpoint"],
                code=code,
                code_verifier=verifier,
                timeout=ANSWER_SECONDS,
                allow_redirects=False,
            )
        except AuthlibBaseError as error:
            raise Malformed(LOST) from error
        except (RequestException, ValueError) as error:
            raise Away() from error
        token = answer.get("id_token")
        if not isinstance(token, str):
            raise Unauthenticated()
        return token

    def _client(self, provider: Provider) -> Any:
        """Loaded by who needs it: it takes a third of a second."""
        from authlib.integrations.requests_client import OAuth2Session

        issuer = provider.issuer
        return OAuth2Session(
            issuer.client_id,
            issuer.client_secret,
            scope=issuer.scope,
            redirect_uri=self._back,
            code_challenge_method="S256",
            token_endpoint_auth_method="client_secret_basic" if issuer.client_secret else "none",
        )
