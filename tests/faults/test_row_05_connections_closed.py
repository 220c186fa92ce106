"""Row 5: every connection to the broker is closed, again and again, under load: nobody stays down, clean."""

import time

import pytest

from tests.faults import audit, recovery, scale
from tests.faults.conftest import Keep
from tests.faults.listener import Listener
from tests.faults.load import Load
from tests.faults.node import ctl
from wara.stack import Stack

CLOSINGS = scale.times(24)  # two minutes
EVERY_SECONDS = 5.0
BACK_WITHIN = 5.0


@pytest.mark.timeout(900 if scale.FULL else 300)
def test_all_connections_closed_under_load(stack: Stack, listener: Listener, keep: Keep) -> None:
    recoveries = []
    with Load(stack) as load:
        for _ in range(CLOSINGS):
            load.goes_on()
            recoveries.append(closed(stack))
        load.finish()
    measured = audit.clean(stack, load, listener)
    slowest = load.refused_well()
    keep("5", closings=CLOSINGS, slowest_503=slowest, slowest_recovery=max(recoveries), **measured)
    assert max(recoveries) <= BACK_WITHIN, recoveries


def closed(stack: Stack) -> float:
    """Seconds until every process is back; returns when the next closing is due."""
    due = time.monotonic() + EVERY_SECONDS
    ctl(stack, "close_all_connections", "row 5")
    back = recovery.ready_after(stack, time.monotonic())
    time.sleep(max(due - time.monotonic(), 0))  # the fault's own rhythm
    return round(back, 2)
