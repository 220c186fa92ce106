"""Row 1: `kill -9` of each service's serve and work, at random moments under load: clean."""

import random

import pytest

from tests.faults import audit, scale
from tests.faults.books import SERVICES
from tests.faults.conftest import Keep
from tests.faults.killing import SENDERS, killed
from tests.faults.listener import Listener
from tests.faults.load import Load
from tests.support.polling import until
from wara.stack import Stack

PROPOSALS = scale.size(10_000)
KILLS = scale.times(20)
PROCESSES = [f"{service}-{kind}" for service in SERVICES for kind in ("serve", "work")]


@pytest.mark.timeout(7200 if scale.FULL else 600)
def test_processes_killed_under_load(stack: Stack, listener: Listener, keep: Keep) -> None:
    victims = [victim for victim in PROCESSES for _ in range(KILLS)]
    random.shuffle(victims)
    moments = sorted(random.uniform(0, 0.95) for _ in victims)
    with Load(stack, PROPOSALS) as load:
        for moment, victim in zip(moments, victims, strict=True):
            load.reached(moment)
            until(lambda victim=victim: killed(stack, victim))  # type: ignore[misc]
        load.finish()
    measured = audit.clean(stack, load, listener, sends_killed=SENDERS * KILLS)
    keep("1", kills=len(victims), **measured)
