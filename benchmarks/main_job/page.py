"""The figures of one run, as a page and as data."""

from dataclasses import asdict, dataclass
from pathlib import Path
from statistics import median, quantiles

from benchmarks import results
from benchmarks.main_job.doors import Rate


@dataclass(frozen=True)
class Latency:
    count: int
    median_milliseconds: float
    p99_milliseconds: float
    slowest_milliseconds: float

    @classmethod
    def of(cls, milliseconds: list[float]) -> "Latency":
        p99 = quantiles(milliseconds, n=100, method="inclusive")[98]
        return cls(len(milliseconds), median(milliseconds), p99, max(milliseconds))


@dataclass(frozen=True)
class Pair:
    """The same request through both; each the median of its rounds."""

    request: str
    ours: Rate
    stock: Rate

    @property
    def ratio(self) -> float:
        return self.ours.per_second / self.stock.per_second

    @classmethod
    def of(cls, request: str, ours: list[Rate], stock: list[Rate]) -> "Pair":
        return cls(request, middle(ours), middle(stock))


def middle(rates: list[Rate]) -> Rate:
    return sorted(rates, key=lambda rate: rate.per_second)[len(rates) // 2]


PAGE = """\
From the answer to a submitted proposal to its event at an independent subscriber, {count} proposals one after
the other on the embedded stack:

| median | p99 | slowest |
|---|---|---|
| {median:.1f} ms | {p99:.1f} ms | {slowest:.1f} ms |

Requests a second through the gateway, eight clients at once, beside a stock nameko gateway (nameko.web,
nameko RPC, a plain pymongo read or update, EventDispatcher; no transaction, outbox, command ids, signature or
sign-in) on the same broker and store; each the median of its rounds. Submitting here also gives the proposal
its number and its place in the log of events, and sends the receipt by mail, all on the same machine:

| request | wara | p99 | stock nameko | p99 | ratio |
|---|---|---|---|---|---|
{rows}

Of the submissions here {away:.0%} were answered 503 first, and repeated by the client under their key.
"""
ROW = "| {} | {:.0f}/s | {:.0f} ms | {:.0f}/s | {:.0f} ms | {:.2f} |"


def write(latency: Latency, pairs: list[Pair], folder: Path) -> None:
    page = results.head("The main job, measured", "main-job") + PAGE.format(
        count=latency.count,
        median=latency.median_milliseconds,
        p99=latency.p99_milliseconds,
        slowest=latency.slowest_milliseconds,
        rows="\n".join(row(pair) for pair in pairs),
        away=pairs[-1].ours.away,
    )
    data = {"latency": asdict(latency), "requests": [{**asdict(pair), "ratio": pair.ratio} for pair in pairs]}
    results.keep("main-job", page, data, folder)


def row(pair: Pair) -> str:
    ours, stock = pair.ours, pair.stock
    return ROW.format(
        pair.request,
        ours.per_second,
        ours.p99_milliseconds,
        stock.per_second,
        stock.p99_milliseconds,
        pair.ratio,
    )
