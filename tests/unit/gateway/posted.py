"""A partner's webhook over logs and a receiver in memory, at a time that the test says."""

import base64
import hashlib
import hmac
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

from chassis import posting
from chassis.errors import Invalid
from gateway.feeds import feeds
from gateway.schemas.feed import SOURCES
from gateway.streams.room import Room
from gateway.webhooks import webhook
from gateway.webhooks.book import Book
from gateway.webhooks.courier import Courier
from gateway.webhooks.logs import Logs
from gateway.webhooks.orders import Orders
from gateway.webhooks.post import Post
from tests.unit.gateway.rows import Rows

OFFICE, URL = "statistics-office", "https://hooks.statistics.example/wara"
CONVENED, LISTED, ADMITTED = (
    "agenda.meeting.convened.v1",
    "agenda.item.listed.v1",
    "membership.member.admitted.v1",
)
ALL = ["agenda.#", "membership.#", "notify.#"]
ROOT = b"r" * 32
Answer = int | posting.Answer | Exception | Callable[[], int]


@dataclass
class Told:
    """Answers as the services do that are asked for their logs."""

    logs: dict[str, list[dict[str, Any]]] = field(default_factory=lambda: {source: [] for source in SOURCES})

    def tell(self, *types: str) -> list[str]:
        """Their ids."""
        ids = []
        for type in types:
            log = self.logs[type.partition(".")[0]]
            log.append(
                {"id": f"{type}/{len(log) + 1}", "type": type, "sequence": len(log) + 1, "data": {"th": "ก"}}
            )
            ids.append(log[-1]["id"])
        return ids

    def __call__(self, service: str, method: str, body: Mapping[str, Any], **_: Any) -> dict[str, Any]:
        assert method == "read_events"
        log, after, types = self.logs[service], body["after"], body["types"]
        if after > len(log):
            raise Invalid(fields={"after": ["beyond_the_end"]})
        through = min(after + body["limit"], len(log))
        items = [one for one in log[after:through] if not types or one["type"] in types]
        return {"items": items, "next": through if through < len(log) else None, "scanned_to": through}


@dataclass
class Receiver:
    """Answers what it is told to; then all is taken."""

    answers: list[Answer] = field(default_factory=list)
    posted: list[tuple[str, bytes, Mapping[str, str]]] = field(default_factory=list)

    def __call__(self, url: str, body: bytes, headers: Mapping[str, str], anywhere: bool) -> posting.Answer:
        self.posted.append((url, body, headers))
        answer = self.answers.pop(0) if self.answers else 204
        if isinstance(answer, Exception):
            raise answer
        said = answer() if callable(answer) else answer
        return said if isinstance(said, posting.Answer) else posting.Answer(said)

    def ids(self) -> list[str]:
        return [headers["webhook-id"] for _, _, headers in self.posted]


@dataclass
class Hook:
    """`at` is what all clocks say; by chance no delay is shortened."""

    told: Told = field(default_factory=Told)
    receiver: Receiver = field(default_factory=Receiver)
    rows: Rows = field(default_factory=Rows)
    at: datetime = datetime(2026, 11, 27, 3, tzinfo=UTC)

    @property
    def post(self) -> Post:
        return Post(lambda: [ROOT], send=self.receiver)

    @property
    def row(self) -> dict[str, Any]:
        return self.rows.rows[OFFICE]

    def orders(self) -> Orders:
        return Orders(self.rows, self.logs(), self.post)

    def logs(self) -> Logs:
        """What was seen of them before is forgotten."""
        return Logs(feeds(self.told, Room()))

    def register(self) -> None:
        """From the beginning."""
        made = webhook.made(OFFICE, URL, "seed", dict.fromkeys(SOURCES, 0), "command", self.at)
        assert self.rows.add(made)

    def courier(self) -> Courier:
        return Courier(Book(self.rows), self.logs(), self.post, lambda: self.at, lambda: 1.0)

    def serve(self, patterns: list[str] = ALL) -> list[str]:
        """The ids of what was posted, if it is due."""
        before, courier = len(self.receiver.posted), self.courier()
        for row in courier.book.due(self.at):
            courier.serve(row, patterns)
        return self.receiver.ids()[before:]

    def pass_by(self, **time: float) -> None:
        self.at += timedelta(**time)


def signed(secret: bytes, headers: Mapping[str, str], body: bytes) -> str:
    """By the words of the standard, not by our code."""
    content = f"{headers['webhook-id']}.{headers['webhook-timestamp']}.".encode() + body
    return "v1," + base64.b64encode(hmac.new(secret, content, hashlib.sha256).digest()).decode()
