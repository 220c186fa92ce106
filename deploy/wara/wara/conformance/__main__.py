"""`python -m wara.conformance`: tries whether a consumer keeps to what docs/integrators.md says of events."""

import argparse
import sys

from wara.conformance.cases import cases, plain
from wara.conformance.report import Report
from wara.conformance.trial import Result, Trial
from wara.partners.granted import refuse_unknown, types_of
from wara.problem import Problem


def main() -> int:
    """0 where all holds, 1 where there is a fault; Problem where it cannot be tried."""
    options = _options()
    refuse_unknown(options.events)
    types = types_of(options.events)
    trial = Trial(
        broker=options.uri, queue=options.queue, report=Report(options.report), patience=options.patience
    )
    results = trial.run(cases(types, options.binary), lambda: plain(types[0]))
    sys.stdout.write("".join(_row(result) for result in results))
    return int(any(result.fault for result in results))


def _row(result: Result) -> str:
    return (
        f"{'fault' if result.fault else 'holds':7}{result.case.name:24}{result.fault or ''}".rstrip() + "\n"
    )


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="python -m wara.conformance",
        description="Plays events into a consumer's queue, on a broker for trying, and tells its faults.",
    )
    parser.add_argument("--uri", required=True, help="the broker, which is not one that wara uses: amqp://…")
    parser.add_argument("--queue", required=True, help="the queue that the consumer reads, already declared")
    parser.add_argument(
        "--report", required=True, help="a file, or an address, with a line for each event dealt with"
    )
    parser.add_argument(
        "--events", action="append", required=True, help="what it is granted: 'agenda.meeting.*.v1'"
    )
    parser.add_argument(
        "--patience", type=float, default=10.0, help="seconds that it may take for a case (10)"
    )
    parser.add_argument(
        "--binary", action="store_true", help="binary mode too, which wara itself does not send"
    )
    return parser.parse_args()


if __name__ == "__main__":
    try:
        sys.exit(main())
    except Problem as problem:
        sys.stderr.write(f"{problem}\n")
        sys.exit(2)
