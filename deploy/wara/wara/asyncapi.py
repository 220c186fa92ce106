"""The AsyncAPI document: what a partner may hear, and where. Restricted events are for wara's own services,
and are not in it."""

from collections.abc import Callable, Iterable
from typing import Any

from chassis.envelope import CONTENT_TYPE, HEADER_ATTRIBUTES, EventType
from chassis.topology import exchange, partner_events

AMQP = "0.3.0"
OWN_QUEUE = "partner.events"
"""The channel of the queue that each partner has."""
Payload = Callable[[EventType], dict[str, Any]]


def document(published: Iterable[EventType], to_one: Iterable[EventType], payload: Payload) -> dict[str, Any]:
    """`to_one` are sent to one partner's queue alone; `payload` says how a message refers to its schema."""
    public = [event for event in published if event.classification == "public"]
    alone, sources = list(to_one), sorted({source_of(event) for event in public})
    channels = {exchange(source, "public"): _exchange(source, public) for source in sources}
    return {
        "asyncapi": "3.0.0",
        "info": {
            "title": "wara events",
            "version": "1.0.0",
            "description": "Facts about members, proposals, meetings and notifications, as CloudEvents 1.0.",
        },
        "defaultContentType": CONTENT_TYPE,
        "channels": {**channels, OWN_QUEUE: _queue(alone)},
        "operations": {
            **{f"tell-{source}": _operation(exchange(source, "public")) for source in sources},
            "tell-one-partner": _operation(OWN_QUEUE),
        },
        "components": {"messages": {event.name: _message(event, payload) for event in (*public, *alone)}},
    }


def source_of(event: EventType) -> str:
    return event.name.split(".", 1)[0]


def _exchange(source: str, public: Iterable[EventType]) -> dict[str, Any]:
    names = [event.name for event in public if source_of(event) == source]
    topic = {"name": exchange(source, "public"), "type": "topic", "durable": True, "autoDelete": False}
    return {
        "address": "{type}",
        "description": f"The routing key on the exchange {topic['name']} is the event's type.",
        "parameters": {"type": {"description": "The event's type.", "enum": names}},
        "messages": _references(names),
        "bindings": {"amqp": {"is": "routingKey", "exchange": topic, "bindingVersion": AMQP}},
    }


def _queue(alone: Iterable[EventType]) -> dict[str, Any]:
    name = partner_events("{partner}")
    queue = {"name": name, "durable": True, "exclusive": False, "autoDelete": False}
    return {
        "address": name,
        "description": "A partner's own queue: the events that it is granted, and what is sent to it alone.",
        "parameters": {"partner": {"description": "The partner's id."}},
        "messages": _references(event.name for event in alone),
        "bindings": {"amqp": {"is": "queue", "queue": queue, "bindingVersion": AMQP}},
    }


def _references(names: Iterable[str]) -> dict[str, Any]:
    return {name: {"$ref": f"#/components/messages/{name}"} for name in names}


def _operation(channel: str) -> dict[str, Any]:
    return {
        "action": "send",
        "channel": {"$ref": f"#/channels/{channel}"},
        "bindings": {"amqp": {"deliveryMode": 2, "bindingVersion": AMQP}},
    }


def _message(event: EventType, payload: Payload) -> dict[str, Any]:
    headers = {f"cloudEvents_{name}": {"type": "string"} for name in HEADER_ATTRIBUTES}
    return {
        "name": event.name,
        "summary": event.summary,
        "contentType": CONTENT_TYPE,
        "headers": {"type": "object", "properties": headers},
        "payload": {
            "schemaFormat": "application/schema+json;version=draft-2020-12",
            "schema": payload(event),
        },
        "bindings": {"amqp": {"messageType": event.name, "bindingVersion": AMQP}},
    }
