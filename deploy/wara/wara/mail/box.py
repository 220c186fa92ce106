"""The mails caught, one `.eml` file each, numbered in order of arrival."""

import email
import email.policy
import email.utils
import threading
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from email.message import EmailMessage
from pathlib import Path


@dataclass(frozen=True)
class Entry:
    n: int
    message_id: str
    sender: str
    to: list[str]
    subject: str
    received_at: datetime
    size: int

    def as_json(self) -> dict[str, object]:
        when = self.received_at.isoformat(timespec="milliseconds").replace("+00:00", "Z")
        return {**vars(self), "received_at": when}


class Box:
    """Safe for many threads. What is in the folder at the start is listed, what is deleted is not."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self._folder = folder
        self._adding = threading.Lock()
        kept = [file for file in folder.glob("*.eml") if file.stem.isdecimal()]
        self._entries = {int(file.stem): describe(file) for file in kept}

    def add(self, sender: str, recipients: Sequence[str], content: bytes) -> Entry:
        """`recipients` are those of the envelope, which the mail's own headers need not name."""
        envelope = f"Return-Path: <{sender}>\r\nDelivered-To: {', '.join(recipients)}\r\n".encode()
        with self._adding:
            n = max(self._entries, default=0) + 1
            unfinished = self._folder / f"{n:06}.part"
            unfinished.write_bytes(envelope + content)
            file = unfinished.rename(self.file(n))
            self._entries[n] = describe(file)
            return self._entries[n]

    def entries(self) -> list[Entry]:
        with self._adding:
            return [self._entries[n] for n in sorted(self._entries) if self.file(n).exists()]

    def has(self, n: int) -> bool:
        return n in self._entries and self.file(n).exists()

    def file(self, n: int) -> Path:
        return self._folder / f"{n:06}.eml"

    def message(self, n: int) -> EmailMessage:
        return read(self.file(n).read_bytes())


def read(content: bytes) -> EmailMessage:
    return email.message_from_bytes(content, policy=email.policy.default)


def describe(file: Path) -> Entry:
    content = file.read_bytes()
    message = read(content.replace(b"\r\n", b"\n").partition(b"\n\n")[0] + b"\n\n")
    received = datetime.fromtimestamp(file.stat().st_mtime, UTC)
    return Entry(
        n=int(file.stem),
        message_id=header(message, "Message-ID"),
        sender=header(message, "From"),
        to=[to for to in header(message, "Delivered-To").split(", ") if to],
        subject=header(message, "Subject"),
        received_at=received,
        size=len(content),
    )


def header(message: EmailMessage, name: str) -> str:
    """Decoded, on one line; empty when absent or beyond reading."""
    try:
        return " ".join(str(message.get(name, "")).split())
    except (ValueError, LookupError, IndexError, AttributeError):
        return ""
