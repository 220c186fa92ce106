"""Row 12: messages whose handler always fails: six tries, a dead row, mended by a replay, in nobody's way."""

import json
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import median

import pytest

from agenda import examples
from chassis import ids, topology
from chassis.dead import DeadRows, Selection
from chassis.envelope import Event
from chassis.message import Message
from chassis.mongo import Store
from tests.faults import scale, strangers
from tests.faults.books import Books, managed, opened
from tests.faults.conftest import Keep
from tests.faults.injected import Injector, fact, to_inbox
from tests.support.polling import until
from tests.support.services import process
from wara.stack import Stack

GOOD, FAILING = scale.size(10_000), scale.size(100)
ROUNDS = 2 if scale.FULL else 1
TRIES = 6
DELAYS = {} if scale.FULL else {"RETRY_DELAYS": "0.1,0.2,0.4,0.8,1.6"}
EXHAUSTED_SECONDS = 420.0 if scale.FULL else 30.0  # all the delays, and a little
WORKED_OFF_SECONDS = 400.0 if scale.FULL else 60.0
PUBLISHED = "agenda.document.published.v1"
WORK = "notify-work"


@dataclass(frozen=True)
class Round:
    good: list[Event]
    failing: list[Event]

    @classmethod
    def made(cls, failing: int) -> "Round":
        return cls([strangers.admitted() for _ in range(GOOD)], [release() for _ in range(failing)])

    def spread(self) -> list[Message]:
        """The failing ones evenly among the good."""
        every = GOOD // (len(self.failing) or 1)
        messages = [to_inbox("notify", event) for event in self.good]
        for number, event in enumerate(self.failing):
            messages.insert(number * (every + 1) + every // 2, to_inbox("notify", event))
        return messages


@pytest.mark.timeout(3000 if scale.FULL else 240)
def test_what_always_fails_is_tried_six_times_and_mended_by_a_replay(
    stack: Stack, keep: Keep, tmp_path: Path
) -> None:
    log = tmp_path / "work.log"
    alone, beside = ([Round.made(n) for _ in range(ROUNDS)] for n in (0, FAILING))
    failing = [event for one in beside for event in one.failing]
    with opened(stack) as books, stopped(stack, WORK):
        speeds = {0: list[float](), FAILING: list[float]()}
        for pair in zip(alone, beside, strict=True):
            for one in pair:
                speeds[len(one.failing)].append(speed(stack, books, log, one))
        with working(stack, log):
            until(lambda: dead(books, failing) == len(failing), EXHAUSTED_SECONDS, every=0.2)
            assert set(tries(log)) == {event.id for event in failing}, "others were set aside with them"
            most = max(tries(log).values())
            assert most <= TRIES
            mend(stack, books, failing)
        for one in (*alone, *beside):
            strangers.forget(books, one.good)
        forget(books, failing)
    share = median(speeds[FAILING]) / median(speeds[0])
    keep("12", failing=len(failing), mended=len(failing), most_tries=most, throughput=round(share, 3))
    if scale.FULL:
        assert share > 0.95, speeds


def release() -> Event:
    """News of a meeting that nobody has heard of."""
    meeting = ids.new_id()
    data = examples.OF[PUBLISHED] | {"meeting": meeting}
    return fact(PUBLISHED, f"documents/{meeting}.news-release", data)


@contextmanager
def stopped(stack: Stack, program: str) -> Iterator[None]:
    stack.stop_program(program)
    try:
        yield
    finally:
        stack.start_program(program)


@contextmanager
def working(stack: Stack, log: Path) -> Iterator[None]:
    with process(["notify", "work"], stack.env(WORK) | DELAYS, log):
        yield


def speed(stack: Stack, books: Books, log: Path, one: Round) -> float:
    """Good events a second, from the first to the last, when all of them wait in the queue."""
    with Injector.to(stack.urls.amqp) as injector:
        injector.send_all(one.spread())
    until(lambda: waiting(stack) >= GOOD, seconds=20, every=0.5)
    wanted = [event.id for event in one.good]
    with working(stack, log):
        until(lambda: waiting(stack) == 0, WORKED_OFF_SECONDS, every=0.5)  # never asks the store meanwhile
    assert len(books.heard("notify", wanted)) == GOOD
    inbox = books.of("notify")["inbox"]
    times = sorted(row["at"] for row in inbox.find({"type": one.good[0].type}, {"at": 1, "type": 1}))[-GOOD:]
    return float(GOOD / (times[-1] - times[0]).total_seconds())


def waiting(stack: Stack) -> int:
    """Messages in the queue, those delivered and not acknowledged included; -1 before the broker counts."""
    count: int = managed(stack, f"queues/%2F/{topology.inbox('notify')}").get("messages", -1)
    return count


def dead(books: Books, failing: Sequence[Event]) -> int:
    keys = [event.id for event in failing]
    return books.of("notify")["inbox_failed"].count_documents({"_id": {"$in": keys}, "status": "dead"})


def tries(log: Path) -> Counter[str]:
    """How often each event failed, as the process said it."""
    said = [json.loads(line) for line in log.read_text().splitlines() if line.startswith("{")]
    return Counter(one["key"] for one in said if one["event"] in ("event_set_aside", "event_failed_again"))


def mend(stack: Stack, books: Books, failing: Sequence[Event]) -> None:
    """The missing facts arrive, and the dead rows are replayed."""
    meetings = [closed(event.data["meeting"]) for event in failing]
    with Injector.to(stack.urls.amqp) as injector:
        injector.send_all(to_inbox("notify", event) for event in meetings)
    arrived = [event.id for event in meetings]
    until(lambda: len(books.heard("notify", arrived)) == len(arrived), seconds=20)
    notify = books.of("notify")
    assert DeadRows(Store(notify.client, notify.name)).replay(Selection(type=PUBLISHED)) == len(failing)
    mended = [event.id for event in failing]
    until(lambda: len(books.heard("notify", mended)) == len(failing), seconds=30)
    assert notify["inbox_failed"].count_documents({"_id": {"$in": mended}}) == 0
    about = {"about": {"$in": [f"meetings/{event.data['meeting']}" for event in failing]}}
    announced = Counter(row["about"] for row in notify["announcements"].find(about))
    assert announced == Counter(about["about"]["$in"])


def closed(meeting: str) -> Event:
    data = examples.OF["agenda.meeting.closed.v1"] | {"id": meeting, "committee": meeting}
    return fact("agenda.meeting.closed.v1", f"meetings/{meeting}", data)


def forget(books: Books, failing: Sequence[Event]) -> None:
    meetings = [event.data["meeting"] for event in failing]
    notify = books.of("notify")
    notify["meetings"].delete_many({"_id": {"$in": meetings}})
    notify["announcements"].delete_many({"about": {"$in": [f"meetings/{id}" for id in meetings]}})
    notify["fences"].delete_many({"_id": {"$in": meetings}})
