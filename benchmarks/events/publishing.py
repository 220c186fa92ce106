"""Publishing: the relay, from memory and through the store, beside raw pika, stock nameko and FastStream."""

from collections.abc import Callable
from typing import Any

from benchmarks import results
from benchmarks.bench import Bench
from benchmarks.events.field import Field
from benchmarks.events.job import Answer
from benchmarks.events.tally import Tally, in_turns, table

COUNT = 20_000
RAW = "raw pika, pipelined confirms"
MEMORY = "wara, from memory"
THROUGH = "wara, through the store"
STORE = "the store's part alone"
NAMEKO = "stock nameko EventDispatcher"
FASTSTREAM = "FastStream"

PAGE = """\
{count:,} events of about 1 KB, persistent and confirmed, through a topic exchange into one quorum queue;
each the median of {rounds} rounds in turns, each contender a process of its own. Ratios are to raw pika,
which keeps up to 1,000 unconfirmed and publishes bodies and properties that are ready. From memory:
the relay's own way from the log to the broker, in its own batches, with a log that needs no store. Stock
nameko: ten workers, as many as it has by default. FastStream: a hundred at once. Neither has an outbox;
through the store is what ours adds, from rows that wait in it.

{table}
Publishing from memory, wara has {nameko:.1f} times the rate of stock nameko's dispatcher and
{faststream:.1f} times FastStream's.

## Where the time of the relay goes, through the store

Each event is read from the outbox, written to the log, deleted from the outbox and published, and the
watermark raised, in batches. "{store}" is the same reading and writing with nothing published:
{alone:,.0f}/s, of which the relay reaches {share:.0%}. One run of the relay, {seconds:.1f} s from the
moment it leads, each command from its sending to its answer:

| what the relay's thread waits for | share of the time |
|---|---|
{profile}
"""


def measure(bench: Bench) -> None:
    field = Field(bench, bench.size(COUNT))
    print(f"Publishing {field.count:,} events, {bench.rounds} rounds ...", flush=True)
    tallies = in_turns(bench.rounds, field.count, contenders(field))
    found = {tally.name: tally for tally in tallies}
    page = results.head("Publishing, measured", "publish") + PAGE.format(
        count=field.count,
        rounds=bench.rounds,
        table=table(tallies, beside=RAW),
        nameko=found[MEMORY].beside(found[NAMEKO]),
        faststream=found[MEMORY].beside(found[FASTSTREAM]),
        store=STORE,
        alone=found[STORE].rate,
        share=found[THROUGH].beside(found[STORE]),
        seconds=middle(found[THROUGH])["seconds"],
        profile=profile(middle(found[THROUGH])),
    )
    bars = [tally.bar() for tally in tallies]
    plot = {"kind": "bars", "title": "Publishing to a quorum queue", "unit": "events a second", "bars": bars}
    results.keep(
        "publish", page, {"contenders": [tally.data() for tally in tallies], "plot": plot}, bench.results
    )


def contenders(field: Field) -> dict[str, Callable[[], Answer]]:
    return {
        RAW: lambda: into_queue(field, "pika_peer", "publish"),
        MEMORY: lambda: into_queue(field, "wara_peer", "memory"),
        NAMEKO: lambda: into_queue(field, "nameko_peer", "publish"),
        FASTSTREAM: lambda: into_queue(field, "faststream_peer", "publish"),
        THROUGH: lambda: relay(field),
        STORE: lambda: store(field),
    }


def into_queue(field: Field, peer: str, what: str, database: str = "") -> Answer:
    with field.queues.quorum() as queue:
        answer = field.run(peer, what, database=database, queue=queue)
        field.queues.wait_for_depth(queue, field.count)
    return answer


def relay(field: Field) -> Answer:
    with field.database() as rows:
        rows.fill_outbox(field.events)
        return into_queue(field, "wara_peer", "relay", rows.name)


def store(field: Field) -> Answer:
    with field.database() as rows:
        rows.fill_outbox(field.events)
        return field.run("store_peer", "store", database=rows.name)


def middle(tally: Tally) -> Answer:
    return sorted(tally.answers, key=lambda answer: answer["seconds"])[len(tally.answers) // 2]


def profile(answer: dict[str, Any]) -> str:
    """The store's commands, the longest first, then what is left: publishing, and Python."""
    seconds, commands = answer["seconds"], sorted(answer["store"].items(), key=lambda one: -one[1])
    shown = [(f"store: {name}", spent) for name, spent in commands if spent / seconds >= 0.005]
    whole = sum(spent for _, spent in commands)
    shown.append(("**the store, all commands**", whole))
    shown.append(("publishing, confirms, and Python's own work", seconds - whole))
    return "\n".join(f"| {name} | {spent / seconds:.1%} |" for name, spent in shown)
