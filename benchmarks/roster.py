"""The roster as it grows: how long a list of members takes to enter, and a page of the roster to read."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from itertools import islice, product
from statistics import median, quantiles
from typing import Any

import requests

from benchmarks import results
from benchmarks.bench import Bench
from wara.api import Api
from wara.members import CALLS_AT_ONCE, ROWS_AT_ONCE, entered
from wara.stack import Stack

SIZES = (1_000, 10_000, 20_000)
PAGES = 200
SETTLE_SECONDS = 30
BODIES = ("เครือข่าย", "กลุ่ม", "สมาคม", "มูลนิธิ", "ศูนย์ประสานงาน")
MATTERS = ("สิ่งแวดล้อม", "เด็กและเยาวชน", "ผู้สูงอายุ", "เกษตรกรรม", "แรงงาน", "คนพิการ", "ทรัพยากรน้ำ", "พลังงาน")
ASKED: dict[str, dict[str, Any]] = {
    "all": {},
    "by status and kind": {"status": "active", "kind": "civil_society"},
    "by goal": {"sdg": 13},
    "by a word, one in eight": {"text": "สิ่งแวดล้อม"},
    "by a word and a goal, one in 136": {"text": "สิ่งแวดล้อม", "sdg": 13},
    "by two words and a status, one in forty": {"text": "สิ่งแวดล้อม มูลนิธิ", "status": "active"},
}

PAGE = """\
Made-up organisations of {names} names, each with one who speaks for it, entered as `wara members import`
does, {rows} rows a call and {calls} calls at a time: first each row's verdict, then all of them made, with
the whole system running and hearing of it meanwhile. Then, {settle} s later, pages of twenty, {pages} of
each kind one after the other through the gateway, from the first on, while nobody else asks and the workers
of the other services rest; in brackets the 95th percentile as a multiple of the smallest roster's.

## Entering them

| members | verdicts, rows/s | made, rows/s | both, seconds |
|---|---|---|---|
{entering}

## A page, milliseconds

| asked | {sizes} |
|---|{rules}|
{reading}
"""


@dataclass(frozen=True)
class Entering:
    """How a roster came to `size`, by so many `rows`."""

    size: int
    rows: int
    verdicts: float
    made: float

    @property
    def row(self) -> str:
        verdicts, made = self.rows / self.verdicts, self.rows / self.made
        both = self.verdicts + self.made
        return f"| {self.size - self.rows:,} to {self.size:,} | {verdicts:,.0f} | {made:,.0f} | {both:.1f} |"


@dataclass(frozen=True)
class Reading:
    p50: float
    p95: float

    @classmethod
    def of(cls, milliseconds: list[float]) -> "Reading":
        return cls(median(milliseconds), quantiles(milliseconds, n=20, method="inclusive")[18])

    def cell(self, smallest: "Reading") -> str:
        return f"{self.p50:.1f}, p95 {self.p95:.1f} ({self.p95 / smallest.p95:.1f})"


def measure(bench: Bench) -> None:
    bench.stack.start_services()
    sizes, rows = [bench.size(size) for size in SIZES], organisations()
    entered: list[Entering] = []
    found: dict[str, list[Reading]] = {asked: [] for asked in ASKED}
    with requests.Session() as session:
        api = Api(session, bench.stack.urls.gateway, bench.stack.token("secretariat"))
        for before, size in zip([0, *sizes], sizes, strict=False):
            entered.append(enter(api, list(islice(rows, size - before)), size))
            print(f"  {entered[-1].row}", flush=True)
            with resting(bench.stack, but="membership"):
                for asked, query in ASKED.items():
                    found[asked].append(read(api, bench.size(PAGES), query))
                    print(f"  {size:,} {asked}: {found[asked][-1]}", flush=True)
    page = results.head("The roster, measured", "roster") + PAGE.format(
        names=len(BODIES) * len(MATTERS),
        rows=ROWS_AT_ONCE,
        calls=CALLS_AT_ONCE,
        pages=bench.size(PAGES),
        settle=SETTLE_SECONDS,
        entering="\n".join(one.row for one in entered),
        sizes=" | ".join(f"{size:,}" for size in sizes),
        rules="|".join(["---"] * len(sizes)),
        reading="\n".join(line(asked, of_it) for asked, of_it in found.items()),
    )
    data = {
        "entering": [asdict(one) for one in entered],
        "reading": {asked: [asdict(one) for one in of_it] for asked, of_it in found.items()},
    }
    results.keep("roster", page, data, bench.results)


def organisations() -> Iterator[dict[str, Any]]:
    """Numbered ones without end."""
    number = 0
    while True:
        number += 1
        for body, matter in product(BODIES, MATTERS):
            yield {
                "kind": "civil_society",
                "name": {"th": f"{body}{matter} {number}"},
                "sdgs": [1 + number % 17],
                "representative": {
                    "name": {"th": {"given": "ผู้แทน", "family": "หนึ่ง"}},
                    "email": f"rep1@org{number}.example",
                    "language": "th",
                },
            }


def enter(api: Api, rows: list[dict[str, Any]], size: int) -> Entering:
    took = {}
    for commit, verdict in ((False, "fit"), (True, "made")):
        begun = time.perf_counter()
        assert {one["verdict"] for one in entered(api, rows, commit)} == {verdict}
        took[verdict] = time.perf_counter() - begun
    return Entering(size, len(rows), took["fit"], took["made"])


@contextmanager
def resting(stack: Stack, but: str) -> Iterator[None]:
    """What the others do about the news is not read here; this service has half a minute for its own part."""
    workers = [name for name in stack.programs if name.endswith("-work") and name != f"{but}-work"]
    for name in workers:
        stack.stop_program(name)
    time.sleep(SETTLE_SECONDS)
    try:
        yield
    finally:
        for name in workers:
            stack.start_program(name)


def read(api: Api, pages: int, query: dict[str, Any]) -> Reading:
    took: list[float] = []
    after: dict[str, Any] = {}
    while len(took) < pages:
        begun = time.perf_counter()
        page = api.get("/v1/members", **query, **after)
        took.append((time.perf_counter() - begun) * 1000)
        after = {"after": page["next"]} if page["next"] else {}
    return Reading.of(took)


def line(asked: str, found: list[Reading]) -> str:
    return f"| {asked} | {' | '.join(one.cell(found[0]) for one in found)} |"
