"""Who somebody is: all of sign-in, as the application has it."""

import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, cast
from uuid import UUID, uuid5

from flask import current_app, g

from chassis import clock
from chassis.call import Caller, body_hash
from chassis.errors import Conflict, Denied, Unauthenticated
from gateway.auth import Believed
from gateway.gate.limits import Limits, Who
from gateway.gate.rates import SIGN_IN
from gateway.gate.scopes import narrowed
from gateway.identity import people, secret, store, vouching
from gateway.identity.accounts import Accounts
from gateway.identity.cookies import Cookies
from gateway.identity.endpoints import Endpoints
from gateway.identity.issuers import Issuer
from gateway.identity.journeys import Arrival, Journeys
from gateway.identity.links import BY_LETTER, BY_PRINT, LINK_UNKNOWN, PRINTED, Links
from gateway.identity.provider import Provider
from gateway.identity.sessions import LOOKED_AT, Session, Sessions
from gateway.identity.tokens import Claims, Tokens
from gateway.identity.vouching import Grant, Vouched

EXTENSION = "wara.identity"
BACK = "/sign-in/callback"
SEVERAL = "several_members"
CODES = (SEVERAL,)
ANSWER_AFTER_SECONDS = 0.3
VERIFIED = "email_verified"


@dataclass(frozen=True, slots=True, kw_only=True)
class Identity:
    tokens: Tokens
    accounts: Accounts
    sessions: Sessions
    links: Links
    journeys: Journeys
    endpoints: Endpoints
    cookies: Cookies
    limits: Limits

    @classmethod
    def of(
        cls, rows: Callable[[str], Any], issuers: Sequence[Issuer], public_url: str, limits: Limits
    ) -> "Identity":
        """`rows` gives each collection of `gateway.identity.store`."""
        tokens, endpoints = Tokens(issuers), Endpoints(public_url.rstrip("/") + BACK)
        return cls(
            tokens=tokens,
            accounts=Accounts(rows(store.ACCOUNTS)),
            sessions=Sessions(rows(store.SESSIONS)),
            links=Links(rows(store.LINKS)),
            journeys=Journeys(rows(store.JOURNEYS), tokens, endpoints),
            endpoints=endpoints,
            cookies=Cookies.of(public_url),
            limits=limits,
        )

    @property
    def issuers(self) -> list[Issuer]:
        return [one.issuer for one in self.tokens.providers.values()]

    def session(self, cookie: str) -> Session | None:
        return self.sessions.find(cookie, people.stands, self._vouched)

    def send_link(self, email: str, command_id: str) -> None:
        """To whoever has this address, once for a command; Limited where that was too often, Reused where the
        command was for another. Nobody learns whether there is one, from the time that it takes neither."""
        self.limits.spend(Who("person", secret.kept(email.casefold())), SIGN_IN)
        if not self.links.was_sent(command_id, email):
            people.write_to(email, *self.links.for_letters())
            self.links.note_sent(command_id, email)
        time.sleep(max(g.begun + ANSWER_AFTER_SECONDS - time.monotonic(), 0))

    def elsewhere(self, token: str) -> Believed | None:
        """Who asks by a token of another issuer; None where it says to be of none that we know.

        Unauthenticated, Denied or Unavailable where it is, and is not good.
        """
        provider = self.tokens.issuer_of(token)
        if provider is None:
            return None
        claims = self.tokens.access(token, provider)
        return Believed(self._known(provider, claims), narrowed(claims.get("scope")))

    def by_link(self, token: str) -> tuple[Caller, str]:
        """Who comes by a link, which is used by that, and by what kind; the same errors, and Conflict."""
        if account := self.links.account_of(token):
            caller = self.accounts.by_id(account, people.stands)
            self.links.use(token, account)
            return caller, BY_PRINT
        letter = people.by_letter(token)
        caller = self._written_to(letter)
        self.links.use(letter["about"], caller.id)
        return caller, BY_LETTER

    def begin(self, caller: Caller, by: str, vouched: Vouched | None = None) -> str:
        """What the cookie of a new session holds; Unauthenticated where the account was closed meanwhile: who
        closes it looks for sessions after, and who begins one looks at it after."""
        cookie = self.sessions.begin(caller, by, vouched)
        if self.accounts.is_closed(caller.id):
            self.sessions.end_all(caller.id)
            raise Unauthenticated()
        return cookie

    def _written_to(self, letter: Mapping[str, Any]) -> Caller:
        if account := letter.get("account"):
            return self.accounts.by_id(account, people.stands)
        caller = people.speaks(letter["representative"], letter["member"])
        if not people.stands(caller):
            raise Denied(LINK_UNKNOWN)
        return caller

    def open_account(self, wanted: Mapping[str, Any], command_id: str) -> dict[str, Any]:
        """`{email, roles, language}`: once for a command, and Reused where that was for another; nobody is in
        before the letter is on its way."""
        id = str(uuid5(UUID(int=0), command_id))
        wish = secret.kept(f"{command_id}\n{body_hash(wanted)}")
        if known := self.accounts.opened(id, wish):
            return known
        people.write_to_official(id, wanted["email"], wanted["language"], *self.links.for_letters(PRINTED))
        return self.accounts.open(id, wanted["roles"], wish)

    def close_account(self, id: str) -> dict[str, Any]:
        """With all sessions of its own, at once here, elsewhere within seconds."""
        closed = self.accounts.close(id)
        for owner in filter(None, (id, closed["representative"])):
            self.sessions.end_all(owner)
        return closed

    def forget(self, person: str) -> None:
        """By what a representative signed in, and where they were."""
        self.sessions.end_all(person)
        self.accounts.forget(person)

    def kept_of(self, person: str, current: str | None) -> dict[str, Any]:
        """By what a representative signs in, and where they are; `current` is the session that asks."""
        sessions = [{**one, "current": one["id"] == current} for one in self.sessions.of(person)]
        return {"sessions": sessions, "accounts": self.accounts.of(person)}

    def arrived(self, arrival: Arrival) -> Vouched:
        """Who comes back from a provider; the same errors."""
        provider, claims, account, grant = arrival
        if account is not None:
            self.accounts.connect(account, provider.issuer.issuer, claims["sub"])
        elif provider.issuer.trusts_email and is_verified(claims):
            self._speak_for(provider, claims)
        return self._by_word_of(provider, claims, grant)

    def _vouched(self, issuer: str, grant: Grant) -> Vouched | None:
        """Who somebody is by now; None where the provider vouches for them no more, or is not named any
        more."""
        provider = self.tokens.providers.get(issuer)
        if provider is None:
            return None
        try:
            claims, renewed = vouching.anew(self.endpoints, provider, grant)
            return self._by_word_of(provider, claims, renewed)
        except (Denied, Unauthenticated):
            return None

    def _by_word_of(self, provider: Provider, claims: Claims, grant: Grant | None) -> Vouched:
        until = clock.now() + timedelta(minutes=provider.issuer.believed_minutes)
        shown = vouching.authenticated_at(claims)
        return Vouched(self._known(provider, claims, timedelta()), until, grant, shown)

    def _known(self, provider: Provider, claims: Claims, lately: timedelta = LOOKED_AT) -> Caller:
        of, roles = provider.issuer.issuer, provider.issuer.roles(claims)
        return self.accounts.caller(of, claims["sub"], roles, people.stands, lately)

    def _speak_for(self, provider: Provider, claims: Claims) -> None:
        """Which representative has the address that the provider vouches for, if one has."""
        g.caller = Caller(id=EXTENSION)
        found = [one for one in people.with_address(str(claims.get("email"))) if people.stands(one)]
        if len(found) > 1:
            raise Conflict(SEVERAL)
        for representative in found:
            self.accounts.speak_for(provider.issuer.issuer, claims["sub"], representative)


def is_verified(claims: Claims) -> bool:
    """A boolean (OpenID Connect Core, 5.1), which some providers write as a text; nothing else is one."""
    return claims.get(VERIFIED) is True or claims.get(VERIFIED) == "true"


def here() -> Identity:
    return cast(Identity, current_app.extensions[EXTENSION])
