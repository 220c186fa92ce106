"""Events that a service should have heard, and that neither its inbox nor its failed rows know.

A queue that was unbound, or a broker that was lost, leaves such gaps; the logs of the sources still have what
is missing.
"""

import time
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta

import pymongo

from chassis import clock
from chassis.eventlog import ERASED, STREAMS, Stream
from chassis.failed import FAILED
from chassis.ids import in_parts
from chassis.inbox import INBOX, KEPT
from chassis.mongo import Store, store_errors
from wara.definitions import subscriptions
from wara.logs import SECONDS, entries, told_through
from wara.site import Site

PAGE = 1000
MARGIN = timedelta(days=1)
LOOK_SECONDS, QUIET_SECONDS, LONGEST_SECONDS = 0.3, 3.0, 60.0


@dataclass(frozen=True, slots=True)
class Told:
    sequence: int
    id: str
    type: str


@dataclass(frozen=True, slots=True)
class Gap:
    """What one service missed of one log, in the log's order."""

    service: str
    source: str
    stream: Stream
    events: Sequence[Told]

    def __str__(self) -> str:
        types = sorted(Counter(event.type for event in self.events).items())
        kinds = ", ".join(f"{count} {kind}" for kind, count in types)
        where = ranges([event.sequence for event in self.events])
        return f"{self.service} did not hear {where} of {self.source}'s {self.stream.log}: {kinds}"


def gaps(site: Site, service: str, newest: int | None = None) -> list[Gap]:
    """Among the `newest` events of each log, or all that the inbox would still know.

    What is on its way is given time to arrive; what waits in the inbox's queue while nobody consumes it is
    taken for missed.
    """
    inbox = site.store(service)
    found = [
        Gap(service, source, stream, unknown(inbox, list(told(site.store(source), stream, types, newest))))
        for (source, stream), types in sorted(heard(service).items(), key=str)
    ]
    return settled(inbox, [gap for gap in found if gap.events])


def settled(inbox: Store, found: list[Gap]) -> list[Gap]:
    """What is still missing when nothing more of it has come for a while."""
    end = time.monotonic() + LONGEST_SECONDS
    quiet = time.monotonic() + QUIET_SECONDS
    while found and time.monotonic() < min(quiet, end):
        time.sleep(LOOK_SECONDS)
        left = [replace(gap, events=unknown(inbox, gap.events)) for gap in found]
        if left != found:
            quiet = time.monotonic() + QUIET_SECONDS
        found = [gap for gap in left if gap.events]
    return found


def heard(service: str) -> dict[tuple[str, Stream], set[str]]:
    """The types that the service's subscriptions name, by log."""
    streams = {stream.classification: stream for stream in STREAMS}
    found: dict[tuple[str, Stream], set[str]] = {}
    for one in subscriptions(service):
        source = one.type.split(".", 1)[0]
        found.setdefault((source, streams[one.classification]), set()).add(one.type)
    return found


def told(source: Store, stream: Stream, types: set[str], newest: int | None) -> Iterator[Told]:
    """What the broker has confirmed and nobody erased, in order, as far back as an inbox keeps its keys."""
    remembered = clock.to_wire(clock.now() - KEPT + MARGIN)
    last = told_through(source, stream)
    for after in range(max(0, last - newest) if newest else 0, last, PAGE):
        through = min(after + PAGE, last)
        for entry in entries(source, stream, after, through, "event_id", "type", "event.time", ERASED):
            if ERASED not in entry and entry["type"] in types and entry["event"]["time"] > remembered:
                yield Told(entry["_id"], entry["event_id"], entry["type"])


def unknown(inbox: Store, events: Sequence[Told]) -> list[Told]:
    """In the order given."""
    left = list(events)
    for collection in (INBOX, FAILED):
        known = keys(inbox, collection, [event.id for event in left])
        left = [event for event in left if event.id not in known]
    return left


def keys(inbox: Store, collection: str, ids: Sequence[str]) -> set[str]:
    found: set[str] = set()
    for part in in_parts(ids):
        wanted = {"_id": {"$in": part}}
        with store_errors(), pymongo.timeout(SECONDS):
            found |= {row["_id"] for row in inbox.db[collection].find(wanted, {"_id": 1})}
    return found


def ranges(sequences: Sequence[int]) -> str:
    """`[1, 2, 3, 7]` as `1-3, 7`."""
    runs: list[list[int]] = []
    for sequence in sequences:
        if runs and sequence == runs[-1][-1] + 1:
            runs[-1].append(sequence)
        else:
            runs.append([sequence])
    return ", ".join(f"{run[0]}-{run[-1]}" if len(run) > 1 else str(run[0]) for run in runs)
