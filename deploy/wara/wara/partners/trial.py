"""An event for one partner alone, and whether it acknowledges it."""

import time
from typing import Any

from pika.exceptions import AMQPError

from chassis.connection import connect
from chassis.message import message_of
from chassis.publisher import Publisher, PublishFailed
from gateway.partners.tested import TESTED, event_for
from wara.partners.corner import Corner
from wara.problem import Problem

PATIENCE_SECONDS, PAUSE_SECONDS = 30.0, 0.5
FIGURES_SECONDS = 10.0
"""How old the broker's figures of what is not acknowledged may be."""
UNREAD_MS = "60000"
"""After this it goes by itself: nobody who was away is bothered with it."""


def send(amqp_uri: str, corner: Corner) -> None:
    event = event_for(corner.id).to_dict()
    messages = [message_of({"event": event}, "", queue) for queue in tried(corner)]
    for message in messages:
        message.properties.expiration = UNREAD_MS
    publisher = Publisher(amqp_uri, lambda channel: None, mandatory=True)
    try:
        publisher.publish(messages)
    except PublishFailed as failure:
        raise Problem(f"{corner.queue} takes no event: {failure}") from None
    finally:
        publisher.close()


def tried(corner: Corner) -> list[str]:
    """The queues that the event is for."""
    return corner.handlers.hearing(TESTED.name) if corner.nameko else [corner.queue]


def fault(amqp_uri: str, corner: Corner) -> str | None:
    """What keeps it from hearing; None when all that was in its queues is acknowledged."""
    queues = tried(corner)
    if not queues:
        return f"none of its handlers takes {TESTED.name}"
    try:
        with connect(amqp_uri) as connection:
            channel = connection.channel()
            return next(filter(None, (_fault(channel, corner, queue) for queue in queues)), None)
    except (AMQPError, OSError) as error:
        raise Problem(f"The broker stopped answering: {error!r}") from None


def _fault(channel: Any, corner: Corner, name: str) -> str | None:
    begun, taken_at = time.monotonic(), None
    while (now := time.monotonic()) < begun + PATIENCE_SECONDS:
        queue = channel.queue_declare(name, passive=True).method
        if not queue.consumer_count:
            return f"nobody reads {name}, which holds {queue.message_count} events"
        if taken_at is None and not queue.message_count:
            taken_at = now
        if taken_at is not None and now >= taken_at + FIGURES_SECONDS and not unacknowledged(corner, name):
            return None
        time.sleep(PAUSE_SECONDS)
    if taken_at is None:
        return f"{queue.message_count} events wait in {name}: it takes no more until it acknowledges"
    return f"{unacknowledged(corner, name)} events that it took from {name} are not acknowledged"


def unacknowledged(corner: Corner, name: str) -> int:
    return int((corner.look(name) or {}).get("messages_unacknowledged", 0))
