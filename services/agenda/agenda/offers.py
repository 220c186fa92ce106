"""Offers to take a proposal over, looked at from time to time: one whose term is over ends."""

import threading
from collections.abc import Iterator
from datetime import datetime
from functools import partial

from agenda import store as kept
from agenda.handlers import leaving
from chassis import clock, due
from chassis.config import Settings
from chassis.due import AT_ONCE, Due
from chassis.mongo import Store


def over(at: datetime) -> Due:
    return Due(lambda tx: kept.offers_over(tx, at, AT_ONCE), partial(leaving.end_offer, at=at))


def everything() -> Iterator[Due]:
    yield over(clock.now())


def watch(store: Store, settings: Settings, stop: threading.Event) -> None:
    due.watch(store, everything, stop)


def look(store: Store, at: datetime) -> int:
    """Returns how many were over."""
    return due.look(store, over(at))
