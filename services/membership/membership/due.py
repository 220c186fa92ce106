"""What comes due in membership: a term of office that is about to end, or has; a suspension that is over; a
link that nobody followed."""

import threading
from collections.abc import Iterator
from functools import partial

from chassis import clock
from chassis import due as chassis_due
from chassis.config import Settings
from chassis.due import AT_ONCE, Due
from chassis.due import look as look
from chassis.mongo import Store
from chassis.thai import day_of
from membership import store as kept
from membership.handlers import confirmation, representatives, suspending


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
    chassis_due.watch(store, everything, stop)
