"""Row 19: a full disk under the store, then the broker: nothing acknowledged lost, back with the space."""

import os
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager

import pytest

from tests.faults import audit, recovery, scale
from tests.faults.conftest import GIVEN_SERVERS, Keep, offset
from tests.faults.listener import Listener
from tests.faults.load import Load
from tests.faults.small_disk import SmallDisk, mounted
from tests.support.polling import until
from tests.support.stack import ROOT
from wara.stack import Stack

BESIDE_THE_OTHER = 50
MEGABYTES = {"store": 512, "rabbitmq": 512}
TIMES = 2
BETWEEN = 50  # commands that succeed before the disk is full
FULL_SECONDS = 20.0
BACK_WITHIN = 60.0

pytestmark = scale.only_full("row 19")


@pytest.mark.timeout(900)
@pytest.mark.parametrize("server", ["store", "rabbitmq"])
def test_a_full_disk_loses_nothing_acknowledged(server: str, keep: Keep) -> None:
    recoveries = []
    with on_a_small_disk(server) as (stack, disk), Listener(stack.urls.amqp) as listener:
        with Load(stack) as load:
            for _ in range(TIMES):
                load.goes_on(BETWEEN, seconds=60)
                fill(disk, load)
                disk.make_room()
                recoveries.append(back(stack, load))
            load.goes_on(BETWEEN, seconds=60)
            load.finish()
        measured = audit.clean(stack, load, listener)
        slowest = load.refused_well()
    keep("19", under=server, slowest_recovery=max(recoveries), slowest_503=slowest, **measured)
    assert max(recoveries) <= BACK_WITHIN, recoveries


@contextmanager
def on_a_small_disk(server: str) -> Iterator[tuple[Stack, SmallDisk]]:
    """A whole stack of its own, of which one server keeps its data there."""
    environment = {name: value for name, value in os.environ.items() if name not in GIVEN_SERVERS}
    beside = offset() + BESIDE_THE_OTHER
    stack = Stack(ROOT, beside, ROOT / f".local/faults-{beside}", environment)
    stack.reset()
    folder = {"store": stack.folder.store, "rabbitmq": stack.folder.broker}[server]
    with ExitStack() as running:
        disk = running.enter_context(mounted(folder, MEGABYTES[server]))
        running.enter_context(stack)
        running.callback(disk.make_room)
        yield stack, disk


def fill(disk: SmallDisk, load: Load) -> None:
    """Keeps it full for a while from the first command that fails of it."""
    refused = len(load.refusals)

    def noticed() -> bool:
        disk.fill()
        return len(load.refusals) > refused

    until(noticed, seconds=60, every=0.2)
    end = time.monotonic() + FULL_SECONDS

    def over() -> bool:
        disk.fill()
        return time.monotonic() > end

    until(over, FULL_SECONDS + 5, every=0.5)


def back(stack: Stack, load: Load) -> float:
    """Seconds from the space until every process is ready and commands succeed."""
    since = time.monotonic()
    stack.wait_ready("store", "rabbitmq", seconds=90)
    ready = recovery.ready_after(stack, since, seconds=90)
    return round(max(ready, load.goes_on(seconds=90) - since), 2)
