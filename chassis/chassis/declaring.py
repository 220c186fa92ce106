"""Declaring only what is not there yet.

Where an operator has prepared the broker all is there, and a service needs no right to what it hears from:
who may declare an exchange may delete it too. Elsewhere whoever comes first makes it.
"""

from collections.abc import Sequence
from typing import Any

from pika.exceptions import ChannelClosedByBroker

from chassis import topology
from chassis.envelope import Classification

NOT_FOUND = 404


class Declaring:
    def __init__(self, channel: Any) -> None:
        self._channel = channel
        self.queue_bind = channel.queue_bind

    def exchange_declare(self, exchange: str, exchange_type: str, *, durable: bool) -> None:
        if not self._there("exchange_declare", exchange):
            self._channel.exchange_declare(exchange, exchange_type, durable=durable)

    def queue_declare(self, queue: str, *, durable: bool, arguments: dict[str, Any]) -> None:
        if not self._there("queue_declare", queue):
            self._channel.queue_declare(queue, durable=durable, arguments=arguments)

    def _there(self, declare: str, name: str) -> bool:
        probe = self._channel.connection.channel()
        try:
            getattr(probe, declare)(name, passive=True)
        except ChannelClosedByBroker as closed:
            if closed.reply_code != NOT_FOUND:
                raise
            return False
        probe.close()
        return True


def declare_service(channel: Any, service: str, heard: Sequence[tuple[str, Classification]]) -> None:
    """All that `service` tells to and hears from. Who tells does it first, and who hears: what comes before a
    queue is bound, the broker drops."""
    channel = Declaring(channel)
    for source in sorted({service, *(event_type.split(".", 1)[0] for event_type, _ in heard)}):
        topology.declare_exchanges(channel, source)
    topology.declare_inbox(channel, service)
    topology.bind_inbox(channel, service, heard)
