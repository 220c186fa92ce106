"""How much may be asked: a class for each route, and a limit for each class and kind of caller.

A person is one subject of a token, a key one API key; who is neither is known by the address alone.
"""

from typing import Literal, NamedTuple

Kind = Literal["address", "person", "key"]

MINUTE, HOUR = 60, 3600
READ, WRITE, HEAVY, IMPORT, APPLY, PROPOSE, SIGN_IN, REFUSED = (
    "read",
    "write",
    "heavy",
    "import",
    "apply",
    "propose",
    "sign_in",
    "refused",
)


class Limit(NamedTuple):
    most: int
    seconds: int


LIMITS: dict[str, dict[Kind, Limit]] = {
    READ: {"address": Limit(600, MINUTE), "person": Limit(600, MINUTE), "key": Limit(3_000, MINUTE)},
    WRITE: {"address": Limit(60, MINUTE), "person": Limit(120, MINUTE), "key": Limit(1_200, MINUTE)},
    HEAVY: {"address": Limit(20, MINUTE), "person": Limit(60, MINUTE), "key": Limit(60, MINUTE)},
    IMPORT: {"address": Limit(1, MINUTE), "person": Limit(1_200, MINUTE), "key": Limit(1_200, MINUTE)},
    APPLY: {"address": Limit(20, HOUR), "person": Limit(300, HOUR), "key": Limit(300, HOUR)},
    PROPOSE: {"address": Limit(1, HOUR), "person": Limit(60, HOUR), "key": Limit(600, HOUR)},
    SIGN_IN: {"address": Limit(20, HOUR), "person": Limit(5, HOUR), "key": Limit(5, HOUR)},
    REFUSED: {"address": Limit(30, MINUTE), "person": Limit(30, MINUTE), "key": Limit(30, MINUTE)},
}
"""SIGN_IN counts letters with a link, by who asks and by the address that they go to; REFUSED what was not
believed: a bad token, a bad key, a cookie that is none."""

CLASS_OF = {
    "GET /docs/events": HEAVY,
    "GET /v1/members/export": HEAVY,
    "GET /v1/proposals/export": HEAVY,
    "POST /v1/events/webhook/test": HEAVY,
    "GET /v1/meetings/{id}/documents/{kind}": HEAVY,
    "GET /v1/committees/{id}/documents/annual-report": HEAVY,
    "GET /v1/members/{member}/representatives/{id}/personal-data": HEAVY,
    "GET /v1/me/data": HEAVY,
    "GET /v1/privacy/breach-report": HEAVY,
    "GET /v1/proposals/{id}/receipt": HEAVY,
    "POST /v1/members/import": IMPORT,
    "POST /v1/members": APPLY,
    "POST /v1/members/{id}/ask-again": APPLY,
    "POST /v1/members/confirm": APPLY,
    "POST /confirm": APPLY,
    "GET /sign-in/{issuer}": HEAVY,
    "GET /sign-in/callback": HEAVY,
    "POST /sign-in": SIGN_IN,
    "POST /v1/sign-in/links": SIGN_IN,
    "POST /v1/accounts": SIGN_IN,
    "POST /v1/proposals": PROPOSE,
    "POST /v1/proposals/{proposal}/comments": PROPOSE,
}
"""Of the others, what only reads is READ, and what changes something WRITE."""

UNCOUNTED = frozenset({"GET /healthz", "GET /readyz"})


def class_of(route: str) -> str | None:
    """None of a route that may be asked as often as wanted."""
    if route in UNCOUNTED:
        return None
    return CLASS_OF.get(route) or (WRITE if route.startswith(("POST ", "PATCH ", "DELETE ")) else READ)
