"""By which channels a person is written to."""

from collections.abc import Mapping
from typing import Any

EMAIL, INBOX = "email", "inbox"
CHANNELS = (EMAIL,)


def channels(template: str, representative: Mapping[str, Any]) -> tuple[str, ...]:
    """The first carries the letter itself; each of the others a copy of it, sent for itself."""
    return (EMAIL,)
