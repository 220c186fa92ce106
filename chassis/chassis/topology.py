"""Exchanges, queues and bindings, declared by whoever needs them, the same each time.

Exchanges carry no arguments, so that a partner who declares one meets no 406; the alternate exchange for what
no queue takes is a policy.
"""

from collections.abc import Iterable
from typing import Any

from chassis.envelope import Classification

DELIVERY_LIMIT = 200
ANSWERS = "gateway.answers"
"""An exchange: what a partner is answered, by its id."""


def exchange(service: str, classification: Classification) -> str:
    return f"{service}.events" if classification == "public" else f"{service}.private"


def inbox(service: str) -> str:
    return f"{service}.inbox"


def dead(service: str) -> str:
    return f"{service}.dead"


def rebuild(service: str) -> str:
    return f"{service}.rebuild"


def partner_user(partner: str) -> str:
    return f"partner.{partner}"


def partner_events(partner: str) -> str:
    return f"partner.{partner}.events"


def partner_passage(partner: str) -> str:
    """A queue that keeps nothing: what comes goes on at once to the exchange that has the name of
    `partner_events`, to which a partner's nameko services bind queues of their own."""
    return f"partner.{partner}.passage"


def partner_commands(partner: str) -> str:
    """An exchange, and the one queue that is bound to it."""
    return f"partner.{partner}.commands"


def declare_exchanges(channel: Any, service: str) -> None:
    for classification in ("public", "restricted"):
        channel.exchange_declare(exchange(service, classification), "topic", durable=True)


def declare_inbox(channel: Any, service: str) -> None:
    """A quorum queue without a length limit; what is delivered too often ends in the net below, over an
    exchange of its own: who may write to the default one may write to every queue."""
    channel.exchange_declare(dead(service), "fanout", durable=True)
    channel.queue_declare(dead(service), durable=True, arguments={"x-queue-type": "quorum"})
    channel.queue_bind(dead(service), dead(service), "")
    channel.queue_declare(
        inbox(service),
        durable=True,
        arguments={
            "x-queue-type": "quorum",
            "x-delivery-limit": DELIVERY_LIMIT,
            "x-dead-letter-exchange": dead(service),
        },
    )


def declare_rebuild(channel: Any, service: str) -> None:
    """Facts told again to this service alone; a message lost here only means that the rebuild begins anew."""
    arguments = {"x-queue-type": "quorum", "x-delivery-limit": DELIVERY_LIMIT}
    channel.queue_declare(rebuild(service), durable=True, arguments=arguments)


def bind_inbox(channel: Any, service: str, heard: Iterable[tuple[str, Classification]]) -> None:
    for event_type, classification in heard:
        source = event_type.split(".", 1)[0]
        channel.queue_bind(inbox(service), exchange(source, classification), event_type)
