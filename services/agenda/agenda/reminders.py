"""Reminders of meetings, looked at from time to time."""

import threading
from collections.abc import Iterator
from datetime import datetime
from functools import partial

from agenda import meeting_store as kept
from agenda.handlers import reminding
from chassis import clock, due
from chassis.config import Settings
from chassis.due import AT_ONCE, Due
from chassis.mongo import Store


def of_meetings(at: datetime) -> Due:
    return Due(lambda tx: kept.to_be_reminded(tx, at, AT_ONCE), partial(reminding.remind, at=at))


def everything() -> Iterator[Due]:
    yield of_meetings(clock.now())


def watch(store: Store, settings: Settings, stop: threading.Event) -> None:
    due.watch(store, everything, stop)


def look(store: Store, at: datetime) -> int:
    """Returns of how many meetings."""
    return due.look(store, of_meetings(at))
