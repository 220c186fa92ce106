"""The services' logs, for whoever posts from them."""

import time
from collections.abc import Mapping
from typing import Any

from gateway.feeds import Feed

NOTHING_NEW_SECONDS = 0.5
UNTOLD = "nothing"
"""A type that no event is of: who looks for it is led past all that there is."""

Page = dict[str, Any]


class Logs:
    """That nothing follows a place is asked once for all who stand there."""

    def __init__(self, feeds: Mapping[str, Feed]) -> None:
        self._feeds = feeds
        self._ends: dict[str, tuple[float, int]] = {}

    def page(self, source: str, after: int) -> Page:
        """`{items, next, scanned_to}`; Invalid where the log has not come so far, Unavailable."""
        at, end = self._ends.get(source, (0.0, -1))
        if end == after and time.monotonic() < at + NOTHING_NEW_SECONDS:
            return {"items": [], "next": None, "scanned_to": after}
        page = self._feeds[source].page(after, ())
        if page["next"] is None:
            self._ends[source] = (time.monotonic(), page["scanned_to"])
        return page

    def ends(self) -> dict[str, int]:
        """How far each has come."""
        return {source: self._end(source) for source in self._feeds}

    def _end(self, source: str) -> int:
        page: Page = {"next": 0}
        while page["next"] is not None:
            wanted = {"after": page["next"], "limit": 1, "types": [UNTOLD]}
            page = self._feeds[source].ask(source, "read_events", wanted)
        return int(page["scanned_to"])
