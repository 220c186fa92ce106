"""Bad events: what good ones lose beside some that always fail, and beside some that nobody can read."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from statistics import median

from benchmarks import results
from benchmarks.bench import Bench
from benchmarks.events import paced
from benchmarks.events.field import Field
from benchmarks.events.job import Answer
from benchmarks.events.rows import Rows
from benchmarks.events.spoilt import ALL_GOOD, FAILING, UNREADABLE, Mixture
from benchmarks.events.tally import Tally, in_turns, table
from benchmarks.main_job.page import Latency

WAITING, PACED = 5_000, 3_000
PAIRS = 3  # as many rounds of throughput: what is looked for is less than what two rounds differ by
PER_SECOND = 50.0
ALONE = "wara, good events alone"
BESIDE_FAILING = f"wara, and to each {FAILING.every} one that always fails"
BESIDE_UNREADABLE = f"wara, and to each {UNREADABLE.every} one that nobody can read"

PAGE = """\
What good events lose in a `work` that hears bad ones among them. Each the median of {rounds} rounds in
turns, of {pairs} for throughput; all figures are of the good events, one row of effect each, and ratios are
to the good ones alone in the same round. After each round every good event had its effect, and every bad
one was a row of `inbox_failed`.

## Throughput beside events that always fail

{waiting:,} good events of about 1 KB wait in the inbox; evenly among them, to each {failing}, one whose
reaction looks up what it refers to and fails, before it wrote anything, whenever it is tried. Retries come
after the delays that a `work` has by default, and those that are due meanwhile are part of it, also of the
processor time, which is shared out among the good events.

{throughput}
## Latency beside events that nobody can read

{paced:,} good events are sent at {rate:.0f} a second; between them, to each {unreadable}, one more that is in
turn cut short, not UTF-8, without a content type, with a version of a wrong type, or larger than 64 KiB. From
the sending of each good event to its reaction, in milliseconds; in brackets the lowest to the highest round.

| | p50 | p99 | p99, ratio |
|---|---|---|---|
{latency}
"""


def measure(bench: Bench) -> None:
    full, steady = Field(bench, bench.size(WAITING)), Field(bench, bench.size(PACED))
    pairs = bench.rounds * PAIRS
    print(f"Good events beside bad ones, {full.count:,} waiting, {pairs} rounds ...", flush=True)
    rates = in_turns(pairs, full.count, contenders(full, worked_off, FAILING, BESIDE_FAILING))
    print(f"Good events beside bad ones, {steady.count:,} paced, {bench.rounds} rounds ...", flush=True)
    ways = contenders(steady, sent, UNREADABLE, BESIDE_UNREADABLE)
    delays = in_turns(bench.rounds, steady.count, ways, shown=lambda answer: f"p99 {answer['p99']:.1f} ms")
    page = results.head("Bad events, measured", "bad-events") + PAGE.format(
        rounds=bench.rounds,
        pairs=pairs,
        waiting=full.count,
        failing=FAILING.every,
        throughput=table(rates, beside=ALONE),
        paced=steady.count,
        rate=PER_SECOND,
        unreadable=UNREADABLE.every,
        latency="\n".join(latency(tally, alone=delays[0]) for tally in delays),
    )
    bars = [tally.bar() for tally in rates]
    plot = {"kind": "bars", "title": "Good events beside bad ones", "unit": "events a second", "bars": bars}
    data = {"throughput": [one.data() for one in rates], "latency": [one.data() for one in delays]}
    results.keep("bad-events", page, data | {"plot": plot}, bench.results)


def contenders(
    field: Field, way: Callable[[Field, Mixture], Answer], mixture: Mixture, beside: str
) -> dict[str, Callable[[], Answer]]:
    return {ALONE: lambda: way(field, ALL_GOOD), beside: lambda: way(field, mixture)}


def worked_off(field: Field, mixture: Mixture) -> Answer:
    messages, bad = mixture.messages(field.count), mixture.bad(field.count)
    with field.queues.inbox() as queue, field.database() as rows:
        with field.queues.publisher() as publisher:
            publisher.publish(messages)
        field.queues.wait_for_depth(queue, len(messages))
        answer = field.run("wara_peer", "inbox", database=rows.name, queue=queue, bad=bad)
        assert_settled(field, queue, rows, bad)
    return answer


def sent(field: Field, mixture: Mixture) -> Answer:
    """Sent while the child hears, which ends by itself when it has heard them all."""
    messages, bad = mixture.messages(field.count), mixture.bad(field.count)
    per_second = PER_SECOND * len(messages) / field.count
    with (
        field.queues.inbox() as queue,
        field.database() as rows,
        field.queues.publisher() as publisher,
        ThreadPoolExecutor(1) as beside,
    ):
        child = beside.submit(field.run, "wara_peer", "lateness", database=rows.name, queue=queue, bad=bad)
        field.queues.wait_for_consumer(queue)
        told = paced.send(publisher, messages, per_second)
        answer = child.result()
        assert_settled(field, queue, rows, bad)
    found = Latency.of(paced.milliseconds(told, answer.pop("reacted")))
    assert found.count == field.count
    return answer | {"p50": found.median_milliseconds, "p99": found.p99_milliseconds}


def assert_settled(field: Field, queue: str, rows: Rows, bad: int) -> None:
    """So that nothing is measured that did not happen."""
    field.queues.wait_for_depth(queue, 0)
    assert rows.effects() == field.count
    assert rows.failed() == bad


def latency(tally: Tally, alone: Tally) -> str:
    rounds = zip(tally.answers, alone.answers, strict=True)
    ratio = median(beside["p99"] / by_itself["p99"] for beside, by_itself in rounds)
    return f"| {tally.name} | {spread(tally, 'p50')} | {spread(tally, 'p99')} | {ratio:.2f} |"


def spread(tally: Tally, figure: str) -> str:
    found = [answer[figure] for answer in tally.answers]
    return f"{median(found):.1f} ({min(found):.1f} to {max(found):.1f})"
