"""Who somebody is: all of sign-in, as the application has it."""

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, cast

from flask import current_app, g

from chassis.call import Caller
from chassis.errors import Conflict, Denied
from gateway.gate.limits import Limits, Who
from gateway.gate.rates import SIGN_IN
from gateway.identity import people, secret, store
from gateway.identity.accounts import Accounts
from gateway.identity.cookies import Cookies
from gateway.identity.issuers import Issuer
from gateway.identity.journeys import Arrival, Journeys
from gateway.identity.links import BY_LETTER, BY_PRINT, LINK_UNKNOWN, Links
from gateway.identity.provider import Provider
from gateway.identity.sessions import Session, Sessions
from gateway.identity.tokens import Claims, Tokens

EXTENSION = "wara.identity"
BACK = "/sign-in/callback"
SEVERAL = "several_members"
CODES = (SEVERAL,)
ANSWER_AFTER_SECONDS = 0.3
VOUCHED = (True, "true")
"""Some say it as a text."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Identity:
    tokens: Tokens
    accounts: Accounts
    sessions: Sessions
    links: Links
    journeys: Journeys
    cookies: Cookies
    limits: Limits

    @classmethod
    def of(
        cls, rows: Callable[[str], Any], issuers: Sequence[Issuer], public_url: str, limits: Limits
    ) -> "Identity":
        """`rows` gives each collection of `gateway.identity.store`."""
        tokens = Tokens(issuers)
        return cls(
            tokens=tokens,
            accounts=Accounts(rows(store.ACCOUNTS)),
            sessions=Sessions(rows(store.SESSIONS)),
            links=Links(rows(store.LINKS)),
            journeys=Journeys(rows(store.JOURNEYS), tokens, public_url.rstrip("/") + BACK),
            cookies=Cookies.of(public_url),
            limits=limits,
        )

    def session(self, cookie: str) -> Session | None:
        return self.sessions.find(cookie, people.stands)

    def send_link(self, email: str, command_id: str) -> None:
        """To whoever has this address, once for a command; Limited where that was too often. Nobody learns
        whether there is one, from the time that it takes neither."""
        self.limits.spend(Who("person", secret.kept(email.casefold())), SIGN_IN)
        if not self.links.was_sent(command_id):
            people.write_to(email, *self.links.for_letters())
            self.links.note_sent(command_id)
        time.sleep(max(g.begun + ANSWER_AFTER_SECONDS - time.monotonic(), 0))

    def elsewhere(self, token: str) -> Caller | None:
        """Who asks by a token of another issuer; None where it says to be of none that we know.

        Unauthenticated, Denied or Unavailable where it is, and is not good.
        """
        provider = self.tokens.issuer_of(token)
        if provider is None:
            return None
        return self._known(provider, self.tokens.access(token, provider))

    def by_link(self, token: str) -> tuple[Caller, str]:
        """Who comes by a link, which is used by that, and by what kind; the same errors, and Conflict."""
        if account := self.links.account_of(token):
            caller = self.accounts.by_id(account)
            self.links.use(token, account)
            return caller, BY_PRINT
        caller, made_of = people.by_letter(token)
        if not people.stands(caller):
            raise Denied(LINK_UNKNOWN)
        self.links.use(made_of, caller.id)
        return caller, BY_LETTER

    def arrived(self, arrival: Arrival) -> Caller:
        """Who comes back from a provider; the same errors."""
        provider, claims, account = arrival
        if account is not None:
            self.accounts.connect(account, provider.issuer.issuer, claims["sub"])
        elif provider.issuer.trusts_email and claims.get("email_verified") in VOUCHED:
            self._speak_for(provider, claims)
        return self._known(provider, claims)

    def _known(self, provider: Provider, claims: Claims) -> Caller:
        issuer = provider.issuer
        return self.accounts.caller(issuer.issuer, claims["sub"], issuer.roles(claims))

    def _speak_for(self, provider: Provider, claims: Claims) -> None:
        """Which representative has the address that the provider vouches for, if one has."""
        g.caller = Caller(id=EXTENSION)
        found = [one for one in people.with_address(str(claims.get("email"))) if people.stands(one)]
        if len(found) > 1:
            raise Conflict(SEVERAL)
        for representative in found:
            self.accounts.speak_for(provider.issuer.issuer, claims["sub"], representative)


def here() -> Identity:
    return cast(Identity, current_app.extensions[EXTENSION])
