"""By what a caller says who it is, as the document tells it: for each route the ways that are open there."""

from collections.abc import Iterable, Mapping
from typing import Any

from gateway.access import ACCESS
from gateway.gate.scopes import all_scopes, scope_of
from gateway.identity import csrf
from gateway.identity.cookies import SESSION
from gateway.identity.issuers import Issuer
from gateway.identity.provider import CONFIGURATION
from gateway.roles import OPERATOR, PARTNER, PUBLIC

BEARER, KEY, COOKIE, PROOF, OF_ISSUER = "bearer", "key", "session", "csrf", "openid-"
OF_KEYS = frozenset({PARTNER, OPERATOR})
"""The roles that a key may have."""

Scheme = dict[str, Any]
SCHEMES: Mapping[str, Scheme] = {
    BEARER: {"type": "http", "scheme": "bearer", "bearerFormat": "JWT (EdDSA)"},
    KEY: {
        "type": "http",
        "scheme": "bearer",
        "bearerFormat": "wara_<32 hexadecimal digits>_<43 characters>",
        "description": "The key of a system, from `POST /v1/keys`; it opens what its scopes name.",
    },
    COOKIE: {
        "type": "apiKey",
        "in": "cookie",
        "name": SESSION,
        "description": f"Who signed in on `/sign-in`; over https its name is `__Host-{SESSION}`.",
    },
    PROOF: {
        "type": "apiKey",
        "in": "header",
        "name": csrf.HEADER,
        "description": "With each change that the cookie speaks for: `csrf` of `GET /v1/me`.",
    },
}


def of_issuers(issuers: Iterable[Issuer]) -> dict[str, Scheme]:
    """Those whose access tokens this installation takes."""
    return {
        f"{OF_ISSUER}{one.name}": {
            "type": "openIdConnect",
            "openIdConnectUrl": one.issuer.rstrip("/") + CONFIGURATION,
        }
        for one in issuers
        if one.audience
    }


def security(route: str, issuers: Iterable[str] = ()) -> list[Scheme]:
    """Any of them will do; nothing at all where everybody may ask."""
    allowed = ACCESS[route]
    ways: list[tuple[str, ...]] = [()] if PUBLIC in allowed else []
    ways += [(name,) for name in (BEARER, *issuers)]
    if allowed & OF_KEYS and scope_of(route) in all_scopes():
        ways.append((KEY,))
    ways.append((COOKIE,) if route.startswith(csrf.HARMLESS) else (COOKIE, PROOF))
    return [{name: [] for name in way} for way in ways]
