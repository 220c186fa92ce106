"""What the broker must hold, made from what the code itself declares; who may use it is in `rights`.

Written to deploy/rabbitmq/definitions.json: a broker that holds it before the first process starts loses no
event to a queue that is not there yet. `wara doctor` compares a broker with it.
"""

import importlib
import json
from collections.abc import Iterable
from enum import StrEnum
from typing import Any

from chassis import topology
from chassis.config import EVENT_LIMIT
from chassis.subscription import Subscription

Row = dict[str, Any]

CALLS = "nameko-rpc"
WEEK_IN_MS = 7 * 24 * 3600 * 1000
UNROUTED = {
    "x-queue-type": "quorum",
    "x-max-length": 10_000,
    "x-overflow": "drop-head",
    "x-message-ttl": WEEK_IN_MS,
}
FOR_A_PARTNER: Row = {
    "x-queue-type": "quorum",
    "x-max-length": 100_000,
    "x-message-ttl": 30 * 24 * 3600 * 1000,
    "x-overflow": "drop-head",
    "x-delivery-limit": 1_000_000_000,
}
"""A partner that breaks down again and again over the same event keeps it: by itself RabbitMQ 4 gives up a
message that came back twenty times."""
FROM_A_PARTNER: Row = {
    "x-queue-type": "quorum",
    "x-max-length": 10_000,
    "x-overflow": "reject-publish",
    "x-single-active-consumer": True,
    "x-delivery-limit": 200,
}
"""One gateway hears a partner at a time, so that its commands are carried out in order. That it is full
is said to the partner alone, who publishes nothing else. What no client of AMQP can read ends the connection
each time, and is given up after a quarter of an hour."""

TO_HANDLERS: Row = {"x-queue-type": "quorum", "x-max-length": 0, "x-overflow": "drop-head"}
"""It takes everything, whatever becomes of it behind: a queue that a partner declares may refuse (by its
`x-overflow`, which no policy overrules), and who tells an event would wait for it."""


class Service(StrEnum):
    membership = "membership"
    agenda = "agenda"
    notify = "notify"


SERVICES = tuple(service.value for service in Service)


class Recorder:
    """A channel that only takes down what it is asked to declare."""

    def __init__(self) -> None:
        self.exchanges: list[Row] = []
        self.queues: list[Row] = []
        self.bindings: list[Row] = []

    def exchange_declare(self, exchange: str, exchange_type: str, *, durable: bool) -> None:
        kind = {"type": exchange_type, "durable": durable, "auto_delete": False, "internal": False}
        row = {"name": exchange, **kind, "arguments": {}}
        if row not in self.exchanges:
            self.exchanges.append(row)

    def queue_declare(self, queue: str, *, durable: bool, arguments: dict[str, Any]) -> None:
        row = {"name": queue, "durable": durable, "auto_delete": False, "arguments": arguments}
        self.queues.append(row)

    def queue_bind(self, queue: str, exchange: str, routing_key: str) -> None:
        binding = {"source": exchange, "destination": queue, "destination_type": "queue"}
        row = {**binding, "routing_key": routing_key, "arguments": {}}
        if row not in self.bindings:
            self.bindings.append(row)

    def taken_down(self) -> dict[str, list[Row]]:
        return {"exchanges": self.exchanges, "queues": self.queues, "bindings": self.bindings}


def subscriptions(service: str) -> tuple[Subscription, ...]:
    table: tuple[Subscription, ...] = importlib.import_module(f"{service}.worker").SUBSCRIPTIONS
    return table


def keeps_facts(service: str) -> bool:
    """Whether it has projections, which `wara rebuild` can build anew."""
    return any(one.projection is not None for one in subscriptions(service))


def definitions() -> dict[str, list[Row]]:
    """The alternate exchange keeps only what somebody of ours hears: the rest may well concern nobody."""
    channel = Recorder()
    channel.exchange_declare(CALLS, "topic", durable=True)
    channel.exchange_declare(topology.ANSWERS, "direct", durable=True)
    for service in SERVICES:
        topology.declare_exchanges(channel, service)
        topology.declare_inbox(channel, service)
        if keeps_facts(service):
            topology.declare_rebuild(channel, service)
        channel.exchange_declare(unrouted(service), "topic", durable=True)
        channel.queue_declare(unrouted(service), durable=True, arguments=UNROUTED)
    for service in SERVICES:
        heard = [(one.type, one.classification) for one in subscriptions(service)]
        topology.bind_inbox(channel, service, heard)
        for event_type, _ in heard:
            kept = unrouted(event_type.split(".")[0])
            channel.queue_bind(kept, kept, event_type)
    policies = [*(policy(service) for service in SERVICES), *policies_of_handlers()]
    return {"policies": policies, **channel.taken_down()}


def of_partner(id: str, types: Iterable[str], nameko: bool = False) -> dict[str, list[Row]]:
    """A queue of the public events of these types and of what the partner is answered, which loses the oldest
    when nobody reads it, and an exchange for commands: whatever routing keys and CC headers they have, they
    come to one queue. With nameko the events come to an exchange instead, which carries nothing else: what is
    bound to it hears no more than is granted."""
    channel, events, commands = Recorder(), topology.partner_events(id), topology.partner_commands(id)
    channel.queue_declare(events, durable=True, arguments=FOR_A_PARTNER)
    told = topology.partner_passage(id) if nameko else events
    if nameko:
        channel.exchange_declare(events, "topic", durable=True)
        channel.queue_declare(told, durable=True, arguments={**TO_HANDLERS, "x-dead-letter-exchange": events})
    for event_type in types:
        channel.queue_bind(told, topology.exchange(event_type.split(".")[0], "public"), event_type)
    channel.exchange_declare(topology.ANSWERS, "direct", durable=True)
    channel.queue_bind(events, topology.ANSWERS, id)
    channel.exchange_declare(commands, "fanout", durable=True)
    channel.queue_declare(commands, durable=True, arguments=FROM_A_PARTNER)
    channel.queue_bind(commands, commands, "")
    return {"policies": policies_of_handlers() if nameko else [], **channel.taken_down()}


def policies_of_handlers() -> list[Row]:
    """Policies of the queues that partners' services declare: limits as those of a partner's one queue. A
    policy with a word that a kind of queue does not know is not applied to it at all; so streams, which know
    neither length nor overflow, have another, of as many bytes as the events could have."""
    most, age = FOR_A_PARTNER["x-max-length"], FOR_A_PARTNER["x-message-ttl"]
    limits = {"max-length": most, "message-ttl": age, "overflow": FOR_A_PARTNER["x-overflow"]}
    of_streams = {"max-length-bytes": most * EVENT_LIMIT, "max-age": f"{age // 1000}s"}
    applied = {"pattern": "^evt-", "apply-to": "queues"}
    return [
        {"name": "handlers", **applied, "priority": 1, "definition": limits},
        {"name": "handlers.streams", **applied, "priority": 0, "definition": of_streams},
    ]


def unrouted(service: str) -> str:
    return f"{service}.unrouted"


def policy(service: str) -> Row:
    return {
        "name": unrouted(service),
        "pattern": rf"^{service}\.(events|private)$",
        "apply-to": "exchanges",
        "priority": 0,
        "definition": {"alternate-exchange": unrouted(service)},
    }


def as_text(defined: dict[str, list[Row]]) -> str:
    """One row a line, so that a difference reads well."""
    parts = [
        f"  {json.dumps(name)}: [\n" + ",\n".join(f"    {json.dumps(row)}" for row in rows) + "\n  ]"
        for name, rows in defined.items()
    ]
    return "{\n" + ",\n".join(parts) + "\n}\n"
