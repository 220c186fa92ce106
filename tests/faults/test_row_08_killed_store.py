"""Row 8: `kill -9` of the store under load: only 503 meanwhile, nothing acknowledged lost, healthy soon."""

import time

import pytest

from tests.faults import audit, recovery, scale
from tests.faults.conftest import Keep
from tests.faults.listener import Listener
from tests.faults.load import Load
from wara.stack import Stack

KILLS = scale.times(20)
BETWEEN = 50  # commands that succeed before the next kill
HEALTHY_WITHIN = 10.0
PER_SECOND = None if scale.FULL else 20.0


@pytest.mark.timeout(3600 if scale.FULL else 600)
def test_the_store_killed_under_load(stack: Stack, listener: Listener, keep: Keep) -> None:
    recoveries = []
    with Load(stack, per_second=PER_SECOND) as load:
        for _ in range(KILLS):
            load.goes_on(BETWEEN)
            recoveries.append(killed(stack, load))
        load.goes_on(BETWEEN)
        load.finish()
    measured = audit.clean(stack, load, listener)
    slowest = load.refused_well()
    keep("8", kills=KILLS, slowest_503=slowest, slowest_recovery=max(recoveries), **measured)
    assert max(recoveries) <= HEALTHY_WITHIN, recoveries


def killed(stack: Stack, load: Load) -> float:
    """Seconds from the kill until every process is ready again and a command has succeeded."""
    since = time.monotonic()
    stack.kill("store")
    stack.wait_ready("store")
    ready = recovery.ready_after(stack, since)
    return round(max(ready, load.goes_on() - since), 2)
