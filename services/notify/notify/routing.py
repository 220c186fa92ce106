"""By which channels a person is written to."""

from collections.abc import Mapping
from typing import Any

from notify.audiences import ACCOUNT, CONFIRM_ADDRESS, JOIN_US, SIGN_IN

EMAIL, POST, TELEPHONE, INBOX = "email", "post", "telephone", "inbox"
BY_HAND = (POST, TELEPHONE)
"""What no sender touches: the secretariat prints it, or calls, and ticks it off."""
CHANNELS = (EMAIL, *BY_HAND)
BY_LINK = (CONFIRM_ADDRESS.name, JOIN_US.name, SIGN_IN.name, ACCOUNT.name)
"""What asks whether an address is whose it is said to be goes there alone; what signs in does too."""


def channels(template: str, representative: Mapping[str, Any]) -> tuple[str, ...]:
    """The first carries the letter itself; each of the others a copy of it, sent for itself."""
    return (EMAIL if template in BY_LINK else representative.get("preferred_channel") or EMAIL,)


def moved_to(channel: str, template: str, representative: Mapping[str, Any]) -> str | None:
    """By which channel the letter itself is to go instead, for a person who is written to by another now."""
    first = channels(template, representative)[0]
    return first if channel in (EMAIL, *BY_HAND) and channel != first else None
