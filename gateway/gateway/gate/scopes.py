"""What an API key is for, or another issuer's token: `events:read` is what reads under `/v1/events`,
`actions:write` what changes there.

A scope only narrows what the roles open. None is listed here: they follow from the routes.
"""

from functools import lru_cache

from gateway.access import ACCESS

READ, WRITE = "read", "write"
NEVER = frozenset({"accounts", "keys", "partners", "sessions", "sign-in"})
"""No key makes keys, grants anything, or signs anybody in."""


@lru_cache(maxsize=1024)
def scope_of(route: str) -> str | None:
    """None for a page, and for what is about the interface itself: open to every key."""
    verb, path = route.split(" ", 1)
    parts = path.strip("/").split("/")
    if parts[0] == "metrics":
        parts = ["v1", *parts]
    if parts[0] != "v1" or len(parts) < 2:
        return None
    return f"{parts[1].split('.')[0]}:{READ if verb == 'GET' else WRITE}"


OURS = frozenset(scope for route in ACCESS if (scope := scope_of(route)))


def narrowed(claim: object) -> frozenset[str] | None:
    """To what a `scope` (RFC 9068) narrows a token: those of ours that it names. None where it names none:
    what else its issuer has scopes for is not about us."""
    named = claim.split() if isinstance(claim, str) else claim
    if not isinstance(named, list):
        return None
    return OURS.intersection(one for one in named if isinstance(one, str)) or None


def all_scopes() -> frozenset[str]:
    """Those that a key may have."""
    return frozenset(scope for scope in OURS if scope.split(":")[0] not in NEVER)
