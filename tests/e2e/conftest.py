"""The whole system, started once a run; tests share it and keep apart by the ids they make."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.e2e.client import World
from tests.e2e.mails import Mails
from tests.e2e.subscriber import Subscriber
from tests.support.operator import Operator
from tests.support.overheard import overhearing
from tests.support.stack import servers_of
from wara.stack import Stack

HERE = Path(__file__).parent
LAST = "test_what_logs_hold.py"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """One looks at what all have left."""
    items.sort(key=lambda item: item.path == HERE / LAST)


@pytest.fixture(scope="session")
def stack(started_stack: Stack) -> Iterator[Stack]:
    with overhearing(servers_of(started_stack)):
        started_stack.start_services()
        yield started_stack


@pytest.fixture(scope="session")
def world(stack: Stack) -> World:
    return World(stack)


@pytest.fixture(scope="session")
def operator(stack: Stack) -> Operator:
    return Operator(os.environ | stack.plan.given | {"PORT_OFFSET": str(stack.plan.ports.offset)})


@pytest.fixture(scope="session")
def subscriber(stack: Stack) -> Iterator[Subscriber]:
    with Subscriber(stack.urls.amqp) as subscriber:
        yield subscriber


@pytest.fixture(scope="session")
def mails(stack: Stack) -> Mails:
    assert stack.urls.mail, "these tests read the sink's mails: unset SMTP_URI"
    return Mails(stack.urls.mail)
