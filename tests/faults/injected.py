"""Messages put straight into the exchanges, past any outbox: facts that no aggregate caused."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import Any

import pika

from chassis import clock, ids, topology
from chassis.envelope import Event
from chassis.message import Message, message_of


def fact(type: str, subject: str, data: dict[str, Any], **also: Any) -> Event:
    """As its source would tell it; `also` are attributes that shall not be the usual ones."""
    id = ids.new_id()
    attributes: dict[str, Any] = {
        "id": id,
        "type": type,
        "source": type.split(".", 1)[0],
        "subject": subject,
        "time": clock.now(),
        "version": 1,
        "data": data,
        "dataclassification": "public",
        "correlationid": id,
    }
    return Event(**attributes | also)


def message(event: Event) -> Message:
    exchange = topology.exchange(event.source, event.dataclassification)
    return message_of({"event": event.to_dict()}, exchange, event.type)


def to_inbox(service: str, event: Event) -> Message:
    """To one service alone, past the exchange."""
    return replace(message(event), exchange="", routing_key=topology.inbox(service))


class Injector:
    """Publishes with confirms, one message at a time."""

    def __init__(self, channel: Any) -> None:
        self._channel = channel

    @classmethod
    @contextmanager
    def to(cls, amqp_uri: str) -> Iterator["Injector"]:
        with pika.BlockingConnection(pika.URLParameters(amqp_uri)) as connection:
            channel = connection.channel()
            channel.confirm_delivery()
            yield cls(channel)

    def send(self, message: Message) -> None:
        """Raises what the broker answered when it does not take the message."""
        self._channel.basic_publish(
            message.exchange, message.routing_key, message.body, message.properties, mandatory=True
        )

    def send_all(self, messages: Iterable[Message]) -> None:
        for message in messages:
            self.send(message)
