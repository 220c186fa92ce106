"""Row 7: rows waiting in the outbox, then a memory alarm, then a disk alarm: nothing lost, nobody hangs."""

import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager

import pytest
import requests

from agenda import examples
from chassis import ids, topology
from chassis.envelope import Told
from chassis.eventlog import PUBLIC
from chassis.mongo import Store
from chassis.outbox import UNPACKED
from tests.faults import alarms, audit, scale, strangers
from tests.faults.books import Books, held, opened
from tests.faults.conftest import Keep
from tests.faults.injected import Injector, to_inbox
from tests.faults.listener import Listener
from tests.faults.load import Load
from tests.support.polling import until
from wara.programs import SERVICES
from wara.stack import Stack

WAITING = scale.size(10_000)
ALARM_SECONDS = 300.0 if scale.FULL else 32.0  # longer than a blocked connection is borne
ACKED = 200
SUPPORTED = "agenda.proposal.supported.v1"
AT_ONCE = UNPACKED  # so that each is a row
PER_SECOND = 5.0
DRAINED_SECONDS = 60.0
STOPPED_SECONDS = HUNG_SECONDS = 10.0


@pytest.mark.timeout(1800 if scale.FULL else 480)
def test_alarms_of_the_broker_hold_up_and_lose_nothing(stack: Stack, listener: Listener, keep: Keep) -> None:
    facts = [strangers.admitted() for _ in range(ACKED)]
    with opened(stack) as books, Load(stack, per_second=PER_SECOND) as load, ExitStack() as stopped:
        for service in strangers.HEARERS:
            stopped.enter_context(started_again(stack, f"{service}-work"))
        with Injector.to(stack.urls.amqp) as injector:
            injector.send_all(to_inbox(service, event) for service in strangers.HEARERS for event in facts)
        waiting = waiting_rows(books, WAITING)
        assert books.untold("agenda") >= WAITING
        told = books.watermark("agenda", "events")
        with ExitStack() as memory, ExitStack() as disk:
            memory.enter_context(alarms.memory(stack))
            all_go_on(stack, "agenda")
            disk.enter_context(alarms.disk(stack))  # without a moment between in which anything gets through
            memory.close()
            all_go_on(stack, "notify")
            assert books.watermark("agenda", "events") == told
        cleared = time.monotonic()
        load.finish()
        until(lambda: not books.untold("agenda"), cleared + DRAINED_SECONDS - time.monotonic(), every=0.2)
        drained = round(time.monotonic() - cleared, 1)
        measured = audit.clean(stack, load, listener)
        entries = books.entries("agenda", PUBLIC.log, told, books.end("agenda", PUBLIC.log))
        assert {entry["subject"] for entry in entries} >= waiting
        strangers.forget(books, facts)
    unanswered = [one for one in load.refusals if one.status == 0]  # while the gateway itself began anew
    assert all(one.retry_after for one in load.refusals if one not in unanswered)
    slowest = round(max(one.seconds for one in load.refusals), 1)
    assert slowest < HUNG_SECONDS
    keep("7", waiting=WAITING, drained_seconds=drained, slowest_refusal_seconds=slowest, **measured)


def waiting_rows(books: Books, count: int) -> set[str]:
    """Facts that no service hears, in the outbox as commands leave them there; gives their subjects."""
    subjects = [f"proposals/{ids.new_id()}" for _ in range(count)]
    agenda = books.of("agenda")
    store = Store(agenda.client, agenda.name)
    for start in range(0, count, AT_ONCE):
        some = [supported(subject) for subject in subjects[start : start + AT_ONCE]]
        store.transact(lambda tx, some=some: tx.tell(*some), seconds=20)  # type: ignore[misc]
    return set(subjects)


def supported(subject: str) -> Told:
    data = examples.OF[SUPPORTED] | {"id": subject.removeprefix("proposals/")}
    return Told(type=SUPPORTED, subject=subject, version=1, data=data, dataclassification="public")


def all_go_on(stack: Stack, service: str) -> None:
    """For the time of an alarm: who only hears acknowledges what it hears, and all can be stopped."""
    end = time.monotonic() + ALARM_SECONDS
    stack.start_program(f"{service}-work")
    until(lambda: held(stack, topology.inbox(service)) == 0, seconds=30, every=0.5)
    until(lambda: time.monotonic() > end, ALARM_SECONDS + 1, every=0.5)
    for program in running(stack):
        assert requests.get(f"{stack.programs[program].health}/healthz", timeout=5).ok, program
        began = time.monotonic()
        stack.stop_program(program)
        assert time.monotonic() - began < STOPPED_SECONDS, f"{program} had to be killed"
        stack.start_program(program)


@contextmanager
def started_again(stack: Stack, program: str) -> Iterator[None]:
    """Stopped now; should the row fail before it starts it, others find it running."""
    stack.stop_program(program)
    try:
        yield
    finally:
        if stack.processes()[program].state == "stopped":
            stack.start_program(program)


def running(stack: Stack) -> list[str]:
    states = stack.processes()
    ours = [name for name, program in stack.programs.items() if program.group == SERVICES]
    return [name for name in ours if states[name].state == "running"]
