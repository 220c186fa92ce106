"""A partner with a queue of its own, for as long as a test needs it."""

import uuid
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any

from pika.exceptions import AMQPError

from tests.support.operator import settings
from wara.management import Management
from wara.partners.corner import Corner
from wara.partners.welcome import Welcome


@contextmanager
def connected(
    management: Management, amqp_uri: str, events: Iterable[str], nameko: bool = False
) -> Iterator[dict[str, str]]:
    """What one is given that may hear these."""
    corner = Corner(management, f"office-{uuid.uuid4().hex[:8]}", nameko)
    corner.make(events)
    password = corner.new_user()
    corner.let_in()
    welcome = Welcome(
        broker=amqp_uri,
        gateway="http://localhost",
        user=corner.user,
        queue=corner.queue,
        exchange=corner.exchange,
        service=corner.id if nameko else None,
        password=password,
    )
    yield settings(welcome.settings())
    corner.remove()


def is_open(connection: Any) -> bool:
    try:
        connection.process_data_events(0)
    except AMQPError:
        return False
    return bool(connection.is_open)
