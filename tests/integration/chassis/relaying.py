"""A relay of the echo service, in a thread of the test's own."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager

from chassis.mongo import Store
from chassis.pace import Pace
from chassis.relay import Relay
from tests.integration.chassis.line import COUNTED


@contextmanager
def relaying(store: Store, amqp_uri: str, name: str = "one") -> Iterator[Relay]:
    relay, stop = Relay(store, "echo", amqp_uri, name, [(COUNTED, "public")], Pace()), threading.Event()
    thread = threading.Thread(target=relay.run, args=(stop,))
    thread.start()
    try:
        yield relay
    finally:
        stop.set()
        relay.wake()
        thread.join(20)
        assert not thread.is_alive()
