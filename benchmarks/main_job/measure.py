"""Latency of an event, and requests a second beside stock nameko."""

import requests

from benchmarks.bench import Bench
from benchmarks.main_job import latency, page
from benchmarks.main_job.doors import Rate
from benchmarks.main_job.page import Latency, Pair
from benchmarks.main_job.peers import Ours, stock

PROPOSALS = 1_000
ROUNDS, READS, SUBMISSIONS = 3, 1_000, 200


def measure(bench: Bench) -> None:
    bench.stack.start_services()
    with requests.Session() as session:
        ours = Ours(bench.stack, session)
        proposals = bench.size(PROPOSALS)
        print(f"Latency of {proposals} proposals ...", flush=True)
        drafts = ours.drafts(proposals)
        ours.settle()
        told = Latency.of(latency.measure(ours.speaking, drafts, bench.stack.urls.amqp))
        print(f"Requests a second, up to {ROUNDS} rounds ...", flush=True)
        page.write(told, side_by_side(bench, ours), bench.results)


def side_by_side(bench: Bench, ours: Ours) -> list[Pair]:
    """In turns, each on its own: before every load ours has nothing left to do."""
    (probe,) = ours.drafts(1)
    reads, submissions = bench.size(READS), bench.size(SUBMISSIONS)
    rates: dict[str, list[Rate]] = {name: [] for name in ("read", "stock read", "submit", "stock submit")}
    with stock(bench.stack, ours.speaking.get(f"/v1/proposals/{probe}")) as peer:
        (theirs,) = peer.drafts(1)
        for _ in range(min(bench.rounds, ROUNDS)):
            drafts = ours.drafts(submissions)
            ours.settle()
            rates["read"].append(ours.door.read(probe, reads))
            rates["stock read"].append(peer.door.read(theirs, reads))
            rates["submit"].append(ours.door.submit(drafts))
            ours.settle()
            rates["stock submit"].append(peer.door.submit(peer.drafts(submissions)))
    return [
        Pair.of("GET one proposal", rates["read"], rates["stock read"]),
        Pair.of("POST submit one proposal", rates["submit"], rates["stock submit"]),
    ]
