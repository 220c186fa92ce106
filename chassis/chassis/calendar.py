"""Meetings as entries of a calendar (RFC 5545), in the time of Bangkok, which comes with them."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import cache, lru_cache

from icalendar import Calendar, Event, Timezone, vText

from chassis.thai import BANGKOK

REFRESH = timedelta(hours=1)
REMEMBERED = 100
BEGIN_OF_EVENT, END_OF_EVENT = b"BEGIN:VEVENT\r\n", b"END:VEVENT\r\n"


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """`sequence` is raised when an entry changes that calendars have; `status` is of RFC 5545. Without
    a `uid` it is nobody's yet."""

    uid: str
    stamp: datetime
    sequence: int
    starts_at: datetime
    summary: str
    status: str
    url: str
    ends_at: datetime | None = None
    location: str | None = None
    description: str | None = None


def event(entry: Entry) -> Event:
    found = Event()
    if entry.uid:
        found.add("uid", entry.uid)
    found.add("dtstamp", entry.stamp)
    found.add("sequence", entry.sequence)
    found.add("dtstart", entry.starts_at.astimezone(BANGKOK))
    if entry.ends_at:
        found.add("dtend", entry.ends_at.astimezone(BANGKOK))
    found.add("summary", entry.summary)
    for name, text in (("location", entry.location), ("description", entry.description)):
        if text:
            found.add(name, text)
    found.add("url", entry.url)
    found.add("status", entry.status)
    return found


def message(product: str, method: str, entry: Entry, people: Event) -> bytes:
    """An entry that is sent to somebody (RFC 5546), with who invites and who is invited. Thousands are sent
    the same, but for these and the uid: it is written once."""
    shared, end, rest = _shared(product, method, replace(entry, uid="")).partition(END_OF_EVENT)
    people.add("uid", entry.uid)
    own: bytes = people.to_ical()
    return shared + own.removeprefix(BEGIN_OF_EVENT).removesuffix(end) + end + rest


@lru_cache(REMEMBERED)
def _shared(product: str, method: str, entry: Entry) -> bytes:
    calendar = _calendar(product)
    calendar.add("method", method)
    return _written(calendar, [event(entry)])


def feed(product: str, name: str, events: Sequence[Event]) -> bytes:
    """A calendar that programs ask for again and again (RFC 7986). The library does not know that
    its name is a text."""
    calendar = _calendar(product)
    calendar.add("name", vText(name))
    calendar.add("x-wr-calname", vText(name))
    calendar.add("refresh-interval", REFRESH, parameters={"value": "DURATION"})
    return _written(calendar, events)


def _calendar(product: str) -> Calendar:
    calendar = Calendar()
    calendar.add("prodid", product)
    calendar.add("version", "2.0")
    return calendar


def _written(calendar: Calendar, events: Sequence[Event]) -> bytes:
    """The time zone, which is most of a short calendar, stands before the events."""
    for one in events:
        calendar.add_component(one)
    content: bytes = calendar.to_ical()
    head, begin, rest = content.partition(BEGIN_OF_EVENT)
    return head + _bangkok() + begin + rest if begin else content


@cache
def _bangkok() -> bytes:
    written: bytes = Timezone.from_tzid(str(BANGKOK)).to_ical()
    return written
