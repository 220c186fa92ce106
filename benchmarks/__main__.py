"""`make bench`: latency of an event, and requests a second beside stock nameko, in one run."""

import os
import sys
from pathlib import Path

import requests

from benchmarks import latency, report
from benchmarks.doors import Rate
from benchmarks.peers import Ours, stock
from benchmarks.report import Latency, Pair
from wara.cli import interruptible
from wara.ports import offset_of
from wara.problem import Problem
from wara.stack import Stack

ROOT = Path(__file__).resolve().parents[1]
DEFAULT_OFFSET = 4000
PROPOSALS = 1_000
ROUNDS, READS, SUBMISSIONS = 3, 1_000, 200


def main() -> None:
    """On a stack and data of its own; `make bench` beside a running `make up` measures both at once."""
    stack = Stack(ROOT, offset_of(os.environ) or DEFAULT_OFFSET, ROOT / ".local/bench")
    stack.reset()
    interruptible()
    with stack, requests.Session() as session:
        ours = Ours(stack, session)
        print(f"Latency of {PROPOSALS} proposals ...", flush=True)
        drafts = ours.drafts(PROPOSALS)
        ours.settle()
        told = Latency.of(latency.measure(ours.speaking, drafts, stack.urls.amqp))
        print(f"Requests a second, {ROUNDS} rounds ...", flush=True)
        pairs = side_by_side(stack, ours)
    print(report.write(told, pairs).read_text(encoding="utf-8"))


def side_by_side(stack: Stack, ours: Ours) -> list[Pair]:
    """In turns, each on its own: before every load ours has nothing left to do."""
    (probe,) = ours.drafts(1)
    rates: dict[str, list[Rate]] = {name: [] for name in ("read", "stock read", "submit", "stock submit")}
    with stock(stack, ours.speaking.get(f"/v1/proposals/{probe}")) as peer:
        (theirs,) = peer.drafts(1)
        for _ in range(ROUNDS):
            drafts = ours.drafts(SUBMISSIONS)
            ours.settle()
            rates["read"].append(ours.door.read(probe, READS))
            rates["stock read"].append(peer.door.read(theirs, READS))
            rates["submit"].append(ours.door.submit(drafts))
            ours.settle()
            rates["stock submit"].append(peer.door.submit(peer.drafts(SUBMISSIONS)))
    return [
        Pair.of("GET one proposal", rates["read"], rates["stock read"]),
        Pair.of("POST submit one proposal", rates["submit"], rates["stock submit"]),
    ]


if __name__ == "__main__":
    try:
        main()
    except Problem as problem:
        sys.exit(str(problem))
    except KeyboardInterrupt:
        sys.exit("Stopped before the end; nothing was written.")
