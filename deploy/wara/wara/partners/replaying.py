"""What a partner's queue has lost, sent to it once more from the logs of who told it."""

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

import typer

from chassis.clock import to_wire
from chassis.eventlog import PUBLIC
from chassis.mongo import Document, Store
from wara import resend
from wara.dead import moment
from wara.definitions import SERVICES
from wara.logs import entries, told_through
from wara.partners.granted import types_of
from wara.resend import Wanted
from wara.site import Site

CURSOR = re.compile(rf"({'|'.join(SERVICES)})/([0-9]+)")


@dataclass(frozen=True)
class After:
    """A time; or how far somebody has come in one source's log, which the feed calls `scanned_to`."""

    text: str
    time: datetime | None = None
    source: str | None = None
    sequence: int = 0

    def first(self, store: Store, told: int) -> int:
        return self.sequence + 1 if self.time is None else first_since(store, told, self.time)


def after(text: str) -> After:
    if found := CURSOR.fullmatch(text):
        return After(text, source=found[1], sequence=int(found[2]))
    try:
        return After(text, time=moment(text))
    except typer.BadParameter as error:
        raise typer.BadParameter(f"{error.message}; or it is a cursor, like agenda/1200") from None


class Sent(NamedTuple):
    """How many; and how far of the log it came, where the queue has no room for more."""

    events: int
    through: int | None


@dataclass
class Room:
    """Of a queue that holds so many at `most`, with those that come in meanwhile."""

    amqp_uri: str
    queue: str
    most: int
    through: int | None = None

    def fitting(self, pages: Iterator[list[Document]]) -> Iterator[list[Document]]:
        """A page is asked for when the one before it is in the queue."""
        for page in pages:
            room = max(self.most - resend.ready(self.amqp_uri, self.queue), 0)
            yield page[:room]
            if room < len(page):
                self.through = page[room]["_id"] - 1
                return


def replay(site: Site, queue: str, most: int, patterns: list[str], after: After) -> dict[str, Sent]:
    """What became of each source; no more than that the queue then holds `most`."""
    return {
        source: _send(site, Room(site.amqp_uri, queue, most), source, types, after)
        for source in SERVICES
        if after.source in (None, source) and (types := types_of(patterns, source))
    }


def _send(site: Site, room: Room, source: str, types: list[str], after: After) -> Sent:
    store = site.store(source)
    told = told_through(store, PUBLIC)
    wanted = Wanted(first=after.first(store, told), last=told, types=types)
    sent = resend.send(room.amqp_uri, room.queue, room.fitting(wanted.pages(store, PUBLIC)))
    return Sent(sent, room.through)


def first_since(store: Store, told: int, time: datetime) -> int:
    """The sequence of the first that was logged then or later; after the last one where none was."""

    def logged_at(sequence: int) -> str:
        found = entries(store, PUBLIC, sequence - 1, sequence, "logged_at", "event.time")
        return str(found[0].get("logged_at") or found[0]["event"]["time"]) if found else ""

    return bisect_left(range(told + 1), to_wire(time), key=logged_at)
