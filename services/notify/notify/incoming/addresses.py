"""The addresses that answers come to: each letter has one of its own, and each calendar entry.

`answers+<mark>@secretariat.example`: the mark of a letter holds its id; each is sealed, so that nobody makes
one up. It is of small letters and digits, for mail servers may make all letters small.
"""

import base64
import hashlib
import hmac
import uuid
from dataclasses import dataclass
from email.utils import parseaddr

from chassis.links import Secrets

SEAL, ID = 13, 26
"""Lengths in base32: of 8 bytes of a seal, and of an id."""


@dataclass(frozen=True, slots=True)
class Addresses:
    """Of an installation whose mail server hands us what comes to `reply_to` and to its sub-addresses."""

    reply_to: str
    secrets: Secrets

    @classmethod
    def read(cls, reply_to: str, secrets: Secrets) -> "Addresses":
        """ValueError where it is no plain address."""
        address = parseaddr(reply_to)[1]
        local, _, domain = address.rpartition("@")
        if not local or not domain or "+" in local:
            raise ValueError("MAIL_REPLY_TO must be a mail address without a +")
        return cls(address, secrets)

    def of_letter(self, notification: str) -> str:
        id = _base32(uuid.UUID(notification).bytes)
        return self._address(id + self._seals(f"letter|{id}")[0])

    def of_entry(self, uid: str) -> str:
        """Always the same for one entry, for as long as what it was sealed with first is believed: a calendar
        takes no change from another organiser."""
        return self._address(self._seals(f"entry|{uid}")[-1])

    def letter(self, address: str) -> str | None:
        """The notification whose address this is."""
        mark = self._mark(address)
        id, seal = mark[:ID], mark[ID:]
        if len(mark) != ID + SEAL or not self._is_sealed(seal, f"letter|{id}"):
            return None
        return str(uuid.UUID(bytes=base64.b32decode(id.upper() + "======")))

    def is_of_entry(self, address: str, uid: str) -> bool:
        return self._is_sealed(self._mark(address), f"entry|{uid}")

    def ours(self, address: str) -> bool:
        local, _, domain = address.rpartition("@")
        own, _, own_domain = self.reply_to.rpartition("@")
        names = (local.partition("+")[0], domain), (own, own_domain)
        return [name.casefold() for name in names[0]] == [name.casefold() for name in names[1]]

    def _mark(self, address: str) -> str:
        """As ASCII, or none: what is compared may be anything that a stranger writes."""
        mark = address.rpartition("@")[0].partition("+")[2].lower() if self.ours(address) else ""
        return mark if mark.isascii() else ""

    def _address(self, mark: str) -> str:
        local, _, domain = self.reply_to.rpartition("@")
        return f"{local}+{mark}@{domain}"

    def _is_sealed(self, seal: str, what: str) -> bool:
        return any(hmac.compare_digest(seal, good) for good in self._seals(what))

    def _seals(self, what: str) -> list[str]:
        """With each secret that is believed, the newest first."""
        return [_base32(hmac.digest(secret, what.encode(), hashlib.sha256)[:8]) for secret in self.secrets()]


def _base32(data: bytes) -> str:
    return base64.b32encode(data).decode().rstrip("=").lower()
