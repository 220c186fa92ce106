"""`python -m benchmarks.events.wara_peer`: a `work` of ours, as it runs anywhere, and its parts."""

import os
import signal
import threading
import time
from collections.abc import Callable
from typing import Any

import pymongo
from marshmallow import EXCLUDE, Schema, fields
from prometheus_client import REGISTRY

from benchmarks.events import job
from benchmarks.events.commands import Commands
from benchmarks.events.effect import EFFECTS, effect
from benchmarks.events.job import Answer, Job, Stopwatch
from benchmarks.events.memory_log import MemoryLog
from benchmarks.events.sample import SERVICE, TYPE
from benchmarks.events.spoilt import UNKNOWN
from chassis import log, worker
from chassis.config import Settings
from chassis.envelope import Event
from chassis.errors import NotYetKnown
from chassis.mongo import Transaction
from chassis.publisher import Publisher
from chassis.subscription import Subscription
from chassis.telling import Telling
from chassis.worker import Worker

LOOK_SECONDS = 0.005
PROPOSALS = "proposals"


class ProposalSchema(Schema):
    id = fields.String(required=True)
    title = fields.Dict(required=True)
    status = fields.String(required=True)


def memory(job: Job) -> Answer:
    """The relay's way from the log to the broker, in its own batches, from a log that is here already."""
    publisher = Publisher(job.amqp_uri, lambda channel: None)
    publisher.open()
    nowhere: Any = None  # the store is for what has to be parked
    telling = Telling(nowhere, MemoryLog(job.read_events()), SERVICE, publisher)
    watch = Stopwatch(job)
    watch.start()
    told = 0
    while told < job.count:
        told += telling.tell([])
    answer = watch.stop()
    publisher.close()
    return answer


def relay(job: Job) -> Answer:
    """The whole way of what waits in the outbox, from the moment it has the lease."""
    watch, commands = Stopwatch(job), Commands("relay")
    pymongo.monitoring.register(commands)
    answer: Answer = {}

    def look() -> None:
        until(lambda: value("wara_relay_leading") == 1)
        watch.start()
        commands.forget()
        until(lambda: value("wara_events_published_total", stream="events") == job.count)
        answer.update(watch.stop(), store=commands.seconds())
        os.kill(os.getpid(), signal.SIGTERM)

    work(job, Worker(service=SERVICE, subscriptions=(), indexes=()), look)
    return answer


def inbox(job: Job) -> Answer:
    """From its first reaction to the commit of the last good one."""
    return hearing(job, lambda event: None)


def lateness(job: Job) -> Answer:
    """The same, and when each was reacted to, by its id."""
    reacted: dict[str, float] = {}

    def note(event: Event) -> None:
        reacted[event.id] = time.monotonic()

    return hearing(job, note) | {"reacted": reacted}


def hearing(job: Job, note: Callable[[Event], None]) -> Answer:
    watch = Stopwatch(job)
    answer: Answer = {}

    def hear(tx: Transaction, event: Event, data: dict[str, Any]) -> None:
        watch.start()
        if data["status"] == UNKNOWN:
            known(tx, data["id"])
        note(event)
        told = {"id": event.id, "subject": event.subject, "version": event.version, "data": data}
        tx.db[EFFECTS].insert_one(effect(told), session=tx.session)

    def look() -> None:
        until(lambda: value("wara_events_heard_total") == job.count)
        answer.update(watch.stop())
        until(lambda: set_aside() >= job.bad)
        os.kill(os.getpid(), signal.SIGTERM)

    subscription = Subscription(TYPE, ProposalSchema(unknown=EXCLUDE), hear)
    work(job, Worker(service=SERVICE, subscriptions=(subscription,), indexes=()), look)
    return answer


def known(tx: Transaction, id: str) -> None:
    """What a reaction does with a reference to something that nobody ever told."""
    if tx.db[PROPOSALS].find_one({"_id": id}, session=tx.session) is None:
        raise NotYetKnown(id=id)


def work(job: Job, what: Worker, look: Callable[[], None]) -> None:
    os.environ |= {
        "AMQP_URI": job.amqp_uri,
        "MONGODB_URI": job.mongodb_uri,
        "MONGODB_DATABASE": job.database,
        "HEALTH_PORT": str(job.health_port),
    }
    settings = Settings.read(SERVICE)
    log.setup(SERVICE, "work", settings.log_level)
    threading.Thread(target=look, daemon=True).start()
    worker.run(what, settings)


def until(done: Callable[[], bool]) -> None:
    while not done():
        time.sleep(LOOK_SECONDS)


def set_aside() -> float:
    return sum(value("wara_inbox_failed_total", status=status) for status in ("waiting", "dead"))


def value(metric: str, **labels: str) -> float:
    return REGISTRY.get_sample_value(metric, labels) or 0.0


if __name__ == "__main__":
    job.main({"memory": memory, "relay": relay, "inbox": inbox, "lateness": lateness})
