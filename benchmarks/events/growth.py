"""Growth: what an event costs when many have been told and heard before."""

from contextlib import ExitStack

from benchmarks import results
from benchmarks.bench import Bench
from benchmarks.events.consuming import consumed
from benchmarks.events.field import Field
from benchmarks.events.job import Answer
from benchmarks.events.publishing import into_queue
from benchmarks.events.rows import Rows
from benchmarks.events.tally import Tally, in_turns

SIZES = (1_000, 10_000, 100_000)
COUNT = 2_000
WAYS = {"relay": "told: outbox, log, broker", "inbox": "heard: inbox key, effect, acknowledgement"}

PAGE = """\
{count:,} events told through the outbox, and {count:,} heard through the inbox, by a `work` whose event
log and inbox hold so many rows already (before the first round; each round adds its own). Milliseconds an
event, each the median of {rounds} rounds in turns; in brackets beside the smallest; and the processor time of
the `work`, broker and store together, in microseconds an event.

| rows before | {ways} |
|---|---|---|---|---|
{rows}
"""


def measure(bench: Bench) -> None:
    field = Field(bench, bench.size(COUNT))
    print(f"Growth, {field.count:,} events each, {bench.rounds} rounds ...", flush=True)
    sizes = [bench.size(size) for size in SIZES]
    with ExitStack() as opened:
        past = {size: opened.enter_context(field.database()) for size in sizes}
        for size, rows in past.items():
            print(f"  {size:,} rows of past ...", flush=True)
            rows.fill_past(size)
        found = {way: turns(bench, field, way, past) for way in WAYS}
    plot = {
        "kind": "lines",
        "title": "What an event costs as the log and the inbox grow",
        "unit": "milliseconds an event",
        "across": "rows in the event log and the inbox before",
        "lines": [{"label": WAYS[way], "points": points(sizes, of_it)} for way, of_it in found.items()],
    }
    data = {way: [tally.data() for tally in tallies] for way, tallies in found.items()}
    page = results.head("Growth, measured", "growth") + PAGE.format(
        count=field.count,
        rounds=bench.rounds,
        ways=" | CPU | ".join(WAYS.values()) + " | CPU",
        rows=table(sizes, found),
    )
    results.keep("growth", page, data | {"plot": plot}, bench.results)


def turns(bench: Bench, field: Field, way: str, past: dict[int, Rows]) -> list[Tally]:
    measures = {"relay": told, "inbox": heard}
    contenders = {
        f"{way}, {size:,} before": lambda rows=rows: measures[way](field, rows) for size, rows in past.items()
    }
    return in_turns(bench.rounds, field.count, contenders)  # type: ignore[arg-type]


def told(field: Field, rows: Rows) -> Answer:
    field.renew()
    rows.fill_outbox(field.events)
    return into_queue(field, "wara_peer", "relay", rows.name)


def heard(field: Field, rows: Rows) -> Answer:
    field.renew()
    with field.queues.inbox() as queue:
        return consumed(field, queue, rows, "pika_peer", "wara_peer", "inbox")


def points(sizes: list[int], tallies: list[Tally]) -> list[list[float]]:
    return [[size, 1000 / tally.rate] for size, tally in zip(sizes, tallies, strict=True)]


def table(sizes: list[int], found: dict[str, list[Tally]]) -> str:
    lines = []
    for n, size in enumerate(sizes):
        cells = [cell(of_it[n], of_it[0]) for of_it in found.values()]
        lines.append(f"| {size:,} | {' | '.join(cells)} |")
    return "\n".join(lines)


def cell(tally: Tally, smallest: Tally) -> str:
    used = sum(tally.cpu(whose) or 0.0 for whose in ("own", "broker", "store"))
    return f"{1000 / tally.rate:.2f} ({smallest.beside(tally):.2f}) | {used:,.0f}"
