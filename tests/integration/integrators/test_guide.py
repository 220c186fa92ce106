"""The programs of docs/integrators.md, run as they stand on the page, hear what the real relay tells."""

import os
import shlex
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
from tests.support.guide import program
from tests.support.operator import Operator
from tests.support.operator import settings as settings_of
from tests.support.partners import connected
from tests.support.polling import until
from tests.support.servers import Servers
from tests.support.services import process
from wara.management import Management
from wara.partners import trial
from wara.partners.guide import text_of

CONVENED = next(event for event in PUBLISHED if event.name == "agenda.meeting.convened.v1")
OFFICE = "statistics-office"
DATA = CONVENED.schema.load(CONVENED.example)


@pytest.fixture
def agenda(amqp_uri: str, servers: Servers, database: str, tmp_path: Path) -> Iterator[None]:
    """The agenda's own relay at work in this test's corner."""
    uris = {"AMQP_URI": amqp_uri, "MONGODB_URI": servers.mongodb_uri, "MONGODB_DATABASE": database}
    with process(["agenda", "work"], uris, tmp_path / "agenda.log"):
        yield


@pytest.fixture
def settings(management: Management, amqp_uri: str) -> Iterator[dict[str, str]]:
    """What a partner is given that may hear of meetings."""
    with connected(management, amqp_uri, ["agenda.meeting.*.v1"]) as settings:
        yield settings


@contextmanager
def running(path: Path, settings: dict[str, str], queue: str | None = None) -> Iterator[Path]:
    """The file that the program prints to, from when it consumes its queue, or the one named."""
    printed = path.with_suffix(".out")
    with printed.open("wb") as output:
        child = subprocess.Popen(
            [sys.executable, "-W", "ignore", path],
            env={"PATH": os.environ["PATH"], **settings},
            stdout=output,
            stderr=output,
            cwd=path.parent,
        )
    try:
        until(
            lambda: child.poll() is None and consumers(settings, queue or settings["QUEUE"]) == 1, every=0.1
        )
        yield printed
    finally:
        child.kill()
        child.wait(5)


def consumers(settings: dict[str, str], queue: str) -> int:
    """None of a queue that is not there yet."""
    with pika.BlockingConnection(pika.URLParameters(settings["AMQP_URI"])) as connection:
        try:
            return int(connection.channel().queue_declare(queue, passive=True).method.consumer_count)
        except ChannelClosedByBroker:
            return 0


def tell(store: Store, meetings: list[str]) -> None:
    def work(tx: Transaction) -> None:
        for meeting in meetings:
            tx.tell(CONVENED.make(subject=f"meetings/{meeting}", version=2, data=DATA))

    store.transact(work)


def lines(printed: Path, wanted: int) -> list[str]:
    return until(lambda: found if len(found := printed.read_text().splitlines()) >= wanted else [])


def test_the_pika_program_prints_what_happens(
    agenda: None, store: Store, settings: dict[str, str], tmp_path: Path
) -> None:
    with running(program("hear.py", tmp_path), settings) as printed:
        tell(store, [f"meeting-{number}" for number in range(5)])
        heard = lines(printed, 5)
    assert [line.split()[1:] for line in heard] == [
        ["agenda.meeting.convened.v1", f"meetings/meeting-{number}", "convened"] for number in range(5)
    ]


def test_the_nameko_service_hears_of_a_meeting(
    agenda: None, store: Store, settings: dict[str, str], tmp_path: Path
) -> None:
    with running(program("partner.py", tmp_path), settings) as printed:
        tell(store, ["meeting-1"])
        heard = lines(printed, 1)
    assert heard == ["agenda.meeting.convened.v1 meetings/meeting-1"]


def test_handlers_of_nameko_hear_of_a_meeting(
    agenda: None, store: Store, management: Management, amqp_uri: str, tmp_path: Path
) -> None:
    with connected(management, amqp_uri, ["agenda.meeting.*.v1"], nameko=True) as settings:
        name = settings["SERVICE"]
        queue = f"evt-partner.{name}-agenda.meeting.convened.v1--{name}.convened"
        with running(program("handle.py", tmp_path), settings, queue) as printed:
            tell(store, ["meeting-1"])
            heard = lines(printed, 1)
    assert heard == ["agenda.meeting.convened.v1 meetings/meeting-1"]


def test_the_operators_two_commands_connect_a_partner(operator: Operator, stores: dict[str, Store]) -> None:
    _, *lines = text_of("connect.sh").splitlines()
    try:
        *_, printed = [operator.does(*shlex.split(line)[1:]) for line in lines]
    finally:
        operator.tries("partners", "remove", OFFICE, "--yes")
    given = settings_of(printed)
    assert given.keys() == {"QUEUE", "COMMANDS", "AMQP_URI", "WARA", "TOKEN"}
    assert (given["QUEUE"], given["WARA"]) == (f"partner.{OFFICE}.events", "https://wara.example")
    assert given["AMQP_URI"].startswith(f"amqps://partner.{OFFICE}:")
    assert text_of("hear.py") in printed


def test_the_operator_sees_whether_the_pika_program_hears(
    operator: Operator, stores: dict[str, Store], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(trial, "FIGURES_SECONDS", 0.0)
    _, asked = text_of("test.sh").splitlines()
    try:
        operator.does("partners", "add", OFFICE, "--events", "agenda.meeting.*.v1")
        given = settings_of(operator.does("provision", OFFICE))
        with running(program("hear.py", tmp_path), given) as printed:
            assert operator.does(*shlex.split(asked)[1:]) == f"{OFFICE} hears\n"
            [heard] = lines(printed, 1)
    finally:
        operator.tries("partners", "remove", OFFICE, "--yes")
    assert heard.split()[1:] == ["gateway.partner.tested.v1", f"partners/{OFFICE}"]


def test_the_pika_program_is_short() -> None:
    assert len([line for line in text_of("hear.py").splitlines() if line.strip()]) <= 20
