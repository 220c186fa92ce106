"""The counts of the summary, each taken from two sides that know nothing of each other."""

import time
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import requests

from wara.api import Api
from wara.demo.listener import Listener
from wara.demo.promises import DELIVERED, Promises

SOURCES = ("membership", "agenda", "notify")
UNDER_WAY = ("accepted", "queued", "sending", "temporary_failure")
QUIET_SECONDS = 90.0  # a letter whose sender was killed waits a minute, until its lease is over
EVERY_SECONDS = 0.5
Event = dict[str, Any]


@dataclass(frozen=True)
class Figures:
    """`received` is None where the mail server is not ours to look into; `settled`: nothing is under way."""

    published: int
    heard: int
    delivered: int
    received: int | None
    settled: bool

    @property
    def agree(self) -> bool:
        return self.settled and self.published == self.heard and self.received in (None, self.delivered)


class Feed:
    """Every public event since this was made, read over HTTP."""

    def __init__(self, office: Api) -> None:
        self._office = office
        self._scanned = dict.fromkeys(SOURCES, 0)
        self.events: list[Event] = []
        self.read()
        self._before = dict(self._scanned)
        self.events.clear()

    def read(self) -> None:
        for source in SOURCES:
            for page in self._pages(source):
                self.events += page["items"]
                self._scanned[source] = page["scanned_to"]

    def is_later(self, source: str, sequence: int) -> bool:
        return sequence > self._before[source]

    def _pages(self, source: str) -> Iterator[dict[str, Any]]:
        more = True
        while more:
            page = self._office.get("/v1/events", source=source, after=self._scanned[source])
            yield page
            more = page["next"] is not None


class Observer:
    """Looks on while the demo acts: the feed against the listener, notify's counts against the mails."""

    def __init__(self, office: Api, listener: Listener, mail_page: str | None, promises: Promises) -> None:
        self._office, self._listener, self._mail_page = office, listener, mail_page
        self._promises = promises
        self._feed = Feed(office)
        # later than the feed: what is told before it and counted after would be awaited for ever
        self._delivered_before = self._counts().get("delivered", 0)

    def settle(self) -> Figures:
        """The figures once they agree and nothing is under way; as they are when that takes too long."""
        deadline = time.monotonic() + QUIET_SECONDS
        while not (figures := self.figures()).agree and time.monotonic() < deadline:
            time.sleep(EVERY_SECONDS)
        return figures

    def figures(self) -> Figures:
        counts, received = self._counts(), self._received()
        self._feed.read()
        events, delivered = self._feed.events, counts.get("delivered", 0)
        told = sum(event["type"] == DELIVERED for event in events)
        return Figures(
            published=len({event["id"] for event in events}),
            heard=sum(self._feed.is_later(*place) for place in list(self._listener.heard.values())),
            delivered=delivered,
            received=received,
            settled=not any(counts.get(status) for status in UNDER_WAY)
            and told >= delivered - self._delivered_before
            and self._promises.kept_by(events),
        )

    def _counts(self) -> dict[str, int]:
        by_status: dict[str, int] = self._office.get("/v1/notifications/counts")["by_status"]
        return by_status

    def _received(self) -> int | None:
        """Mails at the server, copies of one mail counted once; tests of broadcasts are nobody's letters."""
        if self._mail_page is None:
            return None
        mails = requests.get(f"{self._mail_page}/messages.json", timeout=10).json()
        return len({mail["message_id"] for mail in mails if not mail["message_id"].startswith("<test.")})
