"""Terms of office, looked at day by day: one about to end brings a reminder, and its last day the end."""

import threading
from functools import partial

from chassis import clock, log
from chassis.config import Settings
from chassis.errors import NotFound, Stale, Unavailable
from chassis.mongo import Store
from chassis.thai import BANGKOK
from membership import store as kept
from membership.handlers import representatives

AT_ONCE = 50
REST_SECONDS = 30.0

logger = log.get(__name__)


def watch(store: Store, settings: Settings, stop: threading.Event) -> None:
    """In every `work`: who is a moment late finds that another was faster."""
    looked_at = 0
    while not stop.wait(0 if looked_at == AT_ONCE else REST_SECONDS):
        try:
            looked_at = look(store, today())
        except Unavailable as error:
            logger.warning("terms_paused", reason=type(error.__cause__ or error).__name__)
            looked_at = 0


def today() -> str:
    return clock.now().astimezone(BANGKOK).date().isoformat()


def look(store: Store, today: str) -> int:
    """Each in a transaction of its own; returns how many were due."""
    due = store.read(lambda tx: kept.representatives_due(tx, today, AT_ONCE))
    for id in due:
        try:
            store.transact(partial(representatives.look_at_term, id=id, today=today))
        except (Stale, NotFound):
            continue
    return len(due)
