"""What a file may be called, on every computer that it comes to."""

import re
import unicodedata

from agenda.errors import ATTACHMENT_NAME_UNSAFE, Invalid

LENGTH = 200
_SEPARATES = re.compile(r'[/\\:*?"<>|]')
_RESERVED = re.compile(r"(con|prn|aux|nul|com[0-9]|lpt[0-9])(\..*)?", re.IGNORECASE)
_UNSEEN = frozenset({"Cc", "Cs", "Co", "Cn", "Zl", "Zp"})
_TURNING = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
"""They turn the direction of writing, and so may show a name's end where it is not."""


def checked(name: str) -> str:
    """In one spelling; Invalid for a path, what cannot be seen, and what some system takes for a device."""
    name = unicodedata.normalize("NFC", name)
    unseen = any(one in _TURNING or unicodedata.category(one) in _UNSEEN for one in name)
    trimmed = name.strip(" .")
    if unseen or not trimmed or name != name.strip() or name.endswith(".") or name.startswith("."):
        raise Invalid(ATTACHMENT_NAME_UNSAFE)
    if len(name) > LENGTH or _SEPARATES.search(name) or _RESERVED.fullmatch(name):
        raise Invalid(ATTACHMENT_NAME_UNSAFE)
    return name


def ending_in(name: str, endings: tuple[str, ...]) -> str:
    """Says by its ending what the file is, whatever it was called."""
    return name if name.lower().endswith(endings) else name + endings[0]
