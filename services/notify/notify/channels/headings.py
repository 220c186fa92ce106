"""The headings of mails, of which thousands share most: each is read and folded once.

To fold a subject in Thai takes the email package some milliseconds, more than all the rest of a mail; in a
name it loses the space at which a line ends, and a long address of a page it encodes, which no mail program
reads. So names and texts are folded here.
"""

from email.header import Header
from email.headerregistry import Address, HeaderRegistry, UnstructuredHeader
from email.policy import EmailPolicy
from functools import cache, lru_cache
from typing import Any

REMEMBERED, LONGEST, LONGEST_ENCODED = 500, 78, 76
SHARED = {"from", "subject", "date", "auto-submitted", "mime-version", "content-language"} | {
    "content-type",
    "content-transfer-encoding",
}
"""Nothing that is of one recipient alone."""


class Kinds(HeaderRegistry):
    """The email package makes a class for each heading of each mail; here for each name, once."""

    @cache  # noqa: B019 - there is one registry, for as long as the process lives
    def __getitem__(self, name: str) -> Any:
        return super().__getitem__(name)


class Mailbox(str):
    """An address that was made from its parts, and need not be taken to pieces again."""

    addresses: tuple[Address, ...]

    def __new__(cls, address: Address) -> "Mailbox":
        made = super().__new__(cls, address)
        made.addresses = (address,)
        return made


class Headings(EmailPolicy):
    """The email package's own. What fits on a line of ASCII is written as it stands."""

    def header_store_parse(self, name: str, value: Any) -> tuple[str, Any]:
        if isinstance(value, Address):
            return name, Mailbox(value)
        shared = type(value) is str and name.lower() in SHARED
        return _parsed(name, value) if shared else super().header_store_parse(name, value)

    def fold_binary(self, name: str, value: Any) -> bytes:
        line = f"{name}: {value}"
        if line.isascii() and len(line) <= LONGEST and line.isprintable():
            return (line + self.linesep).encode()
        if self.utf8 or not (isinstance(value, Mailbox) or hasattr(value, "fold")):
            return super().fold_binary(name, value)
        return (
            _folded(name, value, self.linesep) if name.lower() in SHARED else _fold(name, value, self.linesep)
        )


HEADINGS = Headings(header_factory=Kinds())


@lru_cache(REMEMBERED)
def _parsed(name: str, value: str) -> tuple[str, Any]:
    return EmailPolicy().header_store_parse(name, value)


@lru_cache(REMEMBERED)
def _folded(name: str, value: Any, linesep: str) -> bytes:
    return _fold(name, value, linesep)


def _fold(name: str, value: Any, linesep: str) -> bytes:
    if isinstance(value, UnstructuredHeader):
        lines = _lines(name, str(value))
    elif hasattr(value, "addresses") and not str(value).isascii():
        lines = _addresses(name, value.addresses)
    else:
        return EmailPolicy(linesep=linesep).fold_binary(name, value)
    return (f"{name}: " + f"{linesep} ".join(lines) + linesep).encode("ascii")


def _lines(name: str, text: str) -> list[str]:
    """In ASCII from space to space; else as encoded words (RFC 2047), between which no space is read."""
    charset, longest = ("us-ascii", LONGEST) if text.isascii() else ("utf-8", LONGEST_ENCODED)
    lines = Header(text, charset, maxlinelen=longest, header_name=name).encode().split("\n ")
    return [line for line in lines if line]


def _addresses(name: str, addresses: tuple[Address, ...]) -> list[str]:
    lines: list[str] = []
    for place, one in enumerate(addresses):
        end = "," if place + 1 < len(addresses) else ""
        if one.display_name.isascii():
            lines.append(f"{one}{end}")
            continue
        lines += _lines(name, one.display_name)
        lines.append(f"<{one.addr_spec}>{end}")
    return lines
