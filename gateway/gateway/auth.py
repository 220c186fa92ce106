"""Who is calling: a bearer token, signed by `wara token` with a key of the ring, or by an issuer that this
installation names, or nobody in particular.

What a token says is only believed as a whole: our algorithm, our audience, an expiry, a known role. A bad
token is refused even where nobody needs one, so that a client never believes itself signed in.
"""

from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

import jwt

from chassis.call import Caller
from chassis.errors import Unauthenticated
from chassis.keys import PublicKeys, claims_of
from gateway.roles import PUBLIC, REPRESENTATIVE, SIGNED_IN

AUDIENCE = "wara"
REQUIRED = ["sub", "aud", "iat", "exp", "roles"]

NOBODY = Caller(id=PUBLIC, roles=frozenset({PUBLIC}))


class Believed(NamedTuple):
    """`scopes` are what the issuer has narrowed it to, where it has."""

    caller: Caller
    scopes: frozenset[str] | None = None


def of_no_other(token: str) -> Believed | None:
    """Where no other issuer is named."""


def believe(
    authorization: str | None,
    keys: PublicKeys,
    elsewhere: Callable[[str], Believed | None] = of_no_other,
) -> Believed:
    """As whom an `Authorization` header asks; NOBODY without one; Unauthenticated for a bad one.

    `elsewhere` tells whose token it is that another issuer has signed, with errors of its own.
    """
    if authorization is None:
        return Believed(NOBODY)
    scheme, _, token = authorization.partition(" ")
    if scheme.lower() != "bearer":
        raise Unauthenticated()
    if believed := elsewhere(token.strip()):
        return believed
    try:
        claims = claims_of(token.strip(), keys, AUDIENCE, REQUIRED)
    except (jwt.InvalidTokenError, ValueError, TypeError, RecursionError) as error:
        raise Unauthenticated() from error
    return Believed(_caller(claims))


def _caller(claims: Mapping[str, Any]) -> Caller:
    subject, roles, member = claims["sub"], claims["roles"], claims.get("member")
    if not isinstance(subject, str) or not subject or subject == PUBLIC:
        raise Unauthenticated()
    if not isinstance(roles, list) or not roles:
        raise Unauthenticated()
    if not all(isinstance(role, str) and role in SIGNED_IN for role in roles):
        raise Unauthenticated()
    if member is not None and not isinstance(member, str):
        raise Unauthenticated()
    if REPRESENTATIVE in roles and not member:
        raise Unauthenticated()
    return Caller(id=subject, roles=frozenset(roles), member=member)
