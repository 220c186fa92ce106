"""When what was set aside has its next try."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from chassis import retries, threads
from chassis.errors import Conflict
from chassis.failed import FailedRows, SetAside
from chassis.inbox import Inbox
from chassis.mongo import Store
from chassis.retries import Retries
from tests.integration.chassis.line import counted
from tests.integration.chassis.test_settling import delivered
from tests.support.echo.worker import WORKER
from tests.support.polling import until


class Others:
    """Events that wait, and how often they were asked about."""

    def __init__(self) -> None:
        self.wait = True
        self.asked = 0

    def __call__(self) -> bool:
        self.asked += 1
        return self.wait


@contextmanager
def running(store: Store, others: Others) -> Iterator[None]:
    """With one row that fails whenever it is tried, and is due at once."""
    inbox, stop = Inbox(store, WORKER.subscriptions), threading.Event()
    rows = FailedRows(store, inbox, delays=(0.0,) * 100)
    delivery = delivered(counted("bad", note="unready"))
    rows.set_aside([SetAside(delivery, Conflict(), delivery.event())])
    thread = threads.start("retries", lambda: Retries(rows, inbox, others).run(stop))
    try:
        yield
    finally:
        stop.set()
        thread.join(10)


def tries(store: Store) -> int:
    [row] = store.db.inbox_failed.find()
    return int(row["attempts"])


def test_what_failed_again_leaves_the_time_to_others_as_long_as_they_wait(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(retries, "REST_SECONDS", 0.01)
    monkeypatch.setattr(retries, "IDLE_SECONDS", 0.01)
    monkeypatch.setattr(retries, "IN_VAIN_SHARE", 1e-6)
    others = Others()
    with running(store, others):
        until(lambda: others.asked > 20)
        assert tries(store) == 2, "one beside the first"
        others.wait = False
        until(lambda: tries(store) > 4)
