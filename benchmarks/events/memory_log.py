"""A log of events that needs no store."""

from typing import Any

from chassis.eventlog import PUBLIC, EventLog
from chassis.mongo import Document


class MemoryLog(EventLog):
    def __init__(self, events: list[dict[str, Any]]) -> None:
        """With sequences from 1."""
        self.stream = PUBLIC
        self._entries = [entry(event) for event in events]
        self._through = 0

    def last(self) -> int:
        return len(self._entries)

    def after(self, sequence: int, limit: int) -> list[Document]:
        return self._entries[sequence : sequence + limit]

    def watermark(self) -> int:
        return self._through

    def raise_watermark(self, through: int) -> None:
        self._through = max(self._through, through)


def entry(event: dict[str, Any]) -> Document:
    return {
        "_id": event["sequence"],
        "sequence": event["sequence"],
        "event_id": event["id"],
        "type": event["type"],
        "subject": event["subject"],
        "event": event,
    }
