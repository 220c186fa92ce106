"""A relay, by default of the echo service, in a thread of the test's own."""

import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from chassis.envelope import Classification
from chassis.mongo import Store
from chassis.pace import Pace
from chassis.relay import Relay
from tests.integration.chassis.line import COUNTED

Heard = Sequence[tuple[str, Classification]]


@contextmanager
def relaying(
    store: Store,
    amqp_uri: str,
    name: str = "one",
    service: str = "echo",
    heard: Heard = ((COUNTED, "public"),),
) -> Iterator[Relay]:
    relay, stop = Relay(store, service, amqp_uri, name, heard, Pace()), threading.Event()
    thread = threading.Thread(target=relay.run, args=(stop,))
    thread.start()
    try:
        yield relay
    finally:
        stop.set()
        relay.wake()
        thread.join(20)
        assert not thread.is_alive()
