"""A stack of its own, on ports of its own, that the faults of all rows happen to."""

import os
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from tests.faults import figures, scale
from tests.faults.listener import Listener
from tests.support.servers import Servers
from tests.support.stack import DEFAULT_OFFSET, ROOT, running, servers_of
from wara.ports import offset_of
from wara.stack import Stack

BESIDE_THE_TESTS = 1200
GIVEN_SERVERS = ("AMQP_URI", "AMQP_MANAGEMENT_URI", "MONGODB_URI", "SMTP_URI")
START_SECONDS = 120.0

Keep = Callable[..., None]


def offset() -> int:
    """FAULTS_OFFSET, by default beside the stack of the other tests."""
    own = offset_of({"PORT_OFFSET": os.environ.get("FAULTS_OFFSET", "")})
    return own or (offset_of(os.environ) or DEFAULT_OFFSET) + BESIDE_THE_TESTS


@pytest.fixture(scope="session")
def the_stack() -> Iterator[Stack]:
    """Its servers are private whatever is given, because they are killed."""
    environment = {name: value for name, value in os.environ.items() if name not in GIVEN_SERVERS}
    with running(Stack(ROOT, offset(), ROOT / f".local/faults-{offset()}", environment)) as stack:
        yield stack


@pytest.fixture(scope="session")
def servers(the_stack: Stack) -> Servers:
    """Also for the tests here that start processes of their own: nothing is shared with the other tests."""
    return servers_of(the_stack)


@pytest.fixture
def stack(the_stack: Stack) -> Iterator[Stack]:
    """Whole before the row, and whole after it: every row is asked to leave it so."""
    the_stack.wait_ready(*the_stack.programs)
    yield the_stack
    the_stack.wait_ready(*the_stack.programs)


@pytest.fixture
def listener(stack: Stack) -> Iterator[Listener]:
    with Listener(stack.urls.amqp) as listener:
        yield listener


@pytest.fixture
def keep(request: pytest.FixtureRequest) -> Keep:
    """`keep(row="1", killed=120, …)`: a pass's figures, kept when they are of the full size."""

    def keep(row: str, **measured: Any) -> None:
        print(f"row {row}: {measured}")
        if scale.FULL:
            figures.keep(row, measured)

    return keep
