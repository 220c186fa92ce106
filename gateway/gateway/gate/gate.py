"""Whom a request is let in as: who asks, from where, whether that is too much, and whether they may."""

from collections.abc import Callable
from dataclasses import dataclass, field

from chassis.call import Caller
from chassis.errors import Denied, Unauthenticated
from gateway import access
from gateway.gate.addresses import Hosts, Proxies
from gateway.gate.keys import Keys, key_in
from gateway.gate.limits import Limits, Who
from gateway.gate.rates import class_of
from gateway.gate.scopes import scope_of

SCOPE_MISSING = "scope_missing"
CODES = (SCOPE_MISSING,)


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """`peer` is the address at the other end of the connection, `forwarded` what `X-Forwarded-For` says."""

    route: str
    host: str
    authorization: str | None
    peer: str
    forwarded: str


@dataclass(frozen=True, slots=True)
class Known:
    caller: Caller
    who: Who
    scopes: frozenset[str] | None = None
    """Of a key; None where everything is open that the roles open."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Gate:
    """`believe` tells the caller of an `Authorization` header that holds no API key."""

    believe: Callable[[str | None], Caller]
    keys: Keys | None = None
    limits: Limits = field(default_factory=Limits)
    proxies: Proxies = field(default_factory=Proxies)
    hosts: Hosts = field(default_factory=Hosts)

    def let_in(self, asked: Asked, exists: bool) -> Caller:
        """Misdirected, Unauthenticated, Limited or Denied where they are not.

        That a route does not exist all may hear. A bad token or key is refused even where none is needed, so
        that nobody believes itself signed in.
        """
        self.hosts.check(asked.host)
        address = Who("address", self.proxies.client(asked.peer, asked.forwarded))
        try:
            known = self._known(asked.authorization, address)
        except Unauthenticated:
            self.limits.refused(address)
            raise
        if of := class_of(asked.route):
            self.limits.spend(known.who, of)
        if exists:
            access.check(asked.route, known.caller)
            _check_scope(asked.route, known.scopes)
        return known.caller

    def _known(self, authorization: str | None, address: Who) -> Known:
        key = key_in(authorization)
        if key is not None and self.keys is not None:
            holder = self.keys.holder(key)
            return Known(holder.caller, Who("key", holder.key), holder.scopes)
        caller = self.believe(authorization)
        return Known(caller, Who("person", caller.id) if authorization else address)


def _check_scope(route: str, scopes: frozenset[str] | None) -> None:
    scope = scope_of(route)
    if scopes is not None and scope is not None and scope not in scopes:
        raise Denied(SCOPE_MISSING, scope=scope)
