"""A meeting as an entry for the recipient's calendar (RFC 5545, sent as RFC 5546 and 6047 say)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from icalendar import Event, vCalAddress

from chassis import calendar
from notify import wording
from notify.model import Language

Method = Literal["REQUEST", "CANCEL"]
PRODUCT = "-//wara//notify//TH"
STATUS: Mapping[Method, str] = {"REQUEST": "CONFIRMED", "CANCEL": "CANCELLED"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """`organizer` is a name, perhaps empty, and the mail address that answers go to."""

    method: Method
    language: Language
    meeting: Mapping[str, Any]
    representative: Mapping[str, Any]
    summary: str
    uid: str
    organizer: tuple[str, str]
    link: str
    stamp: datetime


def write(entry: Entry) -> bytes:
    """With who invites and who is invited."""
    meeting, language = entry.meeting, entry.language
    name, address = entry.organizer
    said = {
        field: wording.in_words(text, language)[0]
        for field, text in (("location", meeting["venue"]), ("description", meeting["purpose"]))
        if text
    }
    people = Event()
    people.add("organizer", vCalAddress.new(address, cn=name or None))
    people.add("attendee", _attendee(entry))
    shared = calendar.Entry(
        uid=entry.uid,
        stamp=entry.stamp,
        sequence=meeting["calendar_sequence"],
        starts_at=meeting["starts_at"],
        ends_at=meeting["ends_at"],
        summary=entry.summary,
        url=entry.link,
        status=STATUS[entry.method],
        **said,
    )
    return calendar.message(PRODUCT, entry.method, shared, people)


def uid(meeting: str, representative: str, domain: str) -> str:
    """The same for every entry that one person is sent about one meeting."""
    return f"{meeting}.{representative}@{domain}"


def _attendee(entry: Entry) -> vCalAddress:
    return vCalAddress.new(
        entry.representative["email"],
        cn=wording.person(entry.representative["name"], entry.language),
        role="REQ-PARTICIPANT",
        partstat="NEEDS-ACTION",
        rsvp=entry.method == "REQUEST",
    )
