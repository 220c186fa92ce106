"""Several contenders in turns, and what became of each."""

from collections.abc import Callable
from dataclasses import dataclass
from statistics import median
from typing import Any

from benchmarks.events.job import Answer


@dataclass(frozen=True)
class Tally:
    """One contender's answers, a round each, to jobs of `count` events."""

    name: str
    count: int
    answers: list[Answer]

    @property
    def rates(self) -> list[float]:
        """Events a second."""
        return [self.count / answer["seconds"] for answer in self.answers]

    @property
    def rate(self) -> float:
        return median(self.rates)

    def beside(self, other: "Tally") -> float:
        """Its rate as a multiple of the other's, the median of the rounds: what a machine gives changes
        from round to round, and both have the same of it within one."""
        return median(ours / theirs for ours, theirs in zip(self.rates, other.rates, strict=True))

    def cpu(self, whose: str) -> float | None:
        """Processor microseconds an event of `own`, `broker` or `store`; None where it runs elsewhere."""
        used = [answer["cpu"].get(whose) for answer in self.answers]
        known = [seconds for seconds in used if seconds is not None]
        return median(known) / self.count * 1e6 if known else None

    def data(self) -> dict[str, Any]:
        return {"name": self.name, "count": self.count, "per_second": self.rate, "rounds": self.answers}

    def bar(self) -> dict[str, Any]:
        return {"label": self.name, "value": self.rate, "low": min(self.rates), "high": max(self.rates)}


def in_turns(
    rounds: int,
    count: int,
    contenders: dict[str, Callable[[], Answer]],
    shown: Callable[[Answer], str] | None = None,
) -> list[Tally]:
    """A round is each once, every other round in reverse, so that what the machine does meanwhile falls on
    all alike.

    `shown` is what is said of each on the way, its rate unless told.
    """
    shown = shown or (lambda answer: f"{count / answer['seconds']:,.0f}/s")
    answers: dict[str, list[Answer]] = {name: [] for name in contenders}
    for n in range(rounds):
        for name in list(contenders)[:: -1 if n % 2 else 1]:
            answer = contenders[name]()
            print(f"  round {n + 1}: {name} {shown(answer)}", flush=True)
            answers[name].append(answer)
    return [Tally(name, count, of_it) for name, of_it in answers.items()]


def table(tallies: list[Tally], beside: str) -> str:
    """`beside` is the contender whose rate is 1."""
    whole = next(tally for tally in tallies if tally.name == beside)
    return HEADING + "".join(_row(tally, whole) for tally in tallies)


HEADING = """\
| | events/s | lowest to highest round | ratio | CPU µs an event: own | broker | store |
|---|---|---|---|---|---|---|
"""


def _row(tally: Tally, whole: Tally) -> str:
    used = [tally.cpu(whose) for whose in ("own", "broker", "store")]
    cells = [
        tally.name,
        f"{tally.rate:,.0f}",
        f"{min(tally.rates):,.0f} to {max(tally.rates):,.0f}",
        f"{tally.beside(whole):.2f}",
        *("" if one is None else f"{one:,.0f}" for one in used),
    ]
    return f"| {' | '.join(cells)} |\n"
