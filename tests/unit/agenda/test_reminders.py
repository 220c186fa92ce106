"""The reminders of a meeting follow its date, and die with it."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from agenda.model import minutes, window
from agenda.model.calling import EVE, MINUTES_DAYS, REMIND_BEFORE
from agenda.model.fact import Fact
from agenda.model.meeting import Meeting
from agenda.model.member import Committee
from tests.unit.agenda.builders import NOW, REASON, STARTS, meeting

A_WEEK = timedelta(days=7)
LAST_MOMENT = datetime(2018, 1, 31, 16, 59, 59, 999_000, tzinfo=UTC)


def called(at: datetime = NOW, **changes: Any) -> Meeting:
    one = meeting(**changes)
    one.convene(None, at, MINUTES_DAYS)
    return one


def due(one: Meeting) -> list[datetime]:
    """When its members are reminded, first and then, and when its minutes are overdue."""
    found = [one.ask_again_at]
    one.remind(None)
    found.append(one.ask_again_at)
    return [at for at in (*found, one.minutes_due_at) if at]


OF_ITS_DATE = [STARTS - REMIND_BEFORE, STARTS - EVE, LAST_MOMENT + timedelta(days=MINUTES_DAYS)]


def test_members_are_reminded_before_it_and_the_secretariat_after_it() -> None:
    assert due(called()) == OF_ITS_DATE


@pytest.mark.parametrize("days", [7, -7, 60])
def test_moved_to_another_day_it_takes_them_along(days: int) -> None:
    one, by = called(), timedelta(days=days)
    one.reschedule(STARTS + by, None, REASON, NOW)
    assert due(one) == [at + by for at in OF_ITS_DATE]


def test_moved_after_the_first_reminder_it_is_reminded_of_anew() -> None:
    one = called()
    one.remind(None)
    one.reschedule(STARTS + A_WEEK, None, REASON, STARTS - EVE - timedelta(hours=1))
    assert due(one) == [at + A_WEEK for at in OF_ITS_DATE]


def test_called_off_it_reminds_nobody() -> None:
    one = called(proposals_until=STARTS - A_WEEK)
    assert window.remind_at(one) == STARTS - 2 * A_WEEK
    one.cancel(REASON)
    assert (one.minutes_due_at, window.remind_at(one)) == (None, None)
    one.remind(None)
    assert one.ask_again_at is None


def test_nobody_is_reminded_of_what_nobody_was_called_to() -> None:
    assert due(meeting()) == []
    held = meeting()
    held.record(STARTS)
    assert due(held) == []


def test_another_end_of_the_window_has_another_reminder() -> None:
    one = called(proposals_until=STARTS - A_WEEK)
    one.reminded = True
    one.take_proposals_until(STARTS - A_WEEK)
    assert window.remind_at(one) is None
    one.take_proposals_until(STARTS - timedelta(days=1))
    assert window.remind_at(one) == STARTS - timedelta(days=1) - A_WEEK


def test_of_minutes_the_secretariat_is_reminded_again_until_they_are_circulated() -> None:
    one = called()
    one.open()
    one.close(None)
    at = LAST_MOMENT + timedelta(days=MINUTES_DAYS, seconds=1)
    assert [told.fact for told in minutes.remind(one, at)] == [Fact.MEETING_MINUTES_OVERDUE]
    assert one.minutes_due_at == LAST_MOMENT + timedelta(days=MINUTES_DAYS + 1 + minutes.REMINDED_AGAIN_DAYS)
    minutes.draft(one)
    assert one.minutes_due_at is not None
    minutes.circulate(one, at)
    assert one.minutes_due_at is None


def test_minutes_of_a_meeting_that_was_entered_late_are_not_late_at_once() -> None:
    one = called(at=STARTS + timedelta(days=100))
    assert one.minutes_due_at == LAST_MOMENT + timedelta(days=100 + MINUTES_DAYS)


def test_its_committee_says_how_long_minutes_may_take() -> None:
    assert Committee(id="committee-1", facts={}).minutes_days == MINUTES_DAYS
    assert Committee(id="committee-1", facts={"minutes_days": 30}).minutes_days == 30
    one = meeting()
    one.convene(None, NOW, 30)
    assert one.minutes_due_at == LAST_MOMENT + timedelta(days=30)
