"""What a mail that comes in is: a calendar's answer, a report of the mail system, or words to read. Pure.

A stranger wrote it: only its beginning is taken to pieces, and of each heading only the beginning again.
"""

import email
import re
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from email.errors import HeaderParseError
from email.header import decode_header, make_header
from email.message import Message
from email.policy import Compat32
from email.utils import parseaddr
from typing import Any

from icalendar import Calendar

ANSWERS = {"ACCEPTED": "accepted", "TENTATIVE": "tentative", "DECLINED": "declined"}
STATUS = re.compile(r"[245]\.\d{1,3}\.\d{1,3}")
MAILTO = re.compile(r"^mailto:", re.IGNORECASE)
ORDER = {"plain": 0, "html": 1}
LONGEST_TEXT, LONGEST_SUBJECT = 20_000, 500
LARGEST_READ, MOST_LINES, LONGEST_HEADING = 256 * 1024, 3_000, 4_000


class Headings(Compat32):
    """As they came, in UTF-8, and none longer than anybody reads."""

    def header_source_parse(self, sourcelines: list[str]) -> tuple[str, str]:
        name, value = super().header_source_parse(sourcelines)
        return name, value[:LONGEST_HEADING].encode(errors="surrogateescape").decode(errors="replace")


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """`automatic` is what no person wrote: that somebody is away."""

    sender: str
    subject: str
    text: str
    automatic: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class CalendarReply:
    """METHOD:REPLY (RFC 5546); `sequence` is of the entry that it answers, `attendee` is the address of who
    answers, `commented` says that they have added something, which the text of the words begins with."""

    uid: str
    answer: str
    attendee: str
    sequence: int
    at: datetime
    commented: bool
    words: Words


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """A delivery status notification (RFC 3464); `status` is the enhanced code, such as `5.1.1`.

    `recipients` are the addresses that it is about, where it says so: a mailbox may have sent the letter on.
    """

    failed: bool
    status: str
    recipients: frozenset[str]
    words: Words


Reading = CalendarReply | Report | Words


def read(content: bytes) -> Reading:
    """Never raises: what cannot be understood is words, and as it came where it cannot be taken to pieces."""
    try:
        message = email.message_from_bytes(_beginning(content), policy=Headings())
        words = _words(message)
    except Exception:  # noqa: BLE001 - it must not come again and again
        text = _sound(content[:LONGEST_TEXT].decode(errors="replace"))
        return Words(sender="", subject="", text=text, automatic=False)
    try:
        return _report(message, words) or _reply(message, words) or words
    except Exception:  # noqa: BLE001 - as before
        return words


def _beginning(content: bytes) -> bytes:
    return b"".join(content[:LARGEST_READ].splitlines(keepends=True)[:MOST_LINES])


def _report(message: Message, words: Words) -> Report | None:
    if message.get_content_type() != "multipart/report":
        return None
    for part in message.walk():
        if part.get_content_type() == "message/delivery-status":
            blocks: Any = part.get_payload()
            return _of_recipient(message, blocks, words)
    return None


def _of_recipient(message: Message, blocks: list[Message], words: Words) -> Report | None:
    """The first block is about the message, each further one about a recipient; ours have one."""
    for block in blocks[1:]:
        action = block.get("Action", "").strip().lower()
        status = STATUS.search(block.get("Status", ""))
        if action and status:
            about = _recipients(message, block)
            return Report(failed=action == "failed", status=status[0], recipients=about, words=words)
    return None


def _recipients(message: Message, block: Message) -> frozenset[str]:
    typed = [block.get(name, "").rpartition(";")[2] for name in ("Final-Recipient", "Original-Recipient")]
    plain = message.get("X-Failed-Recipients", "").split(",")
    return frozenset(address for one in (*typed, *plain) if (address := one.strip(" \t\r\n<>")))


def _reply(message: Message, words: Words) -> CalendarReply | None:
    for part in message.walk():
        if part.get_content_type() == "text/calendar":
            calendar = Calendar.from_ical(_content(part))
            if str(calendar.get("METHOD", "")).upper() == "REPLY":
                return _answered(calendar.walk("VEVENT")[0], words)
    return None


def _answered(event: Any, words: Words) -> CalendarReply | None:
    attendees = event["ATTENDEE"]
    attendee = attendees[0] if isinstance(attendees, list) else attendees
    answer = ANSWERS.get(str(attendee.params.get("PARTSTAT", "")).upper())
    at = event["DTSTAMP"].dt
    if answer is None or not isinstance(at, datetime):
        return None
    at = at if at.tzinfo else at.replace(tzinfo=UTC)
    comment = _comment(event)
    return CalendarReply(
        uid=str(event["UID"]),
        answer=answer,
        attendee=MAILTO.sub("", str(attendee)),
        sequence=int(event.get("SEQUENCE", 0)),
        at=at,
        commented=bool(comment),
        words=replace(words, text=f"{comment}\n\n{words.text}".strip()[:LONGEST_TEXT]),
    )


def _comment(event: Any) -> str:
    """There may be several."""
    said = event.get("COMMENT", [])
    return "\n".join(_sound(str(one)).strip() for one in (said if isinstance(said, list) else [said])).strip()


def _words(message: Message) -> Words:
    automatic = _header(message, "Auto-Submitted").lower() not in ("", "no")
    return Words(
        sender=parseaddr(_header(message, "From"))[1],
        subject=_header(message, "Subject")[:LONGEST_SUBJECT],
        text=_text(message)[:LONGEST_TEXT],
        automatic=automatic or "X-Autoreply" in message,
    )


def _text(message: Message) -> str:
    """The first that is plain, else the first in HTML, else whatever there is."""
    parts = [part for part in message.walk() if part.get_content_maintype() == "text"]
    shown = [part for part in parts if part.get_content_disposition() != "attachment"]
    shown.sort(key=lambda part: ORDER.get(part.get_content_subtype(), len(ORDER)))
    return _content(shown[0]).strip() if shown else ""


def _content(part: Message) -> str:
    payload = part.get_payload(decode=True)
    if not isinstance(payload, bytes):
        return ""
    try:
        return _sound(payload.decode(part.get_content_charset("utf-8"), errors="replace"))
    except (LookupError, ValueError):  # a charset that nobody knows, or that is none of texts
        return _sound(payload.decode(errors="replace"))


def _sound(text: str) -> str:
    """Without halves of characters, which nothing can keep, and without NUL."""
    return text.encode(errors="replace").decode().replace("\0", "")


def _header(message: Message, name: str) -> str:
    """Decoded, on one line; as it came where it is beyond reading, and empty when absent."""
    came = message.get(name, "")
    try:
        text = str(make_header(decode_header(came)))
    except (HeaderParseError, ValueError, LookupError):
        text = came
    return _sound(" ".join(text.split()))
