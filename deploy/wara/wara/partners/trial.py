"""An event for one partner alone, and whether it acknowledges it."""

import time
from typing import Any

from pika.exceptions import AMQPError

from chassis.connection import connect
from chassis.message import message_of
from chassis.publisher import Publisher, PublishFailed
from gateway.partners.tested import event_for
from wara.partners.corner import Corner
from wara.problem import Problem

PATIENCE_SECONDS, PAUSE_SECONDS = 30.0, 0.5
FIGURES_SECONDS = 10.0
"""How old the broker's figures of what is not acknowledged may be."""
UNREAD_MS = "60000"
"""After this it goes by itself: nobody who was away is bothered with it."""


def send(amqp_uri: str, corner: Corner) -> None:
    message = message_of({"event": event_for(corner.id).to_dict()}, "", corner.queue)
    message.properties.expiration = UNREAD_MS
    publisher = Publisher(amqp_uri, lambda channel: None, mandatory=True)
    try:
        publisher.publish([message])
    except PublishFailed as failure:
        raise Problem(f"{corner.queue} takes no event: {failure}") from None
    finally:
        publisher.close()


def fault(amqp_uri: str, corner: Corner) -> str | None:
    """What keeps it from hearing; None when all that was in its queue is acknowledged."""
    try:
        with connect(amqp_uri) as connection:
            return _fault(connection.channel(), corner)
    except (AMQPError, OSError) as error:
        raise Problem(f"The broker stopped answering: {error!r}") from None


def _fault(channel: Any, corner: Corner) -> str | None:
    begun, taken_at = time.monotonic(), None
    while (now := time.monotonic()) < begun + PATIENCE_SECONDS:
        queue = channel.queue_declare(corner.queue, passive=True).method
        if not queue.consumer_count:
            return f"nobody reads {corner.queue}, which holds {queue.message_count} events"
        if taken_at is None and not queue.message_count:
            taken_at = now
        if taken_at is not None and now >= taken_at + FIGURES_SECONDS and not unacknowledged(corner):
            return None
        time.sleep(PAUSE_SECONDS)
    if taken_at is None:
        return f"{queue.message_count} events wait in {corner.queue}: it takes no more until it acknowledges"
    return f"{unacknowledged(corner)} events that it took from {corner.queue} are not acknowledged"


def unacknowledged(corner: Corner) -> int:
    return int((corner.look() or {}).get("messages_unacknowledged", 0))
