"""What leaves the lists of letters to print and calls to make by itself, because it has lost its point."""

import threading
from collections.abc import Iterator

from chassis import due as chassis_due
from chassis.config import Settings
from chassis.due import Due
from chassis.mongo import Store
from notify.handlers import contact_lists


def everything() -> Iterator[Due]:
    yield Due(contact_lists.pointless, contact_lists.look_at)


def watch(store: Store, settings: Settings, stop: threading.Event) -> None:
    chassis_due.watch(store, everything, stop)
