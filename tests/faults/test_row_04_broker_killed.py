"""Row 4: `kill -9` of the broker under load: everything works again soon after its port opens, clean."""

import pytest

from tests.faults import audit, recovery, scale
from tests.faults.conftest import Keep
from tests.faults.listener import Listener
from tests.faults.load import Load
from wara.stack import Stack

KILLS = scale.times(10)
BETWEEN = 50  # commands that succeed before the next kill
RECOVERED_WITHIN = 10.0


@scale.only_full("row 4")
@pytest.mark.timeout(3600 if scale.FULL else 600)
def test_the_broker_killed_under_load(stack: Stack, listener: Listener, keep: Keep) -> None:
    recoveries = []
    with Load(stack) as load:
        for _ in range(KILLS):
            load.goes_on(BETWEEN)
            recoveries.append(killed(stack, load))
        load.goes_on(BETWEEN)
        load.finish()
    measured = audit.clean(stack, load, listener)
    slowest = load.refused_well()
    keep("4", kills=KILLS, slowest_503=slowest, slowest_recovery=max(recoveries), **measured)
    assert max(recoveries) <= RECOVERED_WITHIN, recoveries


def killed(stack: Stack, load: Load) -> float:
    """Seconds from the opening of the port until every process consumes and a command has succeeded."""
    stack.kill("rabbitmq")
    opened = recovery.port_opened(stack.plan.ports.amqp)
    ready = recovery.ready_after(stack, opened)
    return round(max(ready, load.goes_on() - opened), 2)
