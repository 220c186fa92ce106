"""Offers to take a proposal over, looked at from time to time: one whose term is over ends."""

import threading
from datetime import datetime
from functools import partial

from agenda import store as kept
from agenda.handlers import leaving
from chassis import clock, log
from chassis.config import Settings
from chassis.errors import NotFound, Stale, Unavailable
from chassis.mongo import Store

AT_ONCE = 50
REST_SECONDS = 30.0

logger = log.get(__name__)


def watch(store: Store, settings: Settings, stop: threading.Event) -> None:
    """In every `work`: who is a moment late finds that another was faster."""
    looked_at = 0
    while not stop.wait(0 if looked_at == AT_ONCE else REST_SECONDS):
        try:
            looked_at = look(store, clock.now())
        except Unavailable as error:
            logger.warning("offers_paused", reason=type(error.__cause__ or error).__name__)
            looked_at = 0


def look(store: Store, at: datetime) -> int:
    """Each in a transaction of its own; returns how many were over."""
    over = store.read(lambda tx: kept.offers_over(tx, at, AT_ONCE))
    for id in over:
        try:
            store.transact(partial(leaving.end_offer, id=id, at=at))
        except (Stale, NotFound):
            continue
    return len(over)
