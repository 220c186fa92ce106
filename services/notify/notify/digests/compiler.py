"""Makes the digests that are due, in a thread of each `work`: whoever is faster makes those of a portion."""

import random
import threading
from functools import partial

from chassis import log
from chassis.config import Settings
from chassis.errors import Stale, Unavailable
from chassis.ids import in_parts
from chassis.mongo import Store
from notify import doors
from notify.digests import store as digests
from notify.doors import Doors
from notify.handlers import digesting

REST_SECONDS = 30.0

logger = log.get(__name__)


def run(rows: Store, settings: Settings, stop: threading.Event) -> None:
    ways = doors.read(settings.env)
    while not stop.wait(REST_SECONDS):
        try:
            compile_due(rows, ways, stop)
        except Unavailable as error:
            logger.warning("digests_paused", reason=type(error.__cause__ or error).__name__)


def compile_due(rows: Store, ways: Doors, stop: threading.Event) -> None:
    """All that are due now are read once; each portion of them is looked at again in its transaction."""
    due = rows.read(digests.due)
    first = random.randrange(len(due)) if due else 0  # or all processes would want the same at once
    for part in in_parts(due[first:] + due[:first]):
        if stop.is_set():
            return
        try:
            rows.transact(partial(digesting.tell, persons=part, doors=ways))
        except Stale:
            continue
