"""How a person is reached: by e-mail or, where they have none or prefer it so, by post or by telephone."""

from collections.abc import Mapping
from typing import Any, Literal

ContactChannel = Literal["email", "post", "telephone"]
KEPT_IN: Mapping[ContactChannel, str] = {
    "email": "email",
    "post": "postal_address",
    "telephone": "telephone",
}
"""What they have to have for it. The first is what nobody has to ask for."""


def preferred(person: Mapping[str, Any]) -> ContactChannel | None:
    """What they said; by what they have, where that is no e-mail address. None is e-mail."""
    said: ContactChannel | None = person.get("preferred_channel")
    if said is not None or person.get("email"):
        return said
    return next((channel for channel, name in KEPT_IN.items() if person.get(name)), None)


def wanting(person: Mapping[str, Any]) -> str | None:
    """The name of what they cannot be reached without, and have not."""
    name = KEPT_IN[preferred(person) or "email"]
    return None if person.get(name) else name
