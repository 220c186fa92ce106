"""What a mail that comes in is: a calendar's answer, a report of the mail system, or words to read. Pure."""

import email
import email.policy
import re
from dataclasses import dataclass
from datetime import UTC, datetime
from email.message import EmailMessage, Message
from email.utils import parseaddr
from typing import Any

from icalendar import Calendar

ANSWERS = {"ACCEPTED": "accepted", "TENTATIVE": "tentative", "DECLINED": "declined"}
STATUS = re.compile(r"[245]\.\d{1,3}\.\d{1,3}")
LONGEST_TEXT, LONGEST_SUBJECT = 20_000, 500


@dataclass(frozen=True, slots=True, kw_only=True)
class CalendarReply:
    """METHOD:REPLY (RFC 5546); `sequence` is of the entry that it answers."""

    uid: str
    answer: str
    sequence: int
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """A delivery status notification (RFC 3464); `status` is the enhanced code, such as `5.1.1`."""

    failed: bool
    status: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """`automatic` is what no person wrote: that somebody is away."""

    sender: str
    subject: str
    text: str
    automatic: bool


Reading = CalendarReply | Report | Words


def read(content: bytes) -> Reading:
    """Never raises: what cannot be understood is words."""
    message = email.message_from_bytes(content, policy=email.policy.default)
    for read_as in (_report, _reply):
        try:
            found = read_as(message)
        except (ValueError, LookupError, AttributeError, TypeError):
            found = None
        if found is not None:
            return found
    return _words(message)


def words(content: bytes) -> Words:
    """What there is to read in it, whatever it is."""
    return _words(email.message_from_bytes(content, policy=email.policy.default))


def _report(message: EmailMessage) -> Report | None:
    if message.get_content_type() != "multipart/report":
        return None
    for part in message.walk():
        if part.get_content_type() == "message/delivery-status":
            blocks: Any = part.get_payload()
            return _of_recipient(blocks)
    return None


def _of_recipient(blocks: list[Message]) -> Report | None:
    """The first block is about the message, each further one about a recipient; ours have one."""
    for block in blocks[1:]:
        action = str(block.get("Action", "")).strip().lower()
        status = STATUS.search(str(block.get("Status", "")))
        if action and status:
            return Report(failed=action == "failed", status=status[0])
    return None


def _reply(message: EmailMessage) -> CalendarReply | None:
    for part in message.walk():
        if part.get_content_type() == "text/calendar":
            calendar = Calendar.from_ical(_content(part))
            if str(calendar.get("METHOD", "")).upper() == "REPLY":
                return _answered(calendar.walk("VEVENT")[0])
    return None


def _answered(event: Any) -> CalendarReply | None:
    attendees = event["ATTENDEE"]
    attendee = attendees[0] if isinstance(attendees, list) else attendees
    answer = ANSWERS.get(str(attendee.params.get("PARTSTAT", "")).upper())
    at = event["DTSTAMP"].dt
    if answer is None or not isinstance(at, datetime):
        return None
    at = at if at.tzinfo else at.replace(tzinfo=UTC)
    sequence = int(event.get("SEQUENCE", 0))
    return CalendarReply(uid=str(event["UID"]), answer=answer, sequence=sequence, at=at)


def _words(message: EmailMessage) -> Words:
    automatic = _header(message, "Auto-Submitted").lower() not in ("", "no")
    return Words(
        sender=parseaddr(_header(message, "From"))[1],
        subject=_header(message, "Subject")[:LONGEST_SUBJECT],
        text=_text(message)[:LONGEST_TEXT],
        automatic=automatic or "X-Autoreply" in message,
    )


def _text(message: EmailMessage) -> str:
    parts = [part for part in message.walk() if part.get_content_maintype() == "text"]
    for subtype in ("plain", "html"):
        for part in parts:
            if part.get_content_subtype() == subtype and not part.is_attachment():
                return _content(part).strip()
    return ""


def _content(part: Message) -> str:
    payload = part.get_payload(decode=True)
    if not isinstance(payload, bytes):
        return ""
    try:
        return _sound(payload.decode(part.get_content_charset("utf-8"), errors="replace"))
    except LookupError:  # a charset that nobody knows
        return _sound(payload.decode(errors="replace"))


def _sound(text: str) -> str:
    """Without halves of characters, which nothing can keep, and without NUL."""
    return text.encode(errors="replace").decode().replace("\0", "")


def _header(message: Message, name: str) -> str:
    """Decoded, on one line; empty when absent or beyond reading."""
    try:
        return _sound(" ".join(str(message.get(name, "")).split()))
    except (ValueError, LookupError, IndexError, AttributeError):
        return ""
