"""A partner is away for a week with as many events as its queue keeps: it misses none when it is back."""

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path

import pytest

from agenda.events import PUBLISHED
from chassis import clock, eventlog, topology
from chassis.connection import connect
from chassis.envelope import Event
from chassis.eventlog import PUBLIC, EventLog
from chassis.ids import new_id
from chassis.mongo import Document, Store
from tests.faults import scale
from tests.faults.conftest import Keep
from tests.faults.guided import Guided
from tests.integration.chassis.relaying import relaying
from tests.support.partners import connected
from tests.support.polling import until
from tests.support.servers import Servers
from wara.definitions import FOR_A_PARTNER
from wara.management import Management

KEPT = FOR_A_PARTNER["x-max-length"]
EVENTS = KEPT if scale.FULL else KEPT // 100
THINGS, VERSIONS = 10, 20
"""So many change in turn, until each has so many versions."""
WEEK = timedelta(days=7)
PAGE = 1000
PUBLIC_TYPES = [one for one in PUBLISHED if one.classification == "public"]
NODE_MIB, QUEUE_MIB = 512, 32
"""By which the broker may grow: it keeps the newest 512 MiB of all its queues in memory, whatever waits in
them; and what the queue itself may take, which knows the others by number."""


@dataclass
class Memory:
    """MiB of the broker's node and of the partner's queue, at their most."""

    management: Management
    queue: str
    before: float = field(init=False)
    node: float = field(init=False, default=0)
    of_queue: float = field(init=False, default=0)

    def __post_init__(self) -> None:
        self.look()
        self.before = self.node

    def look(self) -> None:
        [node] = self.management.nodes()
        queue = self.management.find(self.management.place("queues", self.queue))
        self.node = max(self.node, mib(node["mem_used"]))
        self.of_queue = max(self.of_queue, mib(queue.get("memory", 0)))

    def until(self, condition: Callable[[], bool], seconds: float) -> None:
        def looked() -> bool:
            self.look()
            return condition()

        until(looked, seconds, every=0.5)


def mib(count: int) -> float:
    return round(count / 2**20, 1)


@pytest.fixture
def management(servers: Servers, amqp_uri: str) -> Management:
    with connect(amqp_uri) as connection:
        topology.declare_exchanges(connection.channel(), "agenda")
    return Management(servers.management_uri, amqp_uri)


@pytest.fixture
def given(management: Management, amqp_uri: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[dict[str, str]]:
    """What a partner is given that may hear all of the agenda, in a queue that keeps just as many."""
    monkeypatch.setitem(FOR_A_PARTNER, "x-max-length", EVENTS)
    with connected(management, amqp_uri, ["agenda.#"]) as given:
        yield given


def filled(store: Store) -> list[str]:
    """The ids of a week's log, in its order."""
    store.prepare(eventlog.INDEXES)
    log, events = EventLog(store.db, PUBLIC), [event(number) for number in range(EVENTS)]
    for first in range(0, EVENTS, PAGE):
        log.append([row(one) for one in events[first : first + PAGE]])
    return [one.id for one in events]


def event(number: int) -> Event:
    those, turn = divmod(number, THINGS * VERSIONS)
    version, one = divmod(turn, THINGS)
    type = PUBLIC_TYPES[number % len(PUBLIC_TYPES)]
    return Event(
        id=new_id(),
        type=type.name,
        source="agenda",
        subject=f"things/{those}-{one}",
        time=clock.now() - WEEK * (1 - number / EVENTS),
        version=version + 1,
        data=type.example,
        dataclassification="public",
        correlationid=new_id(),
    )


def row(one: Event) -> Document:
    return {"_id": one.id, "aggregate": one.subject, "event": one.to_dict()}


@pytest.mark.timeout(1800 if scale.FULL else 240)
def test_it_misses_nothing_of_a_week(
    store: Store,
    amqp_uri: str,
    management: Management,
    given: dict[str, str],
    tmp_path: Path,
    keep: Keep,
) -> None:
    assert timedelta(milliseconds=FOR_A_PARTNER["x-message-ttl"]) > WEEK
    told, memory, begun = filled(store), Memory(management, given["QUEUE"]), time.monotonic()
    with relaying(store, amqp_uri, service="agenda", heard=()):
        memory.until(lambda: waiting(given) == EVENTS, seconds=600)
    seconds_told, begun = round(time.monotonic() - begun, 1), time.monotonic()
    report = tmp_path / "report"
    partner = Guided("hold.py", "held.db", given | {"REPORT": str(report)}, tmp_path)
    with partner.started():
        memory.until(lambda: partner.has(EVENTS, "dealt"), seconds=900)
        until(lambda: waiting(given) == 0)
    seconds_heard = round(time.monotonic() - begun, 1)
    assert partner.kept("select id from dealt order by rowid") == [(id,) for id in told]
    held = partner.kept("select count(*), min(version), max(version) from held")
    assert held == [(EVENTS // VERSIONS, VERSIONS, VERSIONS)]
    assert len(report.read_text(encoding="utf-8").splitlines()) == EVENTS, "dealt with twice"
    assert (memory.node - memory.before < NODE_MIB, memory.of_queue < QUEUE_MIB) == (True, True), memory
    keep(
        "partner away",
        events=EVENTS,
        seconds_told=seconds_told,
        seconds_heard=seconds_heard,
        broker_mib=[memory.before, memory.node],
        queue_mib=memory.of_queue,
    )


def waiting(given: dict[str, str]) -> int:
    with connect(given["AMQP_URI"]) as connection:
        queue = connection.channel().queue_declare(given["QUEUE"], passive=True)
        return int(queue.method.message_count)
