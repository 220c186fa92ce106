"""One private stack for a whole test run: broker, store and mail sink, and our services where a test asks."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from pymongo import MongoClient

from tests.support.servers import Servers
from wara.ports import offset_of
from wara.stack import Stack

ROOT = Path(__file__).resolve().parents[2]
DEFAULT_OFFSET = 2000


@contextmanager
def private_stack() -> Iterator[Stack]:
    """Without our services. PORT_OFFSET tells runs apart; never 0, the real system."""
    offset = offset_of(os.environ) or DEFAULT_OFFSET
    with running(Stack(ROOT, offset, ROOT / f".local/test-{offset}"), services=False) as stack:
        forget(stack)
        yield stack


@contextmanager
def running(stack: Stack, services: bool = True) -> Iterator[Stack]:
    """On empty data, which nobody wants afterwards."""
    stack.reset()
    stack.start(services)
    try:
        yield stack
    finally:
        stack.abandon()


def forget(stack: Stack) -> None:
    """What an earlier run left in a store that is not ours to clear as a whole."""
    programs = stack.plan.services()
    databases = {program.environment["MONGODB_DATABASE"] for program in programs}
    client: MongoClient[dict[str, object]] = MongoClient(stack.urls.mongodb)
    with client:
        for database in databases:
            client.drop_database(database)


def servers_of(stack: Stack) -> Servers:
    urls = stack.urls
    assert urls.management, "AMQP_MANAGEMENT_URI must name the management API of the broker of AMQP_URI"
    return Servers(urls.amqp, urls.mongodb, urls.management)
