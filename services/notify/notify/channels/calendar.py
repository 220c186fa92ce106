"""A meeting as an entry for the recipient's calendar (RFC 5545, sent as RFC 5546 and 6047 say)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from email.utils import parseaddr
from functools import cache
from typing import Any, Literal

from icalendar import Calendar, Event, Timezone, vCalAddress

from chassis.thai import BANGKOK
from notify import wording
from notify.model import Language

Method = Literal["REQUEST", "CANCEL"]
STATUS: Mapping[Method, str] = {"REQUEST": "CONFIRMED", "CANCEL": "CANCELLED"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """`organizer` is a mail address, with or without a name, as in a From header."""

    method: Method
    language: Language
    meeting: Mapping[str, Any]
    representative: Mapping[str, Any]
    summary: str
    organizer: str
    link: str
    stamp: datetime


def write(entry: Entry) -> bytes:
    calendar = Calendar()
    calendar.add("prodid", "-//wara//notify//TH")
    calendar.add("version", "2.0")
    calendar.add("method", entry.method)
    calendar.add_component(_bangkok())
    calendar.add_component(_event(entry))
    content: bytes = calendar.to_ical()
    return content


@cache
def _bangkok() -> Timezone:
    return Timezone.from_tzid(str(BANGKOK))


def _event(entry: Entry) -> Event:
    meeting, language = entry.meeting, entry.language
    name, address = parseaddr(entry.organizer)
    event = Event()
    event.add("uid", uid(meeting["_id"], entry.representative["_id"], address.rpartition("@")[2]))
    event.add("dtstamp", entry.stamp)
    event.add("sequence", meeting["calendar_sequence"])
    event.add("dtstart", meeting["starts_at"].astimezone(BANGKOK))
    if meeting["ends_at"]:
        event.add("dtend", meeting["ends_at"].astimezone(BANGKOK))
    event.add("summary", entry.summary)
    for field, text in (("location", meeting["venue"]), ("description", meeting["purpose"])):
        if text:
            event.add(field, wording.in_words(text, language)[0])
    event.add("url", entry.link)
    event.add("status", STATUS[entry.method])
    event.add("organizer", vCalAddress.new(address, cn=name or None))
    event.add("attendee", _attendee(entry))
    return event


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
