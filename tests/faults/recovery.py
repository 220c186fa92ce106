"""How quickly the system is itself again, measured from the moment at which a server's port opens."""

import time

import pika

from chassis.connection import connect
from tests.faults.books import SERVICES as HEARING
from tests.support.polling import until
from wara.ports import answers
from wara.programs import SERVICES
from wara.stack import Stack


def port_opened(port: int, seconds: float = 60) -> float:
    """Of a server that was just killed or stopped; gives the moment, of time.monotonic()."""
    until(lambda: not answers(port))  # a killed one may take a moment to go
    until(lambda: answers(port), seconds, every=0.05)
    return time.monotonic()


def ready_after(stack: Stack, since: float, seconds: float = 30) -> float:
    """Seconds from `since` until every process of ours says that it has broker and store, and consumes."""
    names = [program.name for program in stack.programs.values() if program.group == SERVICES]
    until(lambda: consumed(stack) and all(stack.ready(name) for name in names), seconds, every=0.05)
    return time.monotonic() - since


def consumed(stack: Stack) -> bool:
    """Whether every queue that our processes consume has a consumer, as the broker says."""
    try:
        connection = connect(stack.urls.amqp)
    except (pika.exceptions.AMQPError, OSError):
        return False
    try:
        channel = connection.channel()
        queues = [name for service in HEARING for name in (f"{service}.inbox", f"rpc-{service}")]
        found = [channel.queue_declare(name, passive=True).method for name in queues]
        return all(method.consumer_count for method in found)
    except pika.exceptions.AMQPError:
        return False
    finally:
        if connection.is_open:
            connection.close()
