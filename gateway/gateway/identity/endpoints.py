"""What a provider answers who signs in there: tokens for a code or a refresh token, and what it says of
somebody now.
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

from chassis.errors import Unauthenticated, WaraError
from gateway.identity.issuers import is_private
from gateway.identity.provider import ANSWER_SECONDS, Away, Provider, fetch

USERINFO = "userinfo_endpoint"

Answer = Mapping[str, Any]


class Endpoints:
    def __init__(self, back: str) -> None:
        """`back` is the address that providers send people back to."""
        self._back = back

    def go_to(
        self, provider: Provider, verifier: str, nonce: str, within: timedelta | None = None
    ) -> tuple[str, str]:
        """Where to sign in, and the state that is sent back with who did.

        With `within` the provider is to ask who it is, and to say when it did, which was so long ago at most.
        `max_age=0` would say the same, but some providers never have done with it.
        """
        endpoint = provider.about()["authorization_endpoint"]
        anew = {"prompt": "login", "max_age": int(within.total_seconds())} if within else {}
        address, state = self._client(provider).create_authorization_url(
            endpoint, code_verifier=verifier, nonce=nonce, **anew
        )
        return str(address), str(state)

    def redeem(self, provider: Provider, code: str, verifier: str, refusal: WaraError) -> Answer:
        """The tokens for this code; `refusal` where there are none, Away where that is not known."""
        with _asked(refusal):
            tokens: Answer = self._client(provider).fetch_token(
                provider.about()["token_endpoint"],
                code=code,
                code_verifier=verifier,
                timeout=ANSWER_SECONDS,
                allow_redirects=False,
            )
        return tokens

    def refresh(self, provider: Provider, token: str) -> Answer:
        """Other tokens for this one; Unauthenticated or Away."""
        with _asked(Unauthenticated()):
            tokens: Answer = self._client(provider).refresh_token(
                provider.about()["token_endpoint"],
                refresh_token=token,
                timeout=ANSWER_SECONDS,
                allow_redirects=False,
            )
        return tokens

    def userinfo(self, provider: Provider, access: str) -> Answer:
        """What it says of whose token this is; Unauthenticated or Away."""
        url = provider.about().get(USERINFO)
        if not isinstance(url, str) or not is_private(url):
            raise Unauthenticated()
        return fetch(url, access)

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


@contextmanager
def _asked(refusal: WaraError) -> Iterator[None]:
    from authlib.common.errors import AuthlibBaseError
    from requests import RequestException

    try:
        yield
    except AuthlibBaseError as error:
        raise refusal from error
    except (RequestException, ValueError) as error:
        raise Away() from error
