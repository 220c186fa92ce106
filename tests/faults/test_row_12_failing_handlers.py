"""Row 12: messages whose handler always fails: six tries, a dead row, mended by a replay, nobody with them.

What they take from the good ones' throughput is measured in benchmarks/results/bad-events.md.
"""

import json
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import pytest

from agenda import examples
from chassis import ids, topology
from chassis.dead import DeadRows, Selection
from chassis.envelope import Event
from chassis.message import Message
from chassis.mongo import Store
from tests.faults import scale, strangers
from tests.faults.books import Books, held, opened
from tests.faults.conftest import Keep
from tests.faults.injected import Injector, fact, to_inbox
from tests.support.polling import until
from tests.support.services import process
from wara.stack import Stack

GOOD, FAILING = scale.size(10_000), scale.size(100)
TRIES = 6
DELAYS = {} if scale.FULL else {"RETRY_DELAYS": "0.1,0.2,0.4,0.8,1.6"}
WORKED_OFF_SECONDS = 900.0 if scale.FULL else 90.0
EXHAUSTED_SECONDS = 420.0 if scale.FULL else 30.0  # all the delays, and a little
PUBLISHED = "agenda.document.published.v1"
INBOX = topology.inbox("notify")
WORK = "notify-work"


@pytest.mark.timeout(1800 if scale.FULL else 240)
def test_what_always_fails_is_tried_six_times_and_mended_by_a_replay(
    stack: Stack, keep: Keep, tmp_path: Path
) -> None:
    log = tmp_path / "work.log"
    good, failing = [strangers.admitted() for _ in range(GOOD)], [release() for _ in range(FAILING)]
    with opened(stack) as books, stopped(stack, WORK):
        with Injector.to(stack.urls.amqp) as injector:
            injector.send_all(spread(good, failing))
        until(lambda: held(stack, INBOX) >= GOOD, seconds=20, every=0.5)
        with working(stack, log):
            until(lambda: held(stack, INBOX) == 0, WORKED_OFF_SECONDS, every=0.5)
            assert len(books.heard("notify", [event.id for event in good])) == GOOD
            until(lambda: dead(books, failing) == len(failing), EXHAUSTED_SECONDS, every=0.2)
            assert set(tries(log)) == {event.id for event in failing}, "others were set aside with them"
            most = max(tries(log).values())
            assert most <= TRIES
            mend(stack, books, failing)
        strangers.forget(books, good)
        forget(books, failing)
    keep("12", good=GOOD, failing=FAILING, mended=FAILING, most_tries=most)


def spread(good: Sequence[Event], failing: Sequence[Event]) -> list[Message]:
    """The failing ones evenly among the good."""
    every = len(good) // len(failing)
    messages = [to_inbox("notify", event) for event in good]
    for number, event in enumerate(failing):
        messages.insert(number * (every + 1) + every // 2, to_inbox("notify", event))
    return messages


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
    books.projection("notify", "meetings").delete_many({"_id": {"$in": meetings}})
    notify["announcements"].delete_many({"about": {"$in": [f"meetings/{id}" for id in meetings]}})
    notify["fences"].delete_many({"_id": {"$in": meetings}})
