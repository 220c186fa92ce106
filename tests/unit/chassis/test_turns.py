"""Turns: one at a time of a kind after a conflict, and nobody waits who met none."""

import threading
from contextlib import ExitStack

import pytest

from chassis.turns import EXPECTED_SECONDS, Crowded, Turns
from tests.support.polling import until


def test_nobody_is_expected_to_wait_before_a_conflict_and_only_its_own_kind_after() -> None:
    turns = Turns()
    assert not turns.expected("submit")
    with ExitStack() as turn:
        turns.take("submit", turn, seconds=1)
    assert (turns.expected("submit"), turns.expected("create")) == (True, False)


def test_the_next_of_a_kind_goes_on_when_the_first_is_done() -> None:
    turns, began = Turns(), threading.Event()

    def second() -> None:
        with ExitStack() as turn:
            turns.take("submit", turn, seconds=5)
            began.set()

    with ExitStack() as first:
        turns.take("submit", first, seconds=1)
        thread = threading.Thread(target=second)
        thread.start()
        with ExitStack() as other:
            turns.take("create", other, seconds=1)
        assert not began.is_set()
    until(began.is_set)
    thread.join()


def test_who_met_no_conflict_yet_goes_on_without_a_turn_that_does_not_come() -> None:
    turns = Turns()
    with ExitStack() as first, ExitStack() as second:
        assert turns.wait("submit", first)
        assert not turns.wait("submit", second)


def test_a_turn_that_does_not_come_after_a_conflict_is_told() -> None:
    turns = Turns()
    with ExitStack() as first, ExitStack() as second:
        turns.take("submit", first, seconds=1)
        with pytest.raises(Crowded):
            turns.take("submit", second, seconds=0.01)


def test_who_finds_the_turn_free_makes_nobody_wait_longer(monkeypatch: pytest.MonkeyPatch) -> None:
    turns, now = Turns(), 100.0
    monkeypatch.setattr("chassis.turns.time.monotonic", lambda: now)
    with ExitStack() as turn:
        turns.take("submit", turn, seconds=1)
    now += EXPECTED_SECONDS * 0.9
    with ExitStack() as turn:
        assert turns.wait("submit", turn)
    now += EXPECTED_SECONDS * 0.2
    assert not turns.expected("submit")


def test_who_had_to_wait_for_the_turn_lets_the_next_wait_too(monkeypatch: pytest.MonkeyPatch) -> None:
    turns, now = Turns(), 100.0
    monkeypatch.setattr("chassis.turns.time.monotonic", lambda: now)
    with ExitStack() as first, ExitStack() as second:
        turns.take("submit", first, seconds=1)
        now += EXPECTED_SECONDS * 0.9
        turns.wait("submit", second)
    now += EXPECTED_SECONDS * 0.2
    assert turns.expected("submit")
