"""Steadily at work is who has done much in the last second, in many steps or in one."""

import pytest

from chassis.pace import STEADY_PER_SECOND, Pace


class Clock:
    now = 0.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


def test_nothing_or_little_is_not_steady(clock: Clock) -> None:
    pace = Pace(clock)
    assert not pace.steady
    for _ in range(60):
        clock.now += 1.0
        pace.note(STEADY_PER_SECOND // 2)
        assert not pace.steady


def test_much_is_however_it_comes_and_is_over_soon(clock: Clock) -> None:
    for steps in (1, 20):
        pace = Pace(clock)
        for _ in range(steps):
            clock.now += 1.0 / steps
            pace.note(2 * STEADY_PER_SECOND // steps)
        assert pace.steady
        clock.now += 3.0
        assert not pace.steady
