"""A call that came is known until its deadline, and not a moment longer."""

from datetime import timedelta

from chassis import clock
from chassis.replays import Replays

LATER, EARLIER = clock.now() + timedelta(minutes=5), clock.now() - timedelta(seconds=1)


def test_a_call_comes_once() -> None:
    replays = Replays()
    assert not replays.came_before("a", LATER)
    assert not replays.came_before("b", LATER)
    assert replays.came_before("a", LATER)


def test_what_is_too_late_anyway_is_forgotten() -> None:
    replays = Replays()
    for n in range(1000):
        replays.came_before(str(n), EARLIER)
    replays.came_before("a", LATER)
    assert len(replays) == 1
    assert replays.came_before("a", LATER)
