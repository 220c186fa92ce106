"""The `work` process: hears events, tells events, and whatever else a service does in the background.

Plain threads; eventlet is never imported here.
"""

import signal
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import partial

import pymongo
from pymongo.errors import PyMongoError

from chassis import erasure, eventlog, expiry, failed, heads, health, inbox, log, permanent, threads
from chassis.config import Settings
from chassis.consumer import Consumer
from chassis.failed import FailedRows
from chassis.heads import Heads
from chassis.inbox import Inbox
from chassis.mongo import Index, Store, connect
from chassis.outbox import OUTBOX
from chassis.pace import Pace
from chassis.rebuild import Rebuild
from chassis.relay import Relay
from chassis.retries import Retries
from chassis.settling import Settler
from chassis.subscription import Subscription
from chassis.watch import watch

INDEXES = (*eventlog.INDEXES, *inbox.INDEXES, *failed.INDEXES, *erasure.INDEXES)
STOP_SECONDS, RELAY_SECONDS = 7.0, 3.0
PREPARE_SECONDS = 6.0  # an index that takes longer is made all the same, and found made by the next try

logger = log.get(__name__)


@dataclass(frozen=True, slots=True)
class Background:
    """Work beside the consumer, in a thread of its own; returns when `stop` is set, or when it is done."""

    name: str
    run: Callable[[Store, Settings, threading.Event], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Worker:
    """A service's whole `work`, as data; `projections` are the collections that can be built anew. `load` is
    called before anything is heard or done."""

    service: str
    subscriptions: Sequence[Subscription]
    indexes: Sequence[Index]
    projections: Sequence[str] = ()
    background: Sequence[Background] = field(default=())
    load: Callable[[Settings], None] = lambda _: None


def run(worker: Worker, settings: Settings) -> None:
    with permanent.generation():
        worker.load(settings)
    stop = threading.Event()
    told_at: list[float] = []

    def told(*_: object) -> None:
        told_at.append(time.monotonic())
        stop.set()

    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, told)
    store = Store(connect(settings.mongodb_uri), settings.database, settings.instance)
    the_inbox = Inbox(store, worker.subscriptions)
    rows = FailedRows(store, the_inbox, settings.retry_delays)
    pace = Pace()
    relay = Relay(store, worker.service, settings.amqp_uri, settings.instance, the_inbox.heard(), pace)
    the_heads = Heads(settings)
    rebuild = Rebuild(
        store, worker.service, settings.amqp_uri, worker.subscriptions, worker.projections, worker.indexes
    )
    consumer = Consumer(worker.service, settings.amqp_uri, the_inbox, Settler(the_inbox, rows, pace))
    retries = Retries(rows, the_inbox, lambda: consumer.behind)
    checks = {"broker": lambda: consumer.connected, "store": store.answers}
    health.serve(settings.health_host, settings.health_port, checks)
    if not prepare(store, [*INDEXES, *worker.indexes], stop, worker.projections):
        return
    store.listen(OUTBOX, relay.wake)
    threads.start(
        "outbox-watch",
        lambda: watch(store, OUTBOX, relay.wake, stop, lambda: pace.steady or not relay.leads),
    )
    started = [
        threads.start("relay", lambda: relay.run(stop)),
        threads.start("retries", lambda: retries.run(stop)),
        threads.start("rebuild", lambda: rebuild.run(stop)),
        threads.start("expiry", lambda: expiry.run(store, stop)),
        threads.start("heads", lambda: heads.run(the_heads, store.db, lambda: relay.leads, stop)),
        *(threads.start(one.name, partial(one.run, store, settings, stop)) for one in worker.background),
    ]
    logger.info("work_started")
    consumer.run(stop)
    relay.wake()
    started[0].join(max(0.0, told_at[0] + RELAY_SECONDS - time.monotonic()))
    relay.give_up()
    end = told_at[0] + STOP_SECONDS
    for thread in started:
        thread.join(max(0.0, end - time.monotonic()))
    if not consumer.busy and not any(thread.is_alive() for thread in started):
        store.close()
    logger.info("work_stopped")


def prepare(
    store: Store, indexes: Sequence[Index], stop: threading.Event, projections: Sequence[str] = ()
) -> bool:
    """Waits for the store and makes its indexes; False when told to stop before it came."""
    while not stop.is_set():
        try:
            with pymongo.timeout(PREPARE_SECONDS):
                store.prepare(indexes, projections)
            return True
        except PyMongoError as error:
            logger.warning("store_awaited", reason=type(error).__name__)
            stop.wait(0.5)
    return False
