"""Numbers of the form n/พ.ศ., which start again at 1 each calendar year of Thailand."""

from dataclasses import dataclass, field
from datetime import datetime
from zoneinfo import ZoneInfo

from agenda.errors import NUMBER_TAKEN, Conflict
from agenda.model.text import in_both

BANGKOK = ZoneInfo("Asia/Bangkok")
BUDDHIST_ERA = 543


def buddhist_year(moment: datetime) -> int:
    return moment.astimezone(BANGKOK).year + BUDDHIST_ERA


@dataclass(frozen=True, slots=True)
class Number:
    ordinal: int
    year_be: int

    @property
    def display(self) -> dict[str, str]:
        return in_both(f"{self.ordinal}/{self.year_be}")


@dataclass(slots=True, kw_only=True)
class Series:
    """The numbers of one kind of thing in one committee and year.

    Every number up to `last` is used, except the `free` ones that a recorded number jumped over.
    """

    id: str
    year_be: int
    last: int = 0
    free: list[int] = field(default_factory=list)
    version: int = 0

    def allot(self) -> Number:
        """The next number after the highest in use; once given it is never given again."""
        self.last += 1
        return Number(self.last, self.year_be)

    def record(self, ordinal: int) -> Number:
        """Takes a number that was given elsewhere; NUMBER_TAKEN when it is in use."""
        number = Number(ordinal, self.year_be)
        if ordinal > self.last:
            self.free += range(self.last + 1, ordinal)
            self.last = ordinal
        elif ordinal in self.free:
            self.free.remove(ordinal)
        else:
            raise Conflict(NUMBER_TAKEN, number=number.display)
        return number
