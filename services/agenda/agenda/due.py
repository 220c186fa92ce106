"""What comes due in the agenda: the end of an offer, a late action, a window that closes, a meeting whose
members have not answered or whose minutes are not circulated, a file of which parts are missing."""

import threading
from collections.abc import Iterator

from agenda import offers, reminders, uploads, windows
from chassis import clock
from chassis import due as chassis_due
from chassis.config import Settings
from chassis.due import Due
from chassis.mongo import Store


def everything() -> Iterator[Due]:
    at = clock.now()
    yield offers.over(at)
    yield offers.late(at)
    yield windows.closing(at)
    yield reminders.of_meetings(at)
    yield reminders.of_minutes(at)
    yield uploads.abandoned(at)


def watch(store: Store, settings: Settings, stop: threading.Event) -> None:
    chassis_due.watch(store, everything, stop)
