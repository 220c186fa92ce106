"""Reminders of meetings, looked at from time to time."""

from datetime import datetime
from functools import partial

from agenda import meeting_store as kept
from agenda.handlers import reminding
from chassis import due
from chassis.due import AT_ONCE, Due
from chassis.mongo import Store


def of_meetings(at: datetime) -> Due:
    return Due(lambda tx: kept.to_be_reminded(tx, at, AT_ONCE), partial(reminding.remind, at=at))


def of_minutes(at: datetime) -> Due:
    return Due(lambda tx: kept.minutes_overdue(tx, at, AT_ONCE), partial(reminding.remind_of_minutes, at=at))


def look(store: Store, at: datetime) -> int:
    """Returns of how many meetings."""
    return due.look(store, of_meetings(at))
