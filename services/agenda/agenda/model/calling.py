"""What follows from a meeting's being convened: who has not answered is reminded, who comes checks in."""

from datetime import datetime, timedelta

from agenda.errors import CHECK_IN_NOT_OPEN, Conflict
from agenda.model.meeting_states import Status

REMIND_BEFORE = timedelta(days=3)
DOORS_OPEN_BEFORE = timedelta(hours=3)


class Called:
    """`check_in_key` is what the codes of this meeting are made with.

    `remind_at` is when who has not answered is reminded, None once all are; `reminded_to` is the last member
    that was looked at.
    """

    status: Status
    starts_at: datetime
    check_in_key: str | None
    remind_at: datetime | None
    reminded_to: str | None

    def allow_check_in(self, at: datetime) -> None:
        self.allow("check_in")
        opens_at = self.starts_at - DOORS_OPEN_BEFORE
        if self.status is Status.CONVENED and at < opens_at:
            raise Conflict(CHECK_IN_NOT_OPEN, opens_at=opens_at.isoformat())

    def remind(self, upto: str | None) -> None:
        """Members up to this one have been reminded; None: all of them."""
        self.reminded_to = upto
        if upto is None:
            self.remind_at = None

    def _set_reminder(self, at: datetime) -> None:
        """None when it is called too late for that."""
        remind_at = self.starts_at - REMIND_BEFORE
        self.remind_at = remind_at if self.status is Status.CONVENED and remind_at > at else None
        self.reminded_to = None

    def allow(self, verb: str) -> None:
        raise NotImplementedError
