"""The programs of docs/integrators.md, run as they stand on the page, hear what the real relay tells."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pika
import pytest
from pika.exceptions import ChannelClosedByBroker

from agenda.events import PUBLISHED
from chassis.mongo import Store, Transaction
from tests.support.guide import GUIDE, program
from tests.support.polling import until
from tests.support.servers import Servers
from tests.support.services import process

CONVENED = next(event for event in PUBLISHED if event.name == "agenda.meeting.convened.v1")
DATA = CONVENED.schema.load(CONVENED.example)


@pytest.fixture
def agenda(amqp_uri: str, servers: Servers, database: str, tmp_path: Path) -> Iterator[None]:
    """The agenda's own relay at work in this test's corner."""
    uris = {"AMQP_URI": amqp_uri, "MONGODB_URI": servers.mongodb_uri, "MONGODB_DATABASE": database}
    with process(["agenda", "work"], uris, tmp_path / "agenda.log"):
        yield


@contextmanager
def running(path: Path, amqp_uri: str, queue: str) -> Iterator[Path]:
    """The file that the program prints to, from when it consumes its queue."""
    printed = path.with_suffix(".out")
    with printed.open("wb") as output:
        child = subprocess.Popen(
            [sys.executable, "-W", "ignore", path],
            env={"PATH": os.environ["PATH"], "AMQP_URI": amqp_uri},
            stdout=output,
            stderr=output,
        )
    try:
        until(lambda: child.poll() is None and consumers(amqp_uri, queue) == 1, every=0.1)
        yield printed
    finally:
        child.kill()
        child.wait(5)


def consumers(amqp_uri: str, queue: str) -> int:
    with pika.BlockingConnection(pika.URLParameters(amqp_uri)) as connection:
        try:
            count: int = connection.channel().queue_declare(queue, passive=True).method.consumer_count
        except ChannelClosedByBroker:
            return 0
        return count


def tell(store: Store, meetings: list[str]) -> None:
    def work(tx: Transaction) -> None:
        for meeting in meetings:
            tx.tell(CONVENED.make(subject=f"meetings/{meeting}", version=2, data=DATA))

    store.transact(work)


def lines(printed: Path, wanted: int) -> list[str]:
    return until(lambda: found if len(found := printed.read_text().splitlines()) >= wanted else [])


def test_the_pika_program_prints_what_happens(
    agenda: None, store: Store, amqp_uri: str, tmp_path: Path
) -> None:
    with running(program("hear.py", tmp_path), amqp_uri, "partner.example.events") as printed:
        tell(store, [f"meeting-{number}" for number in range(5)])
        heard = lines(printed, 5)
    assert [line.split()[1:] for line in heard] == [
        ["agenda.meeting.convened.v1", f"meetings/meeting-{number}", "convened"] for number in range(5)
    ]


def test_the_nameko_service_hears_of_a_meeting(
    agenda: None, store: Store, amqp_uri: str, tmp_path: Path
) -> None:
    queue = "evt-agenda-agenda.meeting.convened.v1--partner.meeting_convened"
    with running(program("partner.py", tmp_path), amqp_uri, queue) as printed:
        tell(store, ["meeting-1"])
        heard = lines(printed, 1)
    assert heard == [f"meetings/meeting-1 {CONVENED.example['starts_at']}"]


def test_the_pika_program_is_short() -> None:
    text = GUIDE.read_text(encoding="utf-8").split("```python\n# hear.py\n")[1].split("```")[0]
    assert len([line for line in text.splitlines() if line.strip()]) <= 20
