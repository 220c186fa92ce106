"""What comes due by time alone, looked at again and again by every `work`; each in its own transaction."""

import threading
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import partial

from chassis import log
from chassis.errors import NotFound, Stale, Unavailable
from chassis.mongo import Store, Transaction

AT_ONCE = 50
REST_SECONDS = 30.0

logger = log.get(__name__)


@dataclass(frozen=True, slots=True)
class Due:
    """`find` gives the ids of at most AT_ONCE that are due, `look_at` deals with one of them."""

    find: Callable[[Transaction], list[str]]
    look_at: Callable[[Transaction, str], None]


def watch(store: Store, everything: Callable[[], Iterable[Due]], stop: threading.Event) -> None:
    """`everything` is asked anew each time, for days and moments pass."""
    busy = False
    while not stop.wait(0 if busy else REST_SECONDS):
        try:
            busy = AT_ONCE in [look(store, due) for due in everything()]
        except Unavailable as error:
            logger.warning("due_paused", reason=type(error.__cause__ or error).__name__)
            busy = False


def look(store: Store, due: Due) -> int:
    """Returns how many were due; who is a moment late finds that another process was faster."""
    found = store.read(due.find)
    for id in found:
        try:
            store.transact(partial(_look_at, due=due, id=id))
        except (Stale, NotFound):
            continue
    return len(found)


def _look_at(tx: Transaction, due: Due, id: str) -> None:
    due.look_at(tx, id)
