"""An entry of the log as the broker's message: straight from what is kept, the same bytes each time."""

import json
from dataclasses import dataclass
from typing import Any

import pika

from chassis import clock
from chassis.config import EVENT_LIMIT
from chassis.envelope import CONTENT_TYPE, headers_of

SHORT_STRING = 255

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


class Unsendable(Exception):
    """What no retry can send: too large, or no event of this stream."""


def sendable(entry: dict[str, Any], exchange: str, classification: str) -> Message:
    """The entry's message under its type as routing key; Unsendable with a reason."""
    try:
        message = message_of(entry, exchange, entry["type"])
        told = entry["event"]["dataclassification"]
    except (AttributeError, KeyError, TypeError, ValueError) as error:
        raise Unsendable(f"malformed: {error!r}") from error
    if told != classification:
        raise Unsendable(f"{told} in the {classification} log")
    if len(message.body) > EVENT_LIMIT:
        raise Unsendable(f"too large: {len(message.body)} bytes")
    known = message.properties
    for text in (message.routing_key, known.message_id, known.correlation_id or "", known.app_id):
        if not isinstance(text, str) or len(text.encode()) > SHORT_STRING:
            raise Unsendable("malformed: an attribute is no short text")
    return message


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
        headers=headers_of(event),
    )
