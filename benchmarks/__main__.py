"""`make bench`: everything measured in one run, or the parts that are named."""

import argparse
import os
import sys
from pathlib import Path

from benchmarks import agenda, feed, idle, results, roster
from benchmarks.bench import Bench
from benchmarks.convening import measure as convening
from benchmarks.events import bad_events, consuming, growth, publishing
from benchmarks.gate import measure as gate
from benchmarks.main_job import measure as main_job
from wara.cli import interruptible
from wara.ports import offset_of
from wara.problem import Problem
from wara.stack import Stack

ROOT = Path(__file__).resolve().parents[1]
DEFAULT_OFFSET = 4000
TRY_DIVISOR = 20

# in this order: those that need no services first
PARTS = {
    "publish": publishing.measure,
    "consume": consuming.measure,
    "bad-events": bad_events.measure,
    "growth": growth.measure,
    "idle": idle.measure,
    "main-job": main_job.measure,
    "gate": gate.measure,
    "feed": feed.measure,
    "roster": roster.measure,
    "agenda": agenda.measure,
    "convening": convening.measure,
}


def main() -> None:
    """On a stack of its own, without data before each part; beside a running `make up` it measures both."""
    options = arguments()
    stack = Stack(ROOT, offset_of(os.environ) or DEFAULT_OFFSET, ROOT / ".local/bench")
    interruptible()
    bench = Bench(stack, results.RESULTS)
    if options.small:
        bench = Bench(stack, ROOT / ".local/bench-tried", divisor=TRY_DIVISOR, rounds=1)
    for part, measure in PARTS.items():
        if part in (options.parts or PARTS):
            stack.reset()
            stack.start(services=False)
            try:
                measure(bench)
            finally:
                stack.stop()
            print((bench.results / f"{part}.md").read_text(encoding="utf-8"), flush=True)


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("parts", nargs="*", metavar="part", help=", ".join(PARTS))
    parser.add_argument("--small", action="store_true", help="a try: small sizes, figures in .local/ alone")
    options = parser.parse_args()
    if unknown := set(options.parts) - set(PARTS):
        parser.error(f"no such part: {', '.join(unknown)}; there are {', '.join(PARTS)}")
    return options


if __name__ == "__main__":
    try:
        main()
    except Problem as problem:
        sys.exit(str(problem))
    except KeyboardInterrupt:
        sys.exit("Stopped before the end; what was not yet measured was not written.")
