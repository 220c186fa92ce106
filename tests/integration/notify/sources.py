"""Membership and agenda as notify sees them: each fact gets its place in their log, and is then told."""

from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pika

from chassis import topology
from chassis.envelope import decode
from chassis.eventlog import INDEXES, PUBLIC, RESTRICTED, EventLog, Stream
from chassis.inbox import Inbox
from chassis.message import message_of
from chassis.mongo import Origin, Store, Transaction
from notify import store as notify
from notify.worker import SUBSCRIPTIONS
from tests.integration.notify import facts
from tests.integration.notify.facts import Fact

Row = dict[str, Any]


class Sources:
    def __init__(self, stores: dict[str, Store], channel: Any) -> None:
        self._logs = {
            (source, stream): EventLog(store.db, stream)
            for source, store in stores.items()
            for stream in (PUBLIC, RESTRICTED)
        }
        self._channel = channel
        self.told = 0

    @classmethod
    @contextmanager
    def opened(cls, stores: dict[str, Store], amqp_uri: str) -> Iterator["Sources"]:
        for store in stores.values():
            store.make_indexes(INDEXES)
        with pika.BlockingConnection(pika.URLParameters(amqp_uri)) as connection:
            channel = connection.channel()
            for source in stores:
                topology.declare_exchanges(channel, source)
            yield cls(stores, channel)

    def tell(self, *told: Fact) -> None:
        events = [facts.event(fact) for fact in told]
        streams = defaultdict(list)
        for event in events:
            stream = PUBLIC if event.dataclassification == "public" else RESTRICTED
            streams[event.source, stream].append(event)
        for (source, stream), its in streams.items():
            log = self._logs[source, stream]
            before = log.last()
            log.append([{"_id": one.id, "aggregate": one.subject, "event": one.to_dict()} for one in its])
            for entry in log.after(before, len(its)):
                self._publish(entry, source, stream)
        self.told += len(told)

    def _publish(self, entry: Row, source: str, stream: Stream) -> None:
        message = message_of(entry, topology.exchange(source, stream.classification), entry["type"])
        self._channel.basic_publish(message.exchange, message.routing_key, message.body, message.properties)

    def entries(self) -> list[Row]:
        """Everything that was ever told, each log in its order."""
        return [entry for log in self._logs.values() for entry in log.after(0, log.last())]


def from_scratch(scratch: Store, entries: list[Row]) -> dict[str, list[Row]]:
    """What the projections are when they keep every fact, one after the other."""
    inbox = Inbox(scratch, SUBSCRIPTIONS)

    def keep_all(tx: Transaction) -> None:
        for entry in entries:
            event = decode(message_of(entry, "", "").body)
            subscription = inbox.subscription(event)
            subscription.project(tx, 0, event, dict(subscription.reader.load(event.data)))

    scratch.transact(keep_all, Origin(), 20)
    return kept(scratch)


def kept(store: Store) -> dict[str, list[Row]]:
    """What is kept in the generation in use."""
    return store.read(
        lambda tx: {name: list(tx.projection(name).find().sort("_id", 1)) for name in notify.PROJECTIONS}
    )
