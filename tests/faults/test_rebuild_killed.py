"""A projection rebuilt under load, while the process that builds it is killed again and again."""

import random
import time
from concurrent.futures import Future, ThreadPoolExecutor
from subprocess import CompletedProcess

import pytest

from tests.faults import audit, scale
from tests.faults.books import Books, opened
from tests.faults.conftest import Keep
from tests.faults.killing import SENDERS, killed
from tests.faults.listener import Listener
from tests.faults.load import Load
from tests.faults.operating import wara
from wara.stack import Stack

SERVICE, WORK = "notify", "notify-work"
COMMANDS = scale.size(1_000)
KILLS = scale.times(20)
APART_SECONDS = 2.0
REBUILT_SECONDS = 600.0


@scale.only_full("a rebuild under fire")
@pytest.mark.timeout(1800 if scale.FULL else 300)
def test_a_rebuild_outlives_whoever_builds_it(stack: Stack, listener: Listener, keep: Keep) -> None:
    with opened(stack) as books, Load(stack, per_second=10) as load, ThreadPoolExecutor(1) as beside:
        load.goes_on(COMMANDS, seconds=600)
        before = books.generation(SERVICE).current
        rebuilt = beside.submit(wara, stack, "rebuild", SERVICE, seconds=REBUILT_SECONDS)
        kills = killed_while(rebuilt, stack, books)
        assert rebuilt.result().returncode == 0, rebuilt.result().stderr
        assert kills, "it was over before anybody was killed"
        assert books.generation(SERVICE).current > before
        load.finish()
    measured = audit.clean(stack, load, listener, sends_killed=SENDERS * kills)
    keep("rebuild", kills=kills, **measured)


def killed_while(rebuilt: "Future[CompletedProcess[str]]", stack: Stack, books: Books) -> int:
    """How often, of KILLS, it was killed while a generation was being built."""
    kills = 0
    while kills < KILLS and not rebuilt.done():
        if books.generation(SERVICE).building is not None and killed(stack, WORK):
            kills += 1
        time.sleep(random.uniform(0.1, APART_SECONDS))  # the moments of the fault
    return kills
