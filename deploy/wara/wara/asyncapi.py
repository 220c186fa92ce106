"""The AsyncAPI document: what a partner may hear, and where, and what it may tell. Restricted events are for
wara's own services, and are not in it."""

from collections.abc import Callable, Iterable
from typing import Any

from chassis.envelope import CONTENT_TYPE, HEADER_ATTRIBUTES, EventType
from chassis.topology import exchange, partner_commands, partner_events
from gateway.commands.catalogue import Kind

AMQP = "0.3.0"
SCHEMA_FORMAT = "application/schema+json;version=draft-2020-12"
OWN_QUEUE = "partner.events"
"""The channel of the queue that each partner has."""
COMMANDS = "partner.commands"
"""That of the exchange to which each partner tells."""
Payload = Callable[[EventType | Kind], dict[str, Any]]


def document(
    published: Iterable[EventType], to_one: Iterable[EventType], commands: Iterable[Kind], payload: Payload
) -> dict[str, Any]:
    """`to_one` are sent to one partner's queue alone; `payload` says how a message refers to its schema."""
    public = [event for event in published if event.classification == "public"]
    alone, told = list(to_one), list(commands)
    sources = sorted({source_of(event) for event in public})
    channels = {exchange(source, "public"): _exchange(source, public) for source in sources}
    return {
        "asyncapi": "3.0.0",
        "info": {
            "title": "wara events",
            "version": "1.0.0",
            "description": "Facts about members, proposals, meetings and notifications, as CloudEvents 1.0.",
        },
        "defaultContentType": CONTENT_TYPE,
        "channels": {**channels, OWN_QUEUE: _queue(alone), COMMANDS: _commands(told)},
        "operations": {
            **{f"tell-{source}": _operation(exchange(source, "public")) for source in sources},
            "tell-one-partner": _operation(OWN_QUEUE),
            "be-told": _operation(COMMANDS, "receive"),
        },
        "components": {
            "messages": {
                **{event.name: _message(event, payload) for event in (*public, *alone)},
                **{kind.type: _command(kind, payload) for kind in told},
            }
        },
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


def _commands(kinds: Iterable[Kind]) -> dict[str, Any]:
    name = partner_commands("{partner}")
    fanout = {"name": name, "type": "fanout", "durable": True, "autoDelete": False}
    return {
        "address": name,
        "description": "To this exchange, with any routing key, the partner tells what it is granted; the"
        " property `user_id` is its own user. An event in its queue answers, whose `causationid` is the id.",
        "parameters": {"partner": {"description": "The partner's id."}},
        "messages": _references(kind.type for kind in kinds),
        "bindings": {"amqp": {"is": "routingKey", "exchange": fanout, "bindingVersion": AMQP}},
    }


def _references(names: Iterable[str]) -> dict[str, Any]:
    return {name: {"$ref": f"#/components/messages/{name}"} for name in names}


def _operation(channel: str, action: str = "send") -> dict[str, Any]:
    return {
        "action": action,
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
        "payload": {"schemaFormat": SCHEMA_FORMAT, "schema": payload(event)},
        "bindings": {"amqp": {"messageType": event.name, "bindingVersion": AMQP}},
    }


def _command(kind: Kind, payload: Payload) -> dict[str, Any]:
    return {
        "name": kind.type,
        "summary": kind.summary,
        "contentType": CONTENT_TYPE,
        "payload": {"schemaFormat": SCHEMA_FORMAT, "schema": payload(kind)},
        "bindings": {"amqp": {"messageType": kind.type, "bindingVersion": AMQP}},
    }
