"""What an API key is for: `events:read` is what reads under `/v1/events`, `actions:write` what changes there.

A scope only narrows what the roles of the key open. None is listed here: they follow from the routes.
"""

from collections.abc import Iterable
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


def all_scopes(routes: Iterable[str] = ACCESS) -> frozenset[str]:
    found = {scope for route in routes if (scope := scope_of(route))}
    return frozenset(scope for scope in found if scope.split(":")[0] not in NEVER)
