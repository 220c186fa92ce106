"""Who waits is woken by what another writes; who looks by itself is left alone."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager

import pymongo
from pymongo.monitoring import CommandFailedEvent, CommandListener, CommandStartedEvent, CommandSucceededEvent

from chassis.mongo import Document, Store
from chassis.watch import watch
from tests.support.polling import until
from tests.support.servers import Servers


@contextmanager
def watching(store: Store, woken: list[int], awake: threading.Event) -> Iterator[None]:
    stop = threading.Event()
    thread = threading.Thread(
        target=watch,
        args=(store, "outbox", lambda: woken.append(store.db.outbox.count_documents({})), stop, awake.is_set),
    )
    thread.start()
    try:
        yield
    finally:
        stop.set()
        thread.join(10)
        assert not thread.is_alive()


def test_an_insert_wakes_and_so_does_what_came_before_there_was_a_stream(store: Store) -> None:
    store.db.outbox.insert_one({"_id": 1})
    woken: list[int] = []
    with watching(store, woken, threading.Event()):
        until(lambda: woken == [1])
        store.db.outbox.insert_one({"_id": 2})
        until(lambda: woken == [1, 2])
        store.db.outbox.update_one({"_id": 2}, {"$set": {"a": 1}})
        store.db.outbox.insert_one({"_id": 3})
        until(lambda: woken == [1, 2, 3])


def test_who_is_awake_has_no_stream_until_it_rests(servers: Servers, database: str) -> None:
    woken: list[int] = []
    awake, streams = threading.Event(), Streams()
    awake.set()
    with pymongo.MongoClient[Document](servers.mongodb_uri, event_listeners=[streams]) as client:
        store = Store(client, database)
        with watching(store, woken, awake):
            store.db.outbox.insert_one({"_id": 1})
            assert (streams.opened, woken) == (0, [])
            awake.clear()
            until(lambda: woken == [1])
            assert streams.opened == 1


class Streams(CommandListener):
    """Counts the change streams that are opened."""

    opened = 0

    def started(self, event: CommandStartedEvent) -> None:
        if "$changeStream" in str(event.command.get("pipeline", "")):
            self.opened += 1

    def succeeded(self, event: CommandSucceededEvent) -> None: ...

    def failed(self, event: CommandFailedEvent) -> None: ...
