"""Bad events among good ones: what fails whenever it is tried, and what nobody can read."""

import re
from collections.abc import Callable
from copy import copy
from dataclasses import dataclass, replace
from itertools import cycle

from benchmarks.events import sample
from benchmarks.events.queues import EXCHANGE
from chassis.config import EVENT_LIMIT
from chassis.message import Message, message_of

UNKNOWN = "unknown"

Spoil = Callable[[Message], Message]


@dataclass(frozen=True)
class Mixture:
    """To `every` so many good events one more, in their middle, that is spoilt in one of `ways` in turn."""

    ways: tuple[Spoil, ...] = ()
    every: int = 1

    def bad(self, good: int) -> int:
        return good // self.every if self.ways else 0

    def messages(self, good: int) -> list[Message]:
        """As their source tells them, the good ones new each time."""
        ways, bad = cycle(self.ways), self.bad(good)
        places = {n * (self.every + 1) + self.every // 2 for n in range(bad)}
        whole = [message_of({"event": one}, EXCHANGE, one["type"]) for one in sample.events(good + bad)]
        return [next(ways)(one) if place in places else one for place, one in enumerate(whole)]


def failing(good: Message) -> Message:
    """Well told; what it refers to is nowhere."""
    return replace(good, body=re.sub(rb'"status":"\w+"', f'"status":"{UNKNOWN}"'.encode(), good.body))


def cut_short(good: Message) -> Message:
    return replace(good, body=good.body[: len(good.body) // 2])


def not_utf8(good: Message) -> Message:
    return replace(good, body=good.body.replace("ขอบเขต".encode(), b"\xff\xfe"))


def without_content_type(good: Message) -> Message:
    properties = copy(good.properties)
    properties.content_type = None
    return replace(good, properties=properties)


def of_a_wrong_type(good: Message) -> Message:
    return replace(good, body=re.sub(rb'"version":\d+', b'"version":{"first":true}', good.body))


def too_large(good: Message) -> Message:
    return replace(good, body=b'{"padding":"' + b"x" * EVENT_LIMIT + b'",' + good.body[1:])


ALL_GOOD = Mixture()
FAILING = Mixture((failing,), every=100)
UNREADABLE = Mixture((cut_short, not_utf8, without_content_type, of_a_wrong_type, too_large), every=10)
