"""The figures of one run, as a page and as data."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from benchmarks import results

PAGE = """\
A meeting is convened over the API; until the last invitation, with its calendar entry, is with the mail
server, which takes everything. Each member has one who speaks for it. What was sent before stays in the
store and slows it: so one `work` sends before two, and after. In the same run the same mails, made before the
clock starts, are sent by a plain smtplib loop over one connection, and by Celery through the same broker: a
task a mail, as many worker processes as there are cores, the connection kept. Neither of these knows who is
to be written to, claims or marks anything, or tells anybody.

| who sends | mails | distinct | first, s | last, s | mails/s |
|---|---|---|---|---|---|
{rows}

Two `work` are {twice:.2f} times as fast as one, in the mean of before and after; the loop is {loop:.1f}
times, Celery {celery:.1f} times as fast as one.
"""


@dataclass(frozen=True)
class Called:
    """Seconds from the request, or the beginning, to the first and to the last mail."""

    mails: int
    distinct: int
    first: float
    last: float

    @classmethod
    def of(cls, taken: Sequence[tuple[float, str]], begun: float) -> "Called":
        times = sorted(at - begun for at, _ in taken)
        return cls(len(taken), len({id for _, id in taken}), times[0], times[-1])

    @property
    def rate(self) -> float:
        return self.distinct / self.last

    def row(self, who: str) -> str:
        counts = f"{self.mails:,} | {self.distinct:,}"
        return f"| {who} | {counts} | {self.first:.2f} | {self.last:.2f} | {self.rate:,.0f} |"


def write(few: list[Called], many: dict[str, Called], folder: Path) -> None:
    """`many` has "one", "two", "again", "loop" and "celery"."""
    middle = sorted(few, key=lambda one: one.last)[len(few) // 2]
    slowest = max(few, key=lambda one: one.last)
    rows = [
        middle.row(f"one `work`, the median of {len(few)}"),
        slowest.row("the slowest of these"),
        many["one"].row("one `work`"),
        many["two"].row("two `work`"),
        many["again"].row("one `work` again"),
        many["loop"].row("a plain loop"),
        many["celery"].row("Celery"),
    ]
    one = many["one"].rate
    page = results.head("Convening, measured", "convening") + PAGE.format(
        rows="\n".join(rows),
        twice=(many["one"].last + many["again"].last) / 2 / many["two"].last,
        loop=many["loop"].rate / one,
        celery=many["celery"].rate / one,
    )
    data = {"few": [asdict(each) for each in few], "many": {who: asdict(each) for who, each in many.items()}}
    results.keep("convening", page, data, folder)
