"""The `work` process: hears events, tells events, and whatever else a service does in the background.

Plain threads; eventlet is never imported here.
"""

import os
import signal
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

import pymongo
from pymongo.errors import PyMongoError

from chassis import eventlog, failed, health, inbox, log
from chassis.config import Settings
from chassis.consumer import Consumer
from chassis.failed import FailedRows
from chassis.inbox import Inbox, Subscription
from chassis.mongo import Index, Store, connect
from chassis.outbox import OUTBOX
from chassis.rebuild import Rebuild
from chassis.relay import Relay
from chassis.watch import watch

INDEXES = (*eventlog.INDEXES, *inbox.INDEXES, *failed.INDEXES)
STOP_SECONDS = 8.0

logger = log.get(__name__)


@dataclass(frozen=True, slots=True)
class Background:
    """Work beside the consumer, in a thread of its own; returns when `stop` is set, or when it is done."""

    name: str
    run: Callable[[Store, Settings, threading.Event], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Worker:
    """A service's whole `work`, as data; `projections` are the collections that can be built anew."""

    service: str
    subscriptions: Sequence[Subscription]
    indexes: Sequence[Index]
    projections: Sequence[str] = ()
    background: Sequence[Background] = field(default=())


def run(worker: Worker, settings: Settings) -> None:
    stop = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    store = Store(connect(settings.mongodb_uri), settings.database, settings.instance)
    the_inbox = Inbox(store, worker.subscriptions)
    rows = FailedRows(store, the_inbox, settings.retry_delays)
    relay = Relay(store, worker.service, settings.amqp_uri, settings.instance)
    rebuild = Rebuild(
        store, worker.service, settings.amqp_uri, worker.subscriptions, worker.projections, worker.indexes
    )
    consumer = Consumer(worker.service, settings.amqp_uri, the_inbox, rows)
    checks = {"broker": lambda: consumer.connected, "store": store.answers}
    health.serve(settings.health_host, settings.health_port, checks)
    if not prepare(store, [*INDEXES, *worker.indexes], stop, worker.projections):
        return
    threads = [
        _thread("relay", lambda: relay.run(stop)),
        _thread("outbox-watch", lambda: watch(store, OUTBOX, relay.wake, stop)),
        _thread("retries", lambda: rows.run(stop)),
        _thread("rebuild", lambda: rebuild.run(stop)),
        *(_thread(one.name, lambda one=one: one.run(store, settings, stop)) for one in worker.background),  # type: ignore[misc]
    ]
    logger.info("work_started")
    consumer.run(stop)
    for thread in threads:
        thread.join(STOP_SECONDS)
    logger.info("work_stopped")


def prepare(
    store: Store, indexes: Sequence[Index], stop: threading.Event, projections: Sequence[str] = ()
) -> bool:
    """Waits for the store and makes its indexes; False when told to stop before it came."""
    while not stop.is_set():
        try:
            with pymongo.timeout(30):
                store.prepare(indexes, projections)
            return True
        except PyMongoError as error:
            logger.warning("store_awaited", reason=type(error).__name__)
            stop.wait(0.5)
    return False


def _thread(name: str, target: Callable[[], None]) -> threading.Thread:
    def guarded() -> None:
        try:
            target()
        except BaseException:
            logger.exception("thread_died", thread=name)
            os._exit(70)  # the supervisor starts the whole process anew, with every part of it

    thread = threading.Thread(target=guarded, name=name, daemon=True)
    thread.start()
    return thread
