"""One message as the broker delivered it, and what is checked of it before anybody reacts."""

import hashlib
from dataclasses import dataclass, field
from typing import Any

from chassis.config import EVENT_LIMIT
from chassis.envelope import CONTENT_TYPE, Event, Undecodable, decode

SUSPECT_DELIVERIES = 3


@dataclass(slots=True, eq=False)
class Delivery:
    """`channel` and `tag` are how it is acknowledged; the broker gave up what is `spent`.

    It failed with others and is tried `apart`, or is `unfinished`: a part of what it does is kept.
    """

    channel: Any
    tag: int
    body: bytes
    headers: dict[str, Any] = field(default_factory=dict)
    content_type: str | None = None
    spent: bool = False
    apart: bool = False
    unfinished: bool = False

    @property
    def deliveries(self) -> int:
        """How often the broker has delivered it before (quorum queues count)."""
        count = self.headers.get("x-delivery-count", 0)
        return count if isinstance(count, int) else 0

    @property
    def alone(self) -> bool:
        """Whether it must not share a transaction: it may be what fails others, or kills their process, or
        have much to do."""
        return self.apart or self.unfinished or self.spent or self.deliveries >= SUSPECT_DELIVERIES

    @property
    def digest(self) -> str:
        return hashlib.sha256(self.body).hexdigest()

    def event(self) -> Event:
        """Undecodable, with the reason, where it is none of ours."""
        if len(self.body) > EVENT_LIMIT:
            raise Undecodable(f"too large: {len(self.body)} bytes, the limit is {EVENT_LIMIT}")
        if self._media_type() != CONTENT_TYPE:
            raise Undecodable(f"content type is {self.content_type!r}, not {CONTENT_TYPE}")
        return decode(self.body)

    def _media_type(self) -> str:
        return (self.content_type or "").partition(";")[0].strip().lower()
