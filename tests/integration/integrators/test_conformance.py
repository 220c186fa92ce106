"""The trial of a consumer: one that is right passes, and each other is told its own fault."""

import json
import os
import shlex
import subprocess
import sys
import uuid
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Event, Thread
from typing import Any

import pytest

from chassis.connection import connect
from tests.integration.integrators.test_guide import running
from tests.support.guide import program
from wara.conformance.__main__ import main
from wara.conformance.cases import CONTRACTS, UNKNOWN_TYPE, cases, plain
from wara.conformance.report import Report
from wara.conformance.trial import NOT_TRIED, Trial
from wara.partners.granted import types_of
from wara.partners.guide import text_of
from wara.problem import Problem

GRANTED = "agenda.meeting.*.v1"
TYPES = types_of([GRANTED])


class Consumer:
    """A right one."""

    binary = False
    ahead = 10

    def __init__(self, report: Path) -> None:
        self.report = report
        self.dealt_with: set[str] = set()
        self.versions: dict[str, int] = {}

    def hear(self, channel: Any, method: Any, properties: Any, body: bytes) -> None:
        try:
            event = self.read(properties, body)
        except (KeyError, ValueError):
            channel.basic_reject(method.delivery_tag, requeue=False)
            return
        if self.is_new(event):
            self.dealt_with.add(event["id"])
            self.versions[event["subject"]] = held = self.newest(event)
            with self.report.open("a", encoding="utf-8") as file:
                file.write(
                    json.dumps({"id": event["id"], "subject": event["subject"], "version": held}) + "\n"
                )
        self.acknowledge(channel, method.delivery_tag)

    def acknowledge(self, channel: Any, tag: int) -> None:
        channel.basic_ack(tag)

    def read(self, properties: Any, body: bytes) -> dict[str, Any]:
        return dict(json.loads(body))

    def is_new(self, event: dict[str, Any]) -> bool:
        return event["id"] not in self.dealt_with

    def newest(self, event: dict[str, Any]) -> int:
        return int(max(event["version"], self.versions.get(event["subject"], 0)))


class Doubling(Consumer):
    def is_new(self, event: dict[str, Any]) -> bool:
        return True


class Trusting(Consumer):
    def newest(self, event: dict[str, Any]) -> int:
        return int(event["version"])


class Closed(Consumer):
    """Refuses what the contract of today does not name."""

    def read(self, properties: Any, body: bytes) -> dict[str, Any]:
        event = super().read(properties, body)
        contract = CONTRACTS / f"{event['type']}.json"
        if contract.exists() and not event.keys() <= json.loads(contract.read_text())["properties"].keys():
            raise ValueError
        return event


class Small(Consumer):
    def read(self, properties: Any, body: bytes) -> dict[str, Any]:
        if len(body) > 60_000:
            raise ValueError
        return super().read(properties, body)


class Dying(Consumer):
    """Of a type that it has no reaction to; and so it does again when it is started anew."""

    def hear(self, channel: Any, method: Any, properties: Any, body: bytes) -> None:
        if properties.type == UNKNOWN_TYPE:
            raise KeyError(properties.type)
        super().hear(channel, method, properties, body)


class Keeping(Consumer):
    """Deals with everything, and lets nothing go."""

    ahead = 100

    def acknowledge(self, channel: Any, tag: int) -> None:
        pass


class Structured(Consumer):
    """Right in all that wara promises."""

    binary = True


class Binary(Consumer):
    """Reads both modes."""

    binary = True

    def read(self, properties: Any, body: bytes) -> dict[str, Any]:
        if properties.content_type == "application/cloudevents+json":
            return super().read(properties, body)
        return {name.removeprefix("cloudEvents_"): value for name, value in properties.headers.items()}


def tried(amqp_uri: str, folder: Path, kind: type[Consumer]) -> dict[str, str]:
    """The faults that a trial finds, by their cases."""
    queue, report = f"trial-{uuid.uuid4().hex[:8]}", folder / f"{kind.__name__}.jsonl"
    ready, over = Event(), Event()
    thread = Thread(target=lambda: consume(amqp_uri, queue, kind(report), ready, over))
    thread.start()
    assert ready.wait(10)
    trial = Trial(broker=amqp_uri, queue=queue, report=Report(str(report)), patience=6)
    found = trial.run(cases(TYPES, kind.binary), lambda: plain(TYPES[0]))
    over.set()
    thread.join()
    return {result.case.name: result.fault for result in found if result.fault}


def consume(amqp_uri: str, queue: str, consumer: Consumer, ready: Event, over: Event) -> None:
    with connect(amqp_uri) as connection:
        channel = connection.channel()
        channel.queue_declare(queue, durable=True, arguments={"x-queue-type": "quorum"})
        channel.basic_qos(prefetch_count=consumer.ahead)
        channel.basic_consume(queue, consumer.hear)
        ready.set()
        try:
            while not over.is_set():
                connection.process_data_events(0.05)
        except KeyError:
            return


def test_each_is_told_its_own_fault(amqp_uri: str, tmp_path: Path) -> None:
    """All at once: what waits for a consumer that fails waits in vain."""
    faults: dict[type[Consumer], dict[str, str]] = {
        Consumer: {},
        Doubling: {"the same event twice": "deals with an event each time that it comes: "},
        Trusting: {"out of order": "trusts the order: holds version 2 of "},
        Closed: {"an unknown field": "breaks at a field that it does not know: "},
        Small: {"the greatest size": "breaks at an event of 64 KiB: "},
        Dying: {
            "an unknown type": "breaks at a type that it does not know: ",
            "the greatest size": NOT_TRIED,
            "many at once": NOT_TRIED,
        },
        Keeping: {"many at once": "takes no more after some, as who acknowledges none: "},
        Structured: {"binary mode": "reads no attributes from headers: "},
        Binary: {},
    }
    with ThreadPoolExecutor(len(faults)) as pool:
        found = dict(zip(faults, pool.map(lambda kind: tried(amqp_uri, tmp_path, kind), faults), strict=True))
    for kind, expected in faults.items():
        assert found[kind].keys() == expected.keys(), (kind, found[kind])
        for case, fault in expected.items():
            assert found[kind][case].startswith(fault)


@pytest.fixture
def queue(amqp_uri: str) -> Iterator[str]:
    name = f"trial-{uuid.uuid4().hex[:8]}"
    with connect(amqp_uri) as connection:
        channel = connection.channel()
        channel.queue_declare(name, durable=True, arguments={"x-queue-type": "quorum"})
        yield name
        channel.queue_delete(name)


def asked(amqp_uri: str, queue: str, report: Path, *more: str) -> list[str]:
    """As on the page, but for what is this machine's."""
    _, line = text_of("try.sh").splitlines()
    _, *arguments = shlex.split(line)
    for name, value in {"--uri": amqp_uri, "--queue": queue, "--report": str(report)}.items():
        arguments[arguments.index(name) + 1] = value
    return [*arguments, *more]


def test_the_program_of_the_guide_is_right(amqp_uri: str, tmp_path: Path) -> None:
    report, queue = tmp_path / "report.jsonl", f"trial-{uuid.uuid4().hex[:8]}"
    settings = {"AMQP_URI": amqp_uri, "QUEUE": queue, "REPORT": str(report)}
    path = {"PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}"}
    subprocess.run(["sh", "-ec", text_of("declare.sh")], env=settings | path, timeout=60, check=True)
    with running(program("hold.py", tmp_path), settings):
        command = [sys.executable, *asked(amqp_uri, queue, report)]
        done = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    assert {line.split()[0] for line in done.stdout.splitlines()} == {"holds"}


def test_where_nobody_hears_the_status_says_so(
    amqp_uri: str,
    queue: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    arguments = asked(amqp_uri, queue, tmp_path / "none", "--patience", "0.1")
    monkeypatch.setattr(sys, "argv", arguments[1:])
    assert main() == 1
    first, *others = capsys.readouterr().out.splitlines()
    assert first.startswith("fault  several types")
    assert all(line.endswith(NOT_TRIED) for line in others)


def test_a_queue_that_is_not_there_is_said(amqp_uri: str, tmp_path: Path) -> None:
    trial = Trial(broker=amqp_uri, queue="nowhere", report=Report(str(tmp_path / "none")), patience=1)
    with pytest.raises(Problem, match=r"nowhere: NOT_FOUND.*; declare the queue first"):
        trial.run(cases(TYPES), lambda: plain(TYPES[0]))
