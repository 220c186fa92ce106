"""A broker that takes a connection and says nothing is away like any other."""

import socket
from collections.abc import Iterator

import pika
import pytest

from chassis.connection import connect
from chassis.publisher import Publisher, PublishFailed


@pytest.fixture
def silent() -> Iterator[str]:
    """Where the kernel answers and nobody else."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        yield f"amqp://guest:guest@127.0.0.1:{server.getsockname()[1]}/"


def test_a_silent_broker_is_an_error_of_the_broker(silent: str) -> None:
    with pytest.raises(pika.exceptions.AMQPError):
        connect(silent, seconds=0.5)


def test_a_publisher_fails_at_a_silent_broker(silent: str) -> None:
    publisher = Publisher(silent, lambda channel: None)
    with pytest.raises(PublishFailed):
        publisher.open()
