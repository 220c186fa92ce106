"""What the page of the register shows: proposals as everybody was told of them, the newest first."""

from typing import Any

from chassis.errors import WaraError
from gateway import ask

SHOWN = 50
_CURSOR = 200


def page(after: str | None) -> dict[str, Any] | None:
    """Some of them, and where the older ones begin; None when they cannot be had just now."""
    query = {"limit": SHOWN} | ({"after": after} if after and len(after) <= _CURSOR else {})
    try:
        return ask.query("agenda", "list_register", query)
    except WaraError:
        return None
