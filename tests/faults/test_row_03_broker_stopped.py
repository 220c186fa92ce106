"""Row 3: the broker is stopped and started under load: 503 meanwhile, consuming again soon, clean."""

import time

import pytest

from tests.faults import audit, recovery, scale
from tests.faults.conftest import Keep
from tests.faults.listener import Listener
from tests.faults.load import Load
from wara.stack import Stack

OUTAGES = scale.times(10)
BETWEEN = 50  # commands that succeed before the next outage
AWAY_SECONDS = 15.0
CONSUMING_WITHIN = 5.0


@pytest.mark.timeout(3600 if scale.FULL else 600)
def test_the_broker_stopped_under_load(stack: Stack, listener: Listener, keep: Keep) -> None:
    recoveries = []
    with Load(stack) as load:
        for _ in range(OUTAGES):
            load.goes_on(BETWEEN)
            recoveries.append(outage_survived(stack))
        load.goes_on(BETWEEN)
        load.finish()
    measured = audit.clean(stack, load, listener)
    slowest = load.refused_well()
    keep("3", outages=OUTAGES, slowest_503=slowest, slowest_recovery=max(recoveries), **measured)
    assert load.refusals, "nobody asked while the broker was away"
    assert max(recoveries) <= CONSUMING_WITHIN, recoveries


def outage_survived(stack: Stack) -> float:
    """Seconds from the opening of the broker's port until every process consumes again."""
    stack.stop_program("rabbitmq")
    time.sleep(AWAY_SECONDS)  # the fault's own length
    stack.start_program("rabbitmq")
    opened = recovery.port_opened(stack.plan.ports.amqp)
    return round(recovery.ready_after(stack, opened), 2)
