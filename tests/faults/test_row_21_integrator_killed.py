"""Row 21: a new integrator reads the whole feed from zero, killed five times, and has each event once."""

import random
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from agenda.events import PUBLISHED
from chassis import eventlog, feed
from chassis.clock import now
from chassis.envelope import Event
from chassis.eventlog import PUBLIC, EventLog
from chassis.ids import new_id
from chassis.mongo import Store, connect
from tests.faults import scale
from tests.faults.conftest import Keep
from tests.faults.guided import Guided
from tests.integration.gateway.running import Client, gateway
from tests.support.polling import until
from tests.support.servers import Servers, database_name
from tests.support.services import process
from tests.support.stack import servers_of
from wara.stack import Stack

EVENTS = scale.size(100_000)
KILLS, PAGE = 5, 500
RARE_EVERY = 2_000
USUAL, RARE = PUBLISHED[:-1], PUBLISHED[-1]


@dataclass(frozen=True)
class House:
    """An agenda whose log is full, and a gateway before it; nobody's relay tells it."""

    client: Client
    store: Store
    ids: list[str]


@pytest.fixture
def house(stack: Stack, keys: Path, tmp_path: Path) -> Iterator[House]:
    servers, database = servers_of(stack), database_name()
    with connect(servers.mongodb_uri) as client, servers.vhost() as amqp_uri:
        store = Store(client, database)
        try:
            ids = filled(store)
            with running(servers, amqp_uri, database, keys, tmp_path) as door:
                yield House(door, store, ids)
        finally:
            client.drop_database(database)


@contextmanager
def running(servers: Servers, amqp_uri: str, database: str, keys: Path, folder: Path) -> Iterator[Client]:
    env = {
        "AMQP_URI": amqp_uri,
        "MONGODB_URI": servers.mongodb_uri,
        "MONGODB_DATABASE": database,
        "CALL_PUBLIC_KEY_FILE": str(keys / "call.pub"),
        "CALL_PRIVATE_KEY_FILE": str(keys / "call.key"),
    }
    with (
        process(["agenda", "serve"], env, folder / "agenda.log"),
        gateway(env, keys, folder / "gateway.log") as client,
    ):
        yield client


def filled(store: Store) -> list[str]:
    """The ids of the events appended to the log, in its order."""
    store.prepare([*eventlog.INDEXES, *feed.INDEXES])
    log, ids = EventLog(store.db, PUBLIC), list[str]()
    while len(ids) < EVENTS:
        rows = [row(number) for number in range(len(ids), min(len(ids) + 1000, EVENTS))]
        log.append(rows)
        ids += [one["_id"] for one in rows]
    return ids


def row(number: int) -> dict[str, Any]:
    type = RARE if number % RARE_EVERY == RARE_EVERY - 1 else USUAL[number % len(USUAL)]
    event = Event(
        id=new_id(),
        type=type.name,
        source="agenda",
        subject=f"things/{number}",
        time=now(),
        version=1,
        data=type.example,
        dataclassification="public",
        correlationid=new_id(),
    )
    return {"_id": event.id, "aggregate": event.subject, "event": event.to_dict()}


def integrator(house: House, folder: Path) -> Guided:
    token = house.client.token("operator")
    env = {"WARA": f"http://127.0.0.1:{house.client.port}", "TOKEN": token}
    return Guided("follow.py", "events.db", env, folder)


@pytest.mark.timeout(900 if scale.FULL else 120)
def test_an_integrator_killed_five_times_has_each_event_once(
    house: House, tmp_path: Path, keep: Keep
) -> None:
    follower, chance, begun = integrator(house, tmp_path), random.Random(21), time.monotonic()
    for kill in range(KILLS):
        wanted = EVENTS * (kill + chance.random()) / KILLS
        with follower.started():
            until(lambda wanted=wanted: follower.has(wanted, "events"), seconds=300, every=0.01)  # type: ignore[misc]
    with follower.started():
        until(lambda: follower.has(EVENTS, "events"), seconds=300)
    seconds = round(time.monotonic() - begun, 1)

    kept = follower.kept("select sequence, id from events order by sequence")
    assert kept == list(enumerate(house.ids, start=1))
    pages = [after for (after,) in follower.kept("select distinct after from cursor order by after")]
    assert pages[-1] == EVENTS
    assert len(pages) == EVENTS / PAGE, "read again from before the cursor"
    rare, asked = found_by_type(house.client, RARE.name)
    assert rare == list(range(RARE_EVERY, EVENTS + 1, RARE_EVERY))
    keep("21", events=EVENTS, kills=KILLS, seconds=seconds, pages=len(pages), rare=len(rare), asked=asked)


def found_by_type(client: Client, type: str) -> tuple[list[int], int]:
    """The sequences of all events of the type, and how many pages it took to find them."""
    found, after, asked = list[int](), 0, 0
    while True:
        path = f"/v1/events?source=agenda&type={type}&after={after}"
        page = client.http("GET", path, roles=("operator",)).json()
        found += [event["sequence"] for event in page["items"]]
        after, asked = page["scanned_to"], asked + 1
        if page["next"] is None:
            return found, asked
