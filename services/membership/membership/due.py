"""What comes due by time alone, looked at again and again by every `work`: a term of office that is about to
end, or has; a suspension that is over; a link that nobody followed."""

import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial

from chassis import clock, log
from chassis.config import Settings
from chassis.errors import NotFound, Stale, Unavailable
from chassis.mongo import Store, Transaction
from chassis.thai import day_of
from membership import store as kept
from membership.handlers import confirmation, representatives, suspending

AT_ONCE = 50
REST_SECONDS = 30.0

logger = log.get(__name__)


@dataclass(frozen=True, slots=True)
class Due:
    """`find` gives the ids of some that are due, `look_at` deals with one of them."""

    find: Callable[[Transaction], list[str]]
    look_at: Callable[[Transaction, str], None]


def terms_of_office(today: str) -> Due:
    return Due(
        lambda tx: kept.representatives_due(tx, today, AT_ONCE),
        partial(representatives.look_at_term, today=today),
    )


def suspensions(today: str) -> Due:
    return Due(
        lambda tx: kept.suspensions_due(tx, today, AT_ONCE),
        partial(suspending.look_at_suspension, today=today),
    )


def links() -> Due:
    return Due(lambda tx: kept.members_lapsed(tx, AT_ONCE), confirmation.look_at)


def everything() -> Iterator[Due]:
    today = day_of(clock.now())
    yield terms_of_office(today)
    yield suspensions(today)
    yield links()


def watch(store: Store, settings: Settings, stop: threading.Event) -> None:
    """Who is a moment late finds that another was faster."""
    busy = False
    while not stop.wait(0 if busy else REST_SECONDS):
        try:
            busy = AT_ONCE in [look(store, due) for due in everything()]
        except Unavailable as error:
            logger.warning("due_paused", reason=type(error.__cause__ or error).__name__)
            busy = False


def look(store: Store, due: Due) -> int:
    """Each in a transaction of its own; returns how many were due."""
    found = store.read(due.find)
    for id in found:
        try:
            store.transact(partial(_look_at, due=due, id=id))
        except (Stale, NotFound):
            continue
    return len(found)


def _look_at(tx: Transaction, due: Due, id: str) -> None:
    due.look_at(tx, id)
