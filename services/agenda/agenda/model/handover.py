"""What becomes of a proposal whose proposer leaves the group."""

from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, time, timedelta
from enum import StrEnum

from agenda.model.number import BANGKOK

LAST_MOMENT = time(23, 59, 59, 999_000)


class Keeper(StrEnum):
    """Who goes on with a proposal."""

    MEMBER = "member"
    SECRETARIAT = "secretariat"


class Outcome(StrEnum):
    """`entrusted` is to the secretariat; `withdrawn` is a draft, which nobody else ever saw."""

    OFFERED = "offered"
    ENTRUSTED = "entrusted"
    TAKEN_OVER = "taken_over"
    WITHDRAWN = "withdrawn"


KEPT = (Outcome.OFFERED, Outcome.ENTRUSTED)


@dataclass(frozen=True, slots=True, kw_only=True)
class Handover:
    """From `member`, which left, `to` the one that proposes it now.

    `until` is how long its supporters may take it over, or could; None where nobody was asked.
    """

    member: str
    began_at: datetime
    outcome: Outcome
    until: datetime | None = None
    to: str | None = None
    settled_at: datetime | None = None


@dataclass(slots=True)
class Handovers:
    """All that one proposal went through. While one is offered or entrusted the secretariat keeps it."""

    line: list[Handover] = field(default_factory=list)

    @property
    def latest(self) -> Handover | None:
        return self.line[-1] if self.line else None

    @property
    def members(self) -> list[str]:
        """Those that left it."""
        return [one.member for one in self.line]

    @property
    def keeper(self) -> Keeper:
        return Keeper.SECRETARIAT if self.latest and self.latest.outcome in KEPT else Keeper.MEMBER

    @property
    def offered_until(self) -> datetime | None:
        offered = self.latest and self.latest.outcome is Outcome.OFFERED
        return self.line[-1].until if offered else None

    def is_offered(self, at: datetime) -> bool:
        return self.offered_until is not None and at <= self.offered_until

    def begin(self, member: str, at: datetime, outcome: Outcome, until: datetime | None) -> None:
        settled_at = None if outcome is Outcome.OFFERED else at
        self.line.append(
            Handover(member=member, began_at=at, outcome=outcome, until=until, settled_at=settled_at)
        )

    def settle(self, outcome: Outcome, at: datetime, to: str | None = None) -> None:
        self.line[-1] = replace(self.line[-1], outcome=outcome, settled_at=at, to=to)


def end_of_day(at: datetime, days: int) -> datetime:
    """The last moment, in Bangkok, of the day that comes so many days later."""
    day = at.astimezone(BANGKOK).date() + timedelta(days=days)
    return datetime.combine(day, LAST_MOMENT, BANGKOK).astimezone(UTC)
