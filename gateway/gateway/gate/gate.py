"""Whom a request is let in as: who asks, from where, whether that is too much, and whether they may."""

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial

from chassis.call import Caller
from chassis.errors import Denied, Unauthenticated
from gateway import access
from gateway.auth import Believed
from gateway.gate.addresses import Hosts, Proxies
from gateway.gate.keys import Keys, key_in
from gateway.gate.limits import Limited, Limits, Who
from gateway.gate.rates import class_of
from gateway.gate.scopes import scope_of
from gateway.identity import csrf
from gateway.identity.csrf import Sent
from gateway.identity.identity import Identity
from gateway.identity.sessions import Session

SCOPE_MISSING = "scope_missing"
CODES = (SCOPE_MISSING,)


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """`peer` is the address at the other end of the connection, `forwarded` what `X-Forwarded-For` says,
    `session` what the cookie holds."""

    route: str
    host: str
    authorization: str | None
    peer: str
    forwarded: str
    session: str = ""
    sent: Sent = field(default_factory=Sent)


def always() -> bool:
    """Of who is nobody."""
    return True


@dataclass(frozen=True, slots=True)
class Known:
    """`scopes` are those of a key or a token; None where everything is open that the roles open. `still`
    tells later on whether they would be known yet; any WaraError says no."""

    caller: Caller
    who: Who
    scopes: frozenset[str] | None = None
    session: Session | None = None
    still: Callable[[], object] = always


def nobody_is_met(known: Known) -> None:
    """Where nobody wants to hear."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Gate:
    """`believe` tells as whom a header `Authorization` asks that holds no API key. Without `identity`
    nobody signs in."""

    believe: Callable[[str | None], Believed]
    identity: Identity | None = None
    keys: Keys | None = None
    limits: Limits = field(default_factory=Limits)
    proxies: Proxies = field(default_factory=Proxies)
    hosts: Hosts = field(default_factory=Hosts)

    def let_in(self, asked: Asked, exists: bool, met: Callable[[Known], None] = nobody_is_met) -> None:
        """`met` hears who it is, before it is asked whether they may.

        Misdirected, Unauthenticated, Limited or Denied where they are not.

        That a route does not exist all may hear. A bad token or key is refused even where none is needed, so
        that nobody believes itself signed in.
        """
        self.hosts.check(asked.host)
        address = Who("address", self.proxies.client(asked.peer, asked.forwarded))
        try:
            known = self._known(asked, address)
        except Unauthenticated:
            self.limits.refused(address)
            raise
        met(known)
        if asked.authorization is None:
            csrf.check(asked.route, asked.host, asked.sent, known.session)
        if of := class_of(asked.route):
            self.limits.spend(known.who, of)
        if exists:
            access.check(asked.route, known.caller)
            _check_scope(asked.route, known.scopes)

    def _known(self, asked: Asked, address: Who) -> Known:
        """What a request says of itself counts before what a browser sends along."""
        authorization = asked.authorization
        if authorization is None:
            return self._visitor(asked, address)
        key = key_in(authorization)
        if key is not None and self.keys is not None:
            return self._system(key, self.keys, address)
        believed = self.believe(authorization)
        who, still = Who("person", believed.caller.id), lambda: self.believe(authorization) == believed
        return Known(believed.caller, who, believed.scopes, still=still)

    def _system(self, key: str, keys: Keys, address: Who) -> Known:
        """Guesses at keys cost the store nothing once there were too many from an address; behind which a
        key that was good lately is none."""
        if not keys.was_good(key):
            self.limits.check_refused(address)
        holder = keys.holder(key)
        return Known(holder.caller, Who("key", holder.key), holder.scopes, still=partial(keys.holder, key))

    def _visitor(self, asked: Asked, address: Who) -> Known:
        """A cookie whose time is over is nobody's: its pages go on being read."""
        session = self._session(self.identity, asked, address) if self.identity and asked.session else None
        if session is None or self.identity is None:
            return Known(self.believe(None).caller, address)
        still = partial(self.identity.sessions.lasts, session.id)
        return Known(session.caller, Who("person", session.caller.id), session=session, still=still)

    def _session(self, identity: Identity, asked: Asked, address: Who) -> Session | None:
        """Guesses at cookies cost nothing either: who comes with one that was not seen here, when there were
        too many, may read what everybody may."""
        if identity.sessions.knows(asked.session):
            return identity.session(asked.session)
        try:
            self.limits.check_refused(address)
            session = identity.session(asked.session)
            if session is None:
                self.limits.refused(address)
        except Limited:
            if not access.is_read_by_anyone(asked.route):
                raise
            return None
        return session


def _check_scope(route: str, scopes: frozenset[str] | None) -> None:
    scope = scope_of(route)
    if scopes is not None and scope is not None and scope not in scopes:
        raise Denied(SCOPE_MISSING, scope=scope)
