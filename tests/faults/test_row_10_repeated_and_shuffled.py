"""Row 10: every message published three times, shuffled: the same final state, no effect seen twice."""

import random
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import pytest
import requests
from pymongo.database import Database

from chassis import clock, topology
from chassis.config import RETRY_DELAYS
from chassis.eventlog import PUBLIC, STREAMS
from chassis.message import Message, message_of
from notify.audiences import INVITATION, RESCHEDULED
from notify.outgoing.deliveries import DELIVERIES
from tests.e2e.client import World
from tests.e2e.mails import Mails
from tests.e2e.story import lived_through
from tests.faults import audit, scale
from tests.faults.books import WORKERS, Books, Ends, Row, opened, queued
from tests.faults.conftest import Keep
from tests.faults.injected import Injector
from tests.faults.listener import Listener
from tests.faults.load import Load
from tests.support.servers import database_name
from tests.support.services import process
from tests.support.stack import servers_of
from wara.stack import Stack

PROPOSALS, STORIES = scale.size(2_000), scale.times(20)
COPIES = 3
PATIENCE_SECONDS = 60 + max(RETRY_DELAYS)
"""What came before what it stands on waits for its next try, at the end for the last."""
KEPT = {
    "agenda": ("committees", "members"),
    "notify": ("committees", "members", "representatives", "proposals", "meetings"),
}
OF_THE_MOMENT = {INVITATION.name, RESCHEDULED.name}  # written only while their meeting is still to come
DOMAIN = "thrice.example"  # of the corner's Message-IDs
FOUNDED = "membership.committee.established.v1"
QUEUED, DELIVERED = "notify.notification.queued.v1", "notify.notification.delivered.v1"


@dataclass(frozen=True)
class Corner:
    """The same services on databases and a virtual host of their own."""

    amqp_uri: str
    databases: dict[str, Database[Row]]


@scale.only_full("row 10")
@pytest.mark.timeout(2400 if scale.FULL else 480)
def test_three_of_each_in_any_order_come_to_the_same(
    stack: Stack, listener: Listener, keep: Keep, tmp_path: Path
) -> None:
    with opened(stack) as books, corner(stack, books, tmp_path) as thrice:
        since, begun = books.ends(), clock.now()
        live_through_something(stack, listener)
        entries = heard_by_somebody(books, since)
        messages = [message for message in entries for _ in range(COPIES)]
        random.shuffle(messages)
        with Injector.to(thrice.amqp_uri) as injector:
            injector.send_all(messages)
        audit.at_rest(lambda: under_way(thrice, entries), PATIENCE_SECONDS)
        same_projections(books, thrice)
        letters = same_letters(books, thrice, begun)
        no_effect_twice(stack, thrice)
    keep("10", events=len(entries), messages=len(messages), letters=letters)


def live_through_something(stack: Stack, listener: Listener) -> None:
    world = World(stack)
    assert stack.urls.mail
    mails = Mails(stack.urls.mail)
    for _ in range(STORIES):
        lived_through(world, mails)
    with Load(stack, PROPOSALS) as load:
        load.finish()
        audit.settled(stack, load, listener)


@contextmanager
def corner(stack: Stack, books: Books, logs: Path) -> Iterator[Corner]:
    """Runs the `work` of the services that hear anything."""
    with ExitStack() as running:
        amqp_uri = running.enter_context(servers_of(stack).vhost())
        databases = {service: books.of("notify").client[database_name()] for service in KEPT}
        for service, database in databases.items():
            running.callback(database.client.drop_database, database.name)
            own = {"AMQP_URI": amqp_uri, "MONGODB_DATABASE": database.name, "MAIL_FROM": f"wara@{DOMAIN}"}
            env = stack.env(f"{service}-work") | own
            running.enter_context(process([service, "work"], env, logs / f"{service}.log"))
        yield Corner(amqp_uri, databases)


def heard_by_somebody(books: Books, since: Ends) -> list[Message]:
    """What was told since then, and the committee that all of it is about."""
    found: list[Message] = []
    types = {one.type for worker in WORKERS.values() for one in worker.subscriptions}
    for service in WORKERS:
        for stream in STREAMS:
            exchange = topology.exchange(service, stream.classification)
            after, through = since.logs[service, stream.log], books.end(service, stream.log)
            entries = books.entries(service, stream.log, after, through)
            entries += books.of(service)[stream.log].find({"sequence": 1, "type": FOUNDED})
            heard = [entry for entry in entries if entry["type"] in types]
            found += [message_of(entry, exchange, entry["type"]) for entry in heard]
    return found


def under_way(thrice: Corner, entries: list[Message]) -> dict[str, int]:
    rows = {service: database["inbox_failed"] for service, database in thrice.databases.items()}
    notify = thrice.databases["notify"]
    return audit.first_left(
        lambda: queued(thrice.amqp_uri, *map(topology.inbox, thrice.databases)),
        lambda: {f"{service} to be tried again": row.count_documents({}) for service, row in rows.items()},
        lambda: {"outbox": notify["outbox"].count_documents({})},
        lambda: {"lots": notify[DELIVERIES].count_documents({})},
        lambda: {f"{service} to hear": unheard(thrice, service, entries) for service in thrice.databases},
    )


def unheard(thrice: Corner, service: str, entries: list[Message]) -> int:
    types = {one.type for one in WORKERS[service].subscriptions}
    wanted = sum(message.routing_key in types for message in entries)
    return wanted - thrice.databases[service]["inbox"].count_documents({})


def same_projections(books: Books, thrice: Corner) -> None:
    for service, collections in KEPT.items():
        for name in collections:
            again = {row["_id"]: row for row in thrice.databases[service][name].find({})}
            once = {
                row["_id"]: row for row in books.projection(service, name).find({"_id": {"$in": list(again)}})
            }
            different = [id for id in again if once.get(id) != again[id]]
            assert not different, f"{service} {name}: {once.get(different[0])} {again[different[0]]}"
            assert again, f"{service} {name}: nothing to compare"


def same_letters(books: Books, thrice: Corner, begun: datetime) -> int:
    """To the same people; those who came before hear of some of it too."""
    notify = thrice.databases["notify"]
    among = {row["_id"] for row in notify["representatives"].find({}, {"_id": 1})}
    written = list(books.of("notify")["notifications"].find({"recipient": {"$in": list(among)}}))
    once = {row["key"]: row["status"] for row in written if lasting(row) and row["created_at"] >= begun}
    again = {row["key"]: row["status"] for row in notify["notifications"].find({}) if lasting(row)}
    assert again == once
    return len(again)


def lasting(row: Row) -> bool:
    return row["template"] not in OF_THE_MOMENT


def no_effect_twice(stack: Stack, thrice: Corner) -> None:
    notify = thrice.databases["notify"]
    rows = list(notify["notifications"].find({}))
    assert not doubled((row["cause"], row["template"], row["recipient"]) for row in rows)
    told = [(row["subject"], row["type"]) for row in notify[PUBLIC.log].find({})]
    assert not doubled(told)
    assert {subject for subject, type in told if type == QUEUED} == {
        f"notifications/{row['_id']}" for row in rows
    }
    sent = {row["message_id"] for row in rows if row["status"] == "delivered"}
    listed = requests.get(f"{stack.urls.mail}/messages.json", timeout=30).json()
    mails = [mail["message_id"] for mail in listed if mail["message_id"].endswith(f"@{DOMAIN}>")]
    assert Counter(mails) == Counter(sent)
    assert len(sent) == sum(type == DELIVERED for _, type in told)


def doubled(ones: Iterable[object]) -> list[object]:
    return [one for one, count in Counter(ones).items() if count > 1]
