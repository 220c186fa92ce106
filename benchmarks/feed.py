"""The feed: a long log read page by page to its end by a partner, and the same rows from the store itself."""

import time
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from statistics import median

import requests

from benchmarks import results
from benchmarks.bench import Bench
from benchmarks.events import sample
from benchmarks.events.rows import chunks, waiting
from chassis import eventlog, feed
from chassis.eventlog import PUBLIC, EventLog
from chassis.mongo import Store, connect
from wara.api import Api
from wara.programs import database
from wara.stack import Stack

EVENTS, PARTS, LOT, BOUND = 100_000, 10, 200, 5_000
SOURCE, PARTNER = "agenda", "statistics-office"
TYPE = "agenda.proposal.submitted.v1"
GATEWAY, STORE = "through the gateway", "from the store"

PAGE = """\
A log of {events:,} events of about 1 KB, read from its beginning to its end as a partner does, with a key
and a grant of its own: `GET /v1/events?source=agenda&limit={limit}`, one page after the other over one
connection, each decoded before the next is asked for. Beside it the same rows by plain pymongo, in pages as
long. In turns, {rounds} rounds, each figure the median of them. Wanted: {bound:,} events/s.

| events | {gateway}, events/s | a page, ms | {store}, events/s | a page, ms | of the store |
|---|---|---|---|---|---|
{rows}

A page of the slowest tenth takes {flat:.2f} times as long as one of the fastest; by pymongo {plain:.2f}.
"""
Read = Callable[[int], int]


@dataclass(frozen=True)
class Part:
    """So many events, in so many pages."""

    events: int
    pages: int
    seconds: float

    @property
    def rate(self) -> float:
        return self.events / self.seconds

    @property
    def page(self) -> float:
        """Milliseconds."""
        return self.seconds / self.pages * 1000

    def __add__(self, other: "Part") -> "Part":
        return Part(self.events + other.events, self.pages + other.pages, self.seconds + other.seconds)


Turn = Mapping[str, Part]
Round = Mapping[str, list[Part]]


def measure(bench: Bench) -> None:
    count = bench.size(EVENTS)
    with connect(bench.stack.urls.mongodb) as client, requests.Session() as session:
        store = Store(client, database(bench.stack.plan, SOURCE))
        print(f"Feed, {count:,} events, {bench.rounds} rounds ...", flush=True)
        fill(store, count)
        bench.stack.start_services()
        readers = {GATEWAY: by_feed(partner(bench.stack, session)), STORE: by_query(store)}
        rounds: list[Round] = []
        for _ in range(bench.rounds):
            rounds.append({who: parts(read, count) for who, read in readers.items()})
            print(f"  {line('all', [whole(rounds[-1])])}", flush=True)
    data = {"rounds": [{who: [asdict(one) for one in of_it] for who, of_it in one.items()} for one in rounds]}
    results.keep("feed", page(rounds, count), data, bench.results)


def fill(store: Store, count: int) -> None:
    """As the relay logs them; all are told already."""
    store.prepare([*eventlog.INDEXES, *feed.INDEXES])
    log = EventLog(store.db, PUBLIC)
    log.watermark()
    ours = {"type": TYPE, "source": SOURCE, "dataschema": f"/contracts/events/{TYPE}.json"}
    for chunk in chunks([waiting(event | ours) for event in sample.events(count)], LOT):
        log.append(chunk)
    log.raise_watermark(count)


def partner(stack: Stack, session: requests.Session) -> Api:
    desk = Api(session, stack.urls.gateway, stack.token("operator"))
    desk.post("/v1/partners", {"id": PARTNER, "events": [f"{SOURCE}.#"]})
    wanted = {"name": "feed", "owner": PARTNER, "roles": ["partner"], "scopes": ["events:read"], "days": 1}
    return Api(session, stack.urls.gateway, desk.post("/v1/keys", wanted)["key"])


def by_feed(api: Api) -> Read:
    def read(after: int) -> int:
        found = api.get("/v1/events", source=SOURCE, after=after, limit=feed.PAGE)
        assert len(found["items"]) == found["scanned_to"] - after
        return int(found["scanned_to"])

    return read


def by_query(store: Store) -> Read:
    rows = store.db[PUBLIC.log]

    def read(after: int) -> int:
        bounds = {"sequence": {"$gt": after, "$lte": after + feed.PAGE}}
        return int(list(rows.find(bounds).sort("sequence", 1))[-1]["sequence"])

    return read


def parts(read: Read, count: int) -> list[Part]:
    """Each tenth of the log; a page that reaches into the next counts where it begins."""
    found, after = [], 0
    for part in range(1, PARTS + 1):
        begun, began, pages = after, time.perf_counter(), 0
        while after < part * count // PARTS:
            after, pages = read(after), pages + 1
        found.append(Part(after - begun, pages, time.perf_counter() - began))
    return found


def whole(one: Round) -> Turn:
    return {who: sum(of_it[1:], of_it[0]) for who, of_it in one.items()}


def page(rounds: list[Round], count: int) -> str:
    tenths: list[list[Turn]] = [
        [{who: of_it[n] for who, of_it in one.items()} for one in rounds] for n in range(PARTS)
    ]
    lines = [line(f"to {(n + 1) * count // PARTS:,}", tenth) for n, tenth in enumerate(tenths)]
    slower = {who: spread([median(one[who].page for one in tenth) for tenth in tenths]) for who in rounds[0]}
    return results.head("The feed, measured", "feed") + PAGE.format(
        events=count,
        limit=feed.PAGE,
        rounds=len(rounds),
        bound=BOUND,
        gateway=GATEWAY,
        store=STORE,
        rows="\n".join([*lines, line("**all**", [whole(one) for one in rounds])]),
        flat=slower[GATEWAY],
        plain=slower[STORE],
    )


def spread(pages: list[float]) -> float:
    return max(pages) / min(pages)


def line(what: str, rounds: list[Turn]) -> str:
    """The same events in each round; `of the store` is the median of what both had in the same one."""
    cells = [
        f"{median(one[who].rate for one in rounds):,.0f} | {median(one[who].page for one in rounds):.1f}"
        for who in (GATEWAY, STORE)
    ]
    beside = median(one[GATEWAY].rate / one[STORE].rate for one in rounds)
    return f"| {what} | {' | '.join(cells)} | {beside:.0%} |"
