"""Building a new generation of a service's projections from facts that are told again, in `work`.

`wara rebuild` asks for it in the generations' document, sends the facts to the service's rebuild queue, and
takes the generation into use when each has its row among the generation's own inbox keys. Nothing here has an
effect; while no rebuild is asked for, nothing is consumed.
"""

import threading
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import pika
from pymongo.errors import PyMongoError

from chassis import generations, log, topology
from chassis.connection import connect
from chassis.envelope import Event, decode
from chassis.errors import Unavailable
from chassis.generations import Building, placed, read_generations
from chassis.inbox import INBOX
from chassis.mongo import Index, Origin, Store, Transaction, store_errors
from chassis.subscription import Subscription

GENERATION_HEADER = "wara_generation"
BATCH = 100
POLL_SECONDS = 1.0
REST_SECONDS = 2.0  # until it looks again whether a rebuild is asked for
REACTION_SECONDS = 10.0
NONE = -1

logger = log.get(__name__)


@dataclass(frozen=True, slots=True)
class Retold:
    """A fact that was told again for one generation; `key` is its event id."""

    key: str
    generation: int
    body: bytes


class Rebuild:
    """Runs in a thread of its own."""

    def __init__(
        self,
        store: Store,
        service: str,
        amqp_uri: str,
        subscriptions: Sequence[Subscription],
        projections: Sequence[str],
        indexes: Sequence[Index],
    ) -> None:
        """`projections` are the names of all collections that the subscriptions' projections write."""
        self._store = store
        self._service = service
        self._uri = amqp_uri
        self._subscriptions = {one.type: one for one in subscriptions if one.projection is not None}
        self._indexes = [index for index in indexes if index.collection in projections]
        self._projections = projections

    def run(self, stop: threading.Event) -> None:
        while self._projections and not stop.is_set():
            try:
                with store_errors():
                    building = read_generations(self._store.db).building
                if building is not None:
                    self._build(building, stop)
            except (pika.exceptions.AMQPError, OSError, PyMongoError, Unavailable) as error:
                logger.warning("rebuild_paused", reason=type(error).__name__)
            stop.wait(REST_SECONDS)

    def _build(self, building: Building, stop: threading.Event) -> None:
        with connect(self._uri) as connection:
            channel = connection.channel()
            topology.declare_rebuild(channel, self._service)
            self._prepare(building.number)
            logger.info("rebuild_joined", generation=building.number)
            channel.basic_qos(prefetch_count=BATCH)
            self._consume(connection, channel, building.number, stop)

    def _prepare(self, generation: int) -> None:
        for name in (*self._projections, INBOX):
            self._store.make_collection(placed(name, generation))
        self._store.make_indexes(generations.indexes_in(self._indexes, generation))
        heard = [(one.type, one.classification) for one in self._subscriptions.values()]
        generations.ready(self._store.db, generation, heard)

    def _consume(self, connection: Any, channel: Any, generation: int, stop: threading.Event) -> None:
        """Returns when the generation is no longer being built."""
        batch: list[Retold] = []
        queue = topology.rebuild(self._service)
        for method, properties, body in channel.consume(queue, inactivity_timeout=POLL_SECONDS):
            if stop.is_set() or (method is None and not self._is_building(generation)):
                break
            if method is None:
                continue
            generation_meant = (properties.headers or {}).get(GENERATION_HEADER, NONE)
            batch.append(Retold(properties.message_id, generation_meant, body))
            if len(batch) == BATCH or channel.get_waiting_message_count() == 0:
                if not self._settle(connection, batch, stop):
                    break
                channel.basic_ack(method.delivery_tag, multiple=True)
                batch = []

    def _is_building(self, generation: int) -> bool:
        with store_errors():
            building = read_generations(self._store.db).building
        return building is not None and building.number == generation

    def _settle(self, connection: Any, batch: Sequence[Retold], stop: threading.Event) -> bool:
        """Waits while the store is away; False when the process is to stop before it came back."""
        while not stop.is_set():
            try:
                self._keep(batch)
                return True
            except Unavailable:
                connection.sleep(POLL_SECONDS)
        return False

    def _keep(self, batch: Sequence[Retold]) -> None:
        try:
            self._keep_together(batch)
        except Unavailable:
            raise
        except Exception as error:  # noqa: BLE001 - one is at fault: found one by one, and refuses the swap
            if len(batch) > 1:
                for one in batch:
                    self._keep([one])
                return
            logger.warning("rebuild_failed", key=batch[0].key, reason=type(error).__name__)
            reason = f"{type(error).__name__}: {error}"[:500]
            self._store.transact(
                lambda tx: self._mark(tx, batch[0], failed=reason), Origin(), REACTION_SECONDS
            )

    def _keep_together(self, batch: Sequence[Retold]) -> None:
        read = [(one, *self._read(one)) for one in batch]

        def together(tx: Transaction) -> None:
            for retold, subscription, event, data in read:
                if self._mark(tx, retold):
                    subscription.project(tx, retold.generation, event, data)

        self._store.transact(together, Origin(), REACTION_SECONDS)

    def _read(self, retold: Retold) -> tuple[Subscription, Event, dict[str, Any]]:
        event = decode(retold.body)
        subscription = self._subscriptions[event.type]
        return subscription, event, dict(subscription.reader.load(event.data))

    def _mark(self, tx: Transaction, retold: Retold, **more: str) -> bool:
        """False when it is known already, or its generation is not being built any more."""
        building = tx.generations.building
        if building is None or building.number != retold.generation:
            return False
        keys = tx.db[placed(INBOX, retold.generation)]
        if keys.find_one({"_id": retold.key}, {"_id": 1}, session=tx.session) is not None:
            return False
        keys.insert_one({"_id": retold.key, **more}, session=tx.session)
        return True
