"""A page of the letter by which an application came."""

import hashlib
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from membership.errors import NOT_RECEIVED, SCAN_OF_NO_KIND, SCANS_ENOUGH, Conflict, Invalid
from membership.model.member import Member

ScanType = Literal["application/pdf", "image/jpeg", "image/png"]
BEGINNINGS: dict[ScanType, bytes] = {
    "application/pdf": b"%PDF-",
    "image/jpeg": b"\xff\xd8\xff",
    "image/png": b"\x89PNG\r\n\x1a\n",
}
BYTES_AT_MOST = 700 * 1024  # in base64 with its envelope it still fits into a call
SCANS_AT_MOST = 20


@dataclass(kw_only=True)
class Scan:
    """`content` is the file as it was given, empty where it was not asked for; `sha256` is of the whole."""

    id: str
    member: str
    content_type: ScanType
    size: int
    sha256: str
    at: datetime
    by: str
    content: bytes = b""
    version: int = 0

    @classmethod
    def of(cls, member: Member, before: int, *, id: str, at: datetime, by: str, content: bytes) -> "Scan":
        """Conflict for a member that did not come by letter, or has `before` enough of them."""
        if member.received is None:
            raise Conflict(NOT_RECEIVED, member=member.id)
        if before >= SCANS_AT_MOST:
            raise Conflict(SCANS_ENOUGH, most=SCANS_AT_MOST)
        digest = hashlib.sha256(content).hexdigest()
        return cls(
            id=id,
            member=member.id,
            content_type=kind_of(content),
            size=len(content),
            sha256=digest,
            at=at,
            by=by,
            content=content,
        )


def kind_of(content: bytes) -> ScanType:
    """By what it begins with, whatever it is called; Invalid for what is none of them."""
    for kind, beginning in BEGINNINGS.items():
        if content.startswith(beginning):
            return kind
    raise Invalid(SCAN_OF_NO_KIND)
