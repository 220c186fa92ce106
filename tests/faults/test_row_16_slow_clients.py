"""Row 16: thousands of slow heads and bodies at once: who sends at once is served, and the slow are cut."""

import resource
import time
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import cycle, islice

import pytest
import requests

from tests.faults import scale
from tests.faults.conftest import Keep
from tests.faults.probe import Probe, slowest
from tests.faults.slow import BODIES, HEADS, SlowClients
from tests.faults.standing import Standing
from wara.stack import Stack

MANNERS = [*islice(cycle(HEADS), scale.size(2000)), *islice(cycle(BODIES), scale.size(200))]
FILES = 1024
SECONDS = 30.0
CUT_WITHIN = 10.0
SERVED, SERVED_WITHIN = 0.99, 1.0
OURS = 500  # files of this process besides the slow clients'

pytestmark = scale.only_full("row 16")


@pytest.mark.timeout(120)
def test_the_slow_keep_nobody_out(stack: Stack, keep: Keep) -> None:
    url, standing = f"{stack.urls.gateway}/v1/members?limit=1", Standing(stack)
    with (
        files(standing.pid("gateway"), FILES),
        files(0, len(MANNERS) + OURS),
        SlowClients(stack.plan.ports.gateway, MANNERS) as clients,
        Probe(lambda session: session.get(url, timeout=20)) as staying,
        Probe(lambda _: requests.get(url, timeout=20)) as coming,
    ):
        time.sleep(SECONDS)  # the fault's own length
    good, kept = staying.answers + coming.answers, clients.kept()
    served = sum(one.status == 200 for one in good) / len(good)
    slow = {
        "heads": clients.begun(HEADS),
        "bodies": clients.begun(BODIES),
        "slowest_cut": round(max(kept), 1),
    }
    p99 = {"p99_staying": slowest(staying.answers, 0.99), "p99_coming": slowest(coming.answers, 0.99)}
    assert served >= SERVED
    assert max(p99.values()) <= SERVED_WITHIN
    assert max(kept) <= CUT_WITHIN
    standing.check()
    keep("16", good=len(good), served=round(served, 4), **p99, **slow)


@contextmanager
def files(pid: int, most: int) -> Iterator[None]:
    """`ulimit -n` of a process; 0 is this one."""
    before, hard = resource.prlimit(pid, resource.RLIMIT_NOFILE)
    resource.prlimit(pid, resource.RLIMIT_NOFILE, (most, hard))
    try:
        yield
    finally:
        resource.prlimit(pid, resource.RLIMIT_NOFILE, (before, hard))
