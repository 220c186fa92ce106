"""What comes due in membership: a term of office that is about to end, or has; a suspension that is over; a
link that nobody followed; what a person asked, and waits for."""

import threading
from collections.abc import Iterator
from functools import partial

from prometheus_client import Gauge

from chassis import clock
from chassis import due as chassis_due
from chassis.config import Settings
from chassis.due import AT_ONCE, Due
from chassis.due import look as look
from chassis.mongo import Store, Transaction
from chassis.thai import day_of
from membership import request_store
from membership import store as kept
from membership.handlers import confirmation, data_requests, representatives, suspending

OVERDUE = Gauge("wara_data_requests_overdue", "Requests about personal data whose time for an answer is over")


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


def requests() -> Due:
    return Due(_nearly_due, data_requests.look_at_clock)


def _nearly_due(tx: Transaction) -> list[str]:
    OVERDUE.set(request_store.count_overdue(tx))
    return kept.requests_due_soon(tx, AT_ONCE)


def everything() -> Iterator[Due]:
    today = day_of(clock.now())
    yield terms_of_office(today)
    yield suspensions(today)
    yield links()
    yield requests()


def watch(store: Store, settings: Settings, stop: threading.Event) -> None:
    chassis_due.watch(store, everything, stop)
