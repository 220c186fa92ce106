"""What a test leaves in an outbox is published after it, as the relay would: the first of each type."""

from typing import Any

from pymongo.database import Database

from chassis import outbox, topology
from chassis.message import Message, sendable
from chassis.publisher import Publisher
from wara.definitions import SERVICES

AHEAD = 5_000


class Untold:
    """Remembers which types it has told."""

    def __init__(self, amqp_uri: str) -> None:
        self._uri = amqp_uri
        self._told = set[str]()

    def tell(self, db: Database[Any]) -> None:
        rows, _ = outbox.read(db[outbox.OUTBOX].find(), AHEAD).take(AHEAD)
        new = {row["event"]["type"]: row for row in rows if self._is_new(row)}
        if new:
            publisher = Publisher(self._uri, _declare)
            publisher.publish([_message(row) for row in new.values()])
            publisher.close()
            self._told |= new.keys()

    def _is_new(self, row: dict[str, Any]) -> bool:
        """Those of the tests' own services are promised to nobody, and deeds are told to nobody."""
        told = outbox.stream_of(row) in ("public", "restricted") and row["event"].get("source") in SERVICES
        return told and row["event"]["type"] not in self._told


def _message(row: dict[str, Any]) -> Message:
    event = row["event"]
    exchange = topology.exchange(event["source"], row["stream"])
    return sendable({"event": event, "type": event["type"]}, exchange, row["stream"])


def _declare(channel: Any) -> None:
    for service in SERVICES:
        topology.declare_exchanges(channel, service)
