"""Events told at a steady rate, and how late each is reacted to."""

import time
from collections.abc import Mapping, Sequence

from chassis.message import Message
from chassis.publisher import Publisher


def send(publisher: Publisher, messages: Sequence[Message], per_second: float) -> dict[str, float]:
    """When each was sent, by its event's id, on the clock that all processes of a machine share."""
    sent: dict[str, float] = {}
    begun = time.monotonic()
    for number, message in enumerate(messages):
        time.sleep(max(0.0, begun + number / per_second - time.monotonic()))
        sent[message.properties.message_id] = time.monotonic()
        publisher.publish([message])
    return sent


def milliseconds(sent: Mapping[str, float], reacted: Mapping[str, float]) -> list[float]:
    """Of those that were reacted to."""
    return [(at - sent[id]) * 1000 for id, at in reacted.items()]
