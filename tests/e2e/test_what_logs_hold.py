"""After all stories: what the processes logged names nobody, and what they told is as it is promised."""

import re
from collections.abc import Iterator
from typing import Any

from chassis.eventlog import ERASED, STREAMS
from chassis.mongo import connect
from tests.support.promised import broken
from wara.definitions import SERVICES
from wara.programs import database
from wara.stack import Stack

PROCESSES = ("gateway", "membership", "agenda", "notify")
SOMEBODYS = {
    "an address": re.compile(r"[\w.+-]+@[\w-]+\.\w+"),
    "Thai text": re.compile(r"[\u0e01-\u0e5b]"),
    "a token": re.compile(r"eyJ[\w-]{8,}\.|wara_[0-9a-f]{32}_"),
}


def test_no_line_holds_an_address_a_name_or_a_token(stack: Stack) -> None:
    files = [file for name in PROCESSES for file in stack.folder.log.glob(f"{name}*.log")]
    lines = [line for file in files for line in file.read_text("utf-8").splitlines()]
    assert len(lines) > 20
    held = [(what, line) for line in lines for what, pattern in SOMEBODYS.items() if pattern.search(line)]
    assert not held, held[:5]


def test_every_event_that_was_told_is_as_it_is_promised(stack: Stack) -> None:
    events = list(told(stack))
    assert {event["source"] for event in events} == set(SERVICES)
    found = {wrong for event in events if (wrong := broken(event))}
    assert not found, sorted(found)[:5]


def told(stack: Stack) -> Iterator[dict[str, Any]]:
    """What every service told everybody, and what it told its own kind; what was erased is left out."""
    with connect(stack.urls.mongodb) as client:
        for service in SERVICES:
            for stream in STREAMS:
                entries = client[database(stack.plan, service)][stream.log].find()
                yield from (entry["event"] for entry in entries if ERASED not in entry)
