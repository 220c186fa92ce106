"""What can be tried at the broker, each on a channel of its own."""

from typing import Any

import pika

from wara.definitions import definitions

ARGUMENTS = {queue["name"]: queue["arguments"] for queue in definitions()["queues"]}


def declare_exchange(channel: Any, name: str, kind: str = "topic") -> None:
    channel.exchange_declare(name, kind, durable=True)


def declare_queue(channel: Any, name: str) -> None:
    channel.queue_declare(name, durable=True, arguments=ARGUMENTS.get(name))


def declare_queue_with(channel: Any, name: str, argument: str, value: Any) -> None:
    channel.queue_declare(name, durable=True, arguments={argument: value})


def delete_exchange(channel: Any, name: str) -> None:
    channel.exchange_delete(name)


def delete_queue(channel: Any, name: str) -> None:
    channel.queue_delete(name)


def bind(channel: Any, queue: str, exchange: str, routing_key: str) -> None:
    channel.queue_bind(queue, exchange, routing_key)


def read(channel: Any, queue: str) -> None:
    channel.basic_get(queue)


def purge(channel: Any, queue: str) -> None:
    channel.queue_purge(queue)


def publish(channel: Any, exchange: str, routing_key: str, **properties: Any) -> None:
    channel.confirm_delivery()
    channel.basic_publish(exchange, routing_key, b"{}", pika.BasicProperties(**properties))


def publish_as(channel: Any, exchange: str, routing_key: str, user: str) -> None:
    publish(channel, exchange, routing_key, user_id=user)


def declare_exclusive(channel: Any, name: str) -> None:
    channel.queue_declare(name, exclusive=True)


def declare_exchange_with(channel: Any, name: str, alternate: str) -> None:
    channel.exchange_declare(name, "fanout", durable=True, arguments={"alternate-exchange": alternate})


def delete_empty_queue(channel: Any, name: str) -> None:
    channel.queue_delete(name, if_unused=True, if_empty=True)


def unbind(channel: Any, queue: str, exchange: str, routing_key: str) -> None:
    channel.queue_unbind(queue, exchange, routing_key)


def bind_exchange(channel: Any, to: str, source: str, routing_key: str) -> None:
    channel.exchange_bind(to, source, routing_key)


def unbind_exchange(channel: Any, to: str, source: str, routing_key: str) -> None:
    channel.exchange_unbind(to, source, routing_key)


def consume(channel: Any, queue: str) -> None:
    channel.basic_consume(queue, lambda *_: None)


def consume_alone(channel: Any, queue: str) -> None:
    channel.basic_consume(queue, lambda *_: None, exclusive=True)
