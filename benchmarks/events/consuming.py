"""Consuming with one row of effect: our inbox beside bare pika, stock nameko and FastStream."""

from collections.abc import Callable

from benchmarks import results
from benchmarks.bench import Bench
from benchmarks.events.field import Field
from benchmarks.events.job import Answer
from benchmarks.events.rows import Rows
from benchmarks.events.tally import in_turns, table

COUNT = 5_000
OURS = "wara, inbox"
BARE = "bare pika, the same insert"
NAMEKO = "stock nameko event_handler"
FASTSTREAM = "FastStream subscriber"

PAGE = """\
{count:,} events of about 1 KB wait in a queue; for each, one row is written to the store, durably, before
it is acknowledged. Ours writes the inbox key too, in the same transaction, so that the effect happens
once however often the event comes; none of the others does. Each the median of {rounds} rounds in turns;
ratios are to bare pika (one thread, prefetch 100, an insert and an acknowledgement each). Stock nameko
has ten workers and its own classic queue, which earlier events fill through its dispatcher; FastStream
has prefetch 100 and pymongo's asynchronous client; the others read from a quorum queue. The embedded
store is what all of them wait for.

{table}
"""


def measure(bench: Bench) -> None:
    field = Field(bench, bench.size(COUNT))
    print(f"Consuming {field.count:,} events, {bench.rounds} rounds ...", flush=True)
    tallies = in_turns(bench.rounds, field.count, contenders(field))
    page = results.head("Consuming, measured", "consume") + PAGE.format(
        count=field.count, rounds=bench.rounds, table=table(tallies, beside=BARE)
    )
    bars = [tally.bar() for tally in tallies]
    plot = {
        "kind": "bars",
        "title": "Consuming, with one row of effect",
        "unit": "events a second",
        "bars": bars,
    }
    results.keep(
        "consume", page, {"contenders": [tally.data() for tally in tallies], "plot": plot}, bench.results
    )


def contenders(field: Field) -> dict[str, Callable[[], Answer]]:
    return {
        OURS: lambda: from_inbox(field, "pika_peer", "wara_peer", "inbox"),
        BARE: lambda: from_inbox(field, "pika_peer", "pika_peer", "consume"),
        NAMEKO: lambda: nameko(field),
        FASTSTREAM: lambda: from_inbox(field, "faststream_peer", "faststream_peer", "consume"),
    }


def from_inbox(field: Field, teller: str, peer: str, what: str) -> Answer:
    with field.queues.inbox() as queue, field.database() as rows:
        return consumed(field, queue, rows, teller, peer, what)


def nameko(field: Field) -> Answer:
    with field.queues.nameko() as queue, field.database() as rows:
        return consumed(field, queue, rows, "nameko_peer", "nameko_peer", "consume")


def consumed(field: Field, queue: str, rows: Rows, teller: str, peer: str, what: str) -> Answer:
    """A queue filled by `teller`, as its kind tells events, and emptied by `peer`."""
    field.run(teller, "publish")
    field.queues.wait_for_depth(queue, field.count)
    before = rows.effects()
    answer = field.run(peer, what, database=rows.name, queue=queue)
    field.queues.wait_for_depth(queue, 0)
    assert rows.effects() == before + field.count
    return answer
