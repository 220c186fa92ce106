"""Publishing with a window of confirms outstanding, to a real broker."""

import threading
from collections.abc import Iterator
from typing import Any

import pika
import pytest

from chassis.message import Message
from chassis.publisher import WINDOW, Publisher, PublishFailed
from tests.support.polling import until
from tests.support.proxy import Proxy
from tests.support.services import free_port

QUORUM = {"x-queue-type": "quorum"}


@pytest.fixture
def publisher(amqp_uri: str) -> Iterator[Publisher]:
    publisher = Publisher(amqp_uri, lambda channel: None)
    yield publisher
    publisher.close()


def numbered(*numbers: int) -> Iterator[Message]:
    for number in numbers:
        yield Message("", "numbers", str(number).encode(), pika.BasicProperties(delivery_mode=2))


def kept(channel: Any, count: int) -> list[int]:
    found: list[int] = []

    def take() -> bool:
        method, _, body = channel.basic_get("numbers", auto_ack=True)
        if method is not None:
            found.append(int(body))
        return len(found) >= count

    until(take, 60, every=0)  # one by one, a busy machine takes its time
    return found


def test_more_than_a_window_is_confirmed_in_order(publisher: Publisher, channel: Any) -> None:
    channel.queue_declare("numbers", durable=True, arguments=QUORUM)
    publisher.publish(numbered(*range(2 * WINDOW + 7)))
    publisher.publish(numbered(-1))
    publisher.publish([])
    assert kept(channel, 2 * WINDOW + 8) == [*range(2 * WINDOW + 7), -1]


def test_all_confirmed_before_the_end_is_known_is_the_end(publisher: Publisher) -> None:
    """Of whole windows the last may be confirmed before we see that no more follows."""
    for _ in range(10):
        publisher.publish(numbered(*range(2 * WINDOW)))  # to no queue: confirmed at once


def test_what_the_broker_refuses_is_told_with_how_far_it_went(publisher: Publisher, channel: Any) -> None:
    short = {"x-max-length": 10, "x-overflow": "reject-publish"}
    channel.queue_declare("numbers", durable=True, arguments=short)
    with pytest.raises(PublishFailed, match="refused") as failed:
        publisher.publish(numbered(*range(30)))
    assert failed.value.confirmed == 10
    assert kept(channel, 10) == list(range(10))
    publisher.publish(numbered(30))
    assert kept(channel, 1) == [30]


def test_what_no_queue_takes_is_told_where_that_matters(amqp_uri: str, publisher: Publisher) -> None:
    publisher.publish(numbered(1))
    strict = Publisher(amqp_uri, lambda channel: None, mandatory=True)
    with pytest.raises(PublishFailed, match="2 unrouted"):
        strict.publish(numbered(1, 2))
    strict.close()


def test_a_connection_lost_in_mid_publish_fails_and_the_next_is_new(amqp_uri: str, channel: Any) -> None:
    channel.queue_declare("numbers", durable=True, arguments=QUORUM)
    with Proxy.to(amqp_uri, free_port()) as proxy:
        publisher = Publisher(proxy.uri, lambda channel: None)

        def cut() -> Iterator[Message]:
            yield from numbered(*range(3 * WINDOW))
            proxy.cut()
            yield from numbered(*range(3 * WINDOW, 6 * WINDOW))

        with pytest.raises(PublishFailed) as failed:
            publisher.publish(cut())
        assert 2 * WINDOW <= failed.value.confirmed < 4 * WINDOW
        assert kept(channel, failed.value.confirmed) == list(range(failed.value.confirmed))
        proxy.mend()
        publisher.publish(numbered(-1))
        publisher.close()


def test_what_raises_while_it_is_taken_spoils_nothing_after_it(publisher: Publisher, channel: Any) -> None:
    channel.queue_declare("numbers", durable=True, arguments=QUORUM)

    def broken() -> Iterator[Message]:
        yield from numbered(*range(120))
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        publisher.publish(broken())
    publisher.publish(numbered(1000))
    until(lambda: channel.queue_declare("numbers", passive=True).method.message_count > 0)


def test_what_a_broker_holds_up_is_given_up_at_once(amqp_uri: str) -> None:
    with Proxy.to(amqp_uri, free_port()) as proxy:
        publisher = Publisher(proxy.uri, lambda channel: None)
        publisher.open()
        proxy.plug()
        threading.Timer(0.2, publisher.give_up).start()
        with pytest.raises(PublishFailed, match="given up"):
            publisher.publish(numbered(1))
        proxy.mend()
        publisher.close()


def test_waiting_ends_when_woken(publisher: Publisher) -> None:
    """By itself it would end later than the time that a test has."""
    publisher.open()
    publisher.wake()
    publisher.wake()
    publisher.wait(600)
    publisher.wake()
    publisher.wait(600)
