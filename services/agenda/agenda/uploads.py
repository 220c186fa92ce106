"""Files of which not all parts came: looked for from time to time, and cleared away."""

import threading
from collections.abc import Iterator
from datetime import datetime, timedelta
from functools import partial

from agenda import file_store as kept
from agenda.handlers import attachments
from chassis import clock, due
from chassis.config import Settings
from chassis.due import AT_ONCE, Due
from chassis.mongo import Store

ARRIVING_AT_MOST = timedelta(hours=1)


def abandoned(at: datetime) -> Due:
    before = at - ARRIVING_AT_MOST
    return Due(lambda tx: kept.uploads_begun(tx, before, AT_ONCE), partial(attachments.sweep, before=before))


def everything() -> Iterator[Due]:
    yield abandoned(clock.now())


def watch(store: Store, settings: Settings, stop: threading.Event) -> None:
    due.watch(store, everything, stop)


def look(store: Store, at: datetime) -> int:
    """Returns how many were abandoned."""
    return due.look(store, abandoned(at))
