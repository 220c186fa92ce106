"""The headings of mails, of which thousands share most: each is read and folded once.

To fold a subject in Thai takes the email package some milliseconds, more than all the rest of a mail.
"""

from email.policy import EmailPolicy
from functools import lru_cache
from typing import Any

REMEMBERED, LONGEST = 500, 78
SHARED = {"from", "subject", "date", "auto-submitted", "mime-version", "content-language"} | {
    "content-type",
    "content-transfer-encoding",
}
"""Nothing that is of one recipient alone."""


class Headings(EmailPolicy):
    """The email package's own. What fits on a line of ASCII is written as it stands."""

    def header_store_parse(self, name: str, value: Any) -> tuple[str, Any]:
        shared = type(value) is str and name.lower() in SHARED
        return _parsed(name, value) if shared else super().header_store_parse(name, value)

    def fold_binary(self, name: str, value: Any) -> bytes:
        line = f"{name}: {value}"
        if line.isascii() and len(line) <= LONGEST and line.isprintable():
            return (line + self.linesep).encode()
        shared = not self.utf8 and hasattr(value, "fold") and name.lower() in SHARED
        return _folded(name, value, self.linesep) if shared else super().fold_binary(name, value)


@lru_cache(REMEMBERED)
def _parsed(name: str, value: str) -> tuple[str, Any]:
    return EmailPolicy().header_store_parse(name, value)


@lru_cache(REMEMBERED)
def _folded(name: str, value: Any, linesep: str) -> bytes:
    return EmailPolicy(linesep=linesep).fold_binary(name, value)
