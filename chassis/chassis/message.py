"""An entry of the log as the broker's message: straight from what is kept, the same bytes each time."""

import json
from dataclasses import dataclass
from typing import Any

import pika

from chassis import clock
from chassis.envelope import CONTENT_TYPE, HEADER_ATTRIBUTES

_encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


@dataclass(frozen=True, slots=True)
class Message:
    exchange: str
    routing_key: str
    body: bytes
    properties: pika.BasicProperties


def message_of(entry: dict[str, Any], exchange: str, routing_key: str) -> Message:
    """`entry` is a document of the log; its id, sequence and time stay, however often it is sent.

    To send it to one queue alone: the exchange "" and the queue's name as routing key.
    """
    event = entry["event"]
    return Message(exchange, routing_key, _encode(event).encode(), _properties(event))


def _properties(event: dict[str, Any]) -> pika.BasicProperties:
    return pika.BasicProperties(
        content_type=CONTENT_TYPE,
        content_encoding="utf-8",
        delivery_mode=2,
        message_id=event["id"],
        type=event["type"],
        timestamp=int(clock.from_wire(event["time"]).timestamp()),
        correlation_id=event.get("correlationid"),
        app_id=event["source"],
        headers={f"cloudEvents_{name}": event[name] for name in HEADER_ATTRIBUTES if name in event},
    )
