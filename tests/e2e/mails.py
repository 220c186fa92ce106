"""The mails that the sink has caught."""

import email
import email.policy
from dataclasses import dataclass
from email.message import EmailMessage

import requests

CALENDAR = "text/calendar"


@dataclass(frozen=True)
class Mails:
    page: str

    def to(self, address: str, *about: str) -> list[EmailMessage]:
        """Those that link to one of the things whose ids are given, in order of arrival."""
        listed = requests.get(f"{self.page}/messages.json", timeout=10).json()
        mails = [self._read(mail["n"]) for mail in listed if address in mail["to"]]
        return [mail for mail in mails if any(id in text_of(mail, "text/plain") for id in about)]

    def invitations_to(self, address: str, meeting: str) -> list[EmailMessage]:
        return [mail for mail in self.to(address, meeting) if CALENDAR in kinds_of(mail)]

    def _read(self, n: int) -> EmailMessage:
        content = requests.get(f"{self.page}/messages/{n}.eml", timeout=10).content
        return email.message_from_bytes(content, policy=email.policy.default)


def kinds_of(message: EmailMessage) -> list[str]:
    return [part.get_content_type() for part in message.walk()]


def text_of(message: EmailMessage, content_type: str) -> str:
    part = next(part for part in message.walk() if part.get_content_type() == content_type)
    payload = part.get_payload(decode=True)
    assert isinstance(payload, bytes)
    return payload.decode()
