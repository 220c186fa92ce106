"""Row 6: the broker stands still for a minute under load and goes on: everything works again soon, clean."""

import signal
import time

import pytest

from tests.faults import audit, recovery, scale
from tests.faults.conftest import Keep
from tests.faults.listener import Listener
from tests.faults.load import Load
from wara.stack import Stack

FROZEN_SECONDS = 60.0
RECOVERED_WITHIN = 15.0
BEFORE_AND_AFTER = 100  # commands


@scale.only_full("row 6")
@pytest.mark.timeout(600)
def test_the_broker_frozen_under_load(stack: Stack, listener: Listener, keep: Keep) -> None:
    with Load(stack) as load:
        load.goes_on(BEFORE_AND_AFTER)
        stack.kill("rabbitmq", signal.SIGSTOP)
        time.sleep(FROZEN_SECONDS)  # the fault's own length
        stack.kill("rabbitmq", signal.SIGCONT)
        since = time.monotonic()
        ready = recovery.ready_after(stack, since)
        recovered = round(max(ready, load.goes_on() - since), 2)
        load.goes_on(BEFORE_AND_AFTER)
        load.finish()
    measured = audit.clean(stack, load, listener)
    slowest = load.refused_well()
    keep("6", slowest_503=slowest, recovery=recovered, **measured)
    assert recovered <= RECOVERED_WITHIN
