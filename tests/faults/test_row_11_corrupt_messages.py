"""Row 11: corrupt messages among good ones are set aside with their reason, and take no other along.

How long good ones wait for them is measured in benchmarks/results/bad-events.md.
"""

import random
import re
from collections.abc import Callable, Collection, Iterator, Sequence
from copy import copy
from dataclasses import dataclass, replace
from functools import partial

import pika
import pytest

from chassis import topology
from chassis.envelope import Event
from chassis.ids import in_parts
from chassis.message import Message
from tests.faults import scale, strangers
from tests.faults.books import Books, opened, queued
from tests.faults.conftest import Keep
from tests.faults.injected import Injector, message
from tests.support.polling import until
from wara.stack import Stack

GOOD, CORRUPT = scale.size(10_000), scale.size(1_000)
WORKED_OFF_SECONDS = 900.0 if scale.FULL else 90.0
REFUSED_SIZE = 20 * 1024 * 1024
GREATEST_SIZE = 16 * 1024 * 1024 - 1024


@dataclass(frozen=True)
class Kind:
    spoil: Callable[[Message], Message]
    reason: str


def cut_short(good: Message) -> Message:
    return replace(good, body=good.body[: len(good.body) // 2])


def not_utf8(good: Message) -> Message:
    return replace(good, body=good.body.replace("องค์กร".encode(), b"\xff\xfe"))


def of_a_wrong_type(good: Message) -> Message:
    return replace(good, body=re.sub(rb'"version":1\b', b'"version":{"first":true}', good.body))


def without_content_type(good: Message) -> Message:
    properties = copy(good.properties)
    properties.content_type = None
    return replace(good, properties=properties)


def too_large(good: Message) -> Message:
    return grown(good, 65 * 1024)


def grown(good: Message, size: int) -> Message:
    padding = b'{"padding":"' + b"x" * size + b'",'
    return replace(good, body=padding + good.body[1:])


KINDS = (
    Kind(cut_short, "JSON"),
    Kind(not_utf8, "UTF-8"),
    Kind(of_a_wrong_type, "version"),
    Kind(without_content_type, "content type"),
    Kind(too_large, "large"),
)


@pytest.fixture
def books(stack: Stack) -> Iterator[Books]:
    with opened(stack) as books:
        yield books


@pytest.mark.timeout(1800 if scale.FULL else 240)
def test_corrupt_messages_are_set_aside_and_the_good_ones_heard(
    stack: Stack, books: Books, keep: Keep
) -> None:
    good = [strangers.admitted() for _ in range(GOOD)]
    originals = [strangers.admitted() for _ in range(CORRUPT)]
    kinds = {event.id: KINDS[number % len(KINDS)] for number, event in enumerate(originals)}
    among = [*map(message, good), *(kinds[event.id].spoil(message(event)) for event in originals)]
    random.shuffle(among)
    with Injector.to(stack.urls.amqp) as injector:
        injector.send_all(among)
    for service in strangers.HEARERS:
        until(partial(worked_off, stack, service), WORKED_OFF_SECONDS, every=0.5)
        until(partial(all_heard, books, service, good), seconds=60, every=0.5)
        until(partial(all_dead, books, service, kinds), seconds=60, every=0.5)
        found = dead_rows(books, service, kinds)
        assert len(found) == CORRUPT
        for id, reason in found:
            assert re.search(kinds[id].reason, reason, re.IGNORECASE), f"{service}: {reason}"
        assert not books.heard(service, list(kinds))
    keep("11", good=GOOD, dead=CORRUPT)
    forget(books, [*good, *originals])
    assert books.ends().dead == dict.fromkeys(books.ends().dead, 0)


def test_the_broker_refuses_what_is_larger_than_it_takes(stack: Stack, books: Books) -> None:
    good = strangers.admitted()
    for _ in range(scale.times(20)):
        with Injector.to(stack.urls.amqp) as injector:
            with pytest.raises(pika.exceptions.ChannelClosedByBroker) as refusal:
                injector.send(grown(message(good), REFUSED_SIZE))
            assert "larger than configured max size" in str(refusal.value)
    assert not dead_rows(books, "agenda", [good.id])


def test_the_largest_that_the_broker_takes_is_a_dead_row(stack: Stack, books: Books) -> None:
    large, after = strangers.admitted(), strangers.admitted()
    with Injector.to(stack.urls.amqp) as injector:
        injector.send(grown(message(large), GREATEST_SIZE))
        injector.send(message(after))
    for service in strangers.HEARERS:
        until(partial(all_dead, books, service, [large.id]), seconds=20)
        until(partial(books.heard, service, [after.id]), seconds=20)
        [(_, reason)] = dead_rows(books, service, [large.id])
        assert "large" in reason
    forget(books, [large, after])


def worked_off(stack: Stack, service: str) -> bool:
    """But for what is delivered and not yet acknowledged."""
    queue = topology.inbox(service)
    return queued(stack.urls.amqp, queue)[queue] == 0


def all_heard(books: Books, service: str, events: Sequence[Event]) -> bool:
    return len(books.heard(service, [event.id for event in events])) == len(events)


def all_dead(books: Books, service: str, ids: Collection[str]) -> bool:
    return len(dead_rows(books, service, ids)) >= len(ids)


def dead_rows(books: Books, service: str, ids: Collection[str]) -> list[tuple[str, str]]:
    """The event's id, as the message's headers say it, and the reason."""
    rows = books.of(service)["inbox_failed"].find({"status": "dead"}, {"headers": 1, "reason": 1})
    named = [(row["headers"].get("cloudEvents_id"), row["reason"]) for row in rows]
    return [(id, reason) for id, reason in named if id in ids]


def forget(books: Books, facts: Sequence[Event]) -> None:
    strangers.forget(books, facts)
    gone = {event.id for event in facts}
    for service in strangers.HEARERS:
        rows = books.of(service)["inbox_failed"]
        keys = [
            row["_id"]
            for row in rows.find({}, {"headers": 1})
            if row["headers"].get("cloudEvents_id") in gone
        ]
        for part in in_parts(keys):
            rows.delete_many({"_id": {"$in": part}})
