"""What follows from a meeting's being convened: its members are reminded of it, who comes checks in."""

from datetime import datetime, timedelta

from agenda.errors import CHECK_IN_NOT_OPEN, Conflict
from agenda.model.handover import end_of_day
from agenda.model.meeting_states import Status
from agenda.model.moved_from import MovedFrom
from agenda.model.text import Text

REMIND_BEFORE, EVE = timedelta(days=3), timedelta(days=1)
"""Before its beginning: those who have not answered are reminded, then those who come."""
DOORS_OPEN_BEFORE = timedelta(hours=3)
MINUTES_DAYS = 14


class Called:
    """`check_in_key` is what the codes of this meeting are made with.

    `ask_again_at` is when the next reminders are due, None when all are out; `reminded_to` is the last member
    that was looked at. `minutes_due_at` is when it is said that the minutes are overdue, `minutes_days` after
    its end; None where none are awaited.
    """

    status: Status
    starts_at: datetime
    ends_at: datetime | None
    venue: Text | None
    calendar_sequence: int
    moved_from: list[MovedFrom]
    check_in_key: str | None
    ask_again_at: datetime | None
    reminded_to: str | None
    minutes_days: int
    minutes_due_at: datetime | None

    def allow_check_in(self, at: datetime) -> None:
        self.allow("check_in")
        opens_at = self.starts_at - DOORS_OPEN_BEFORE
        if self.status is Status.CONVENED and at < opens_at:
            raise Conflict(CHECK_IN_NOT_OPEN, opens_at=opens_at.isoformat())

    @property
    def on_its_eve(self) -> bool:
        """Whether the reminders that are due next are for those who come."""
        return self.ask_again_at == self.starts_at - EVE

    def remind(self, upto: str | None) -> None:
        """Members up to this one have been reminded; None: all of them."""
        self.reminded_to = upto
        if upto is None and self.ask_again_at is not None:
            self._set_reminder(self.ask_again_at)

    def _set_reminder(self, at: datetime) -> None:
        """The next after `at`; what would have been due before it is called is left out."""
        ahead = [self.starts_at - before for before in (REMIND_BEFORE, EVE)]
        called = self.status is Status.CONVENED
        self.ask_again_at = next((one for one in ahead if called and one > at), None)
        self.reminded_to = None

    def _expect_minutes(self, at: datetime) -> None:
        """Counted from `at` where it is called, or moved, only after its end."""
        if self.status is Status.CONVENED:
            self.minutes_due_at = end_of_day(max(self.ends_at or self.starts_at, at), self.minutes_days)

    def _move(self, at: datetime | None, reason: Text | None) -> None:
        """What is left behind stays readable; calendars that have it are told by the next sequence."""
        self.moved_from.append(
            MovedFrom(
                starts_at=self.starts_at,
                ends_at=self.ends_at,
                venue=self.venue,
                calendar_sequence=self.calendar_sequence,
                announced=self.status is Status.CONVENED,
                moved_at=at,
                reason=reason,
            )
        )
        self.calendar_sequence += self.status is Status.CONVENED

    def allow(self, verb: str) -> None:
        raise NotImplementedError
