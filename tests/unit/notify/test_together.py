"""What several threads bring at once, done together."""

import threading
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor

import pytest

from notify.outgoing import together
from notify.outgoing.together import Together
from tests.support.polling import until

SECONDS = 10


class Doing:
    """Doubles numbers; the first time it waits until so many wait behind it."""

    def __init__(self, behind: int) -> None:
        self.done_at_once: list[list[int]] = []
        self.together = Together(self.do, lambda number: number, most=5)
        self._behind = behind
        self.begun = threading.Event()

    def do(self, numbers: Sequence[int]) -> list[int]:
        self.done_at_once.append(list(numbers))
        if not self.begun.is_set():
            self.begun.set()
            until(lambda: len(self.together._entries) == self._behind, seconds=SECONDS)
            if numbers[0] == 0:
                raise ZeroDivisionError
        return [2 * number for number in numbers]


def brought(doing: Doing, first: int, numbers: Sequence[int]) -> list[int | None]:
    with ThreadPoolExecutor(1 + len(numbers)) as threads:
        results = [threads.submit(doing.together.do, first)]
        doing.begun.wait(SECONDS)
        for number in numbers:
            results.append(threads.submit(doing.together.do, number))
        return [None if one.exception() else one.result() for one in results]


def test_what_comes_meanwhile_is_done_at_once_and_each_has_its_own_result() -> None:
    doing = Doing(behind=3)
    assert brought(doing, 1, [1, 2, 2]) == [2, 2, 4, 4]
    assert [sorted(some) for some in doing.done_at_once] == [[1], [1, 2, 2]]


def test_no_more_at_once_than_is_allowed_but_one_however_much_it_is() -> None:
    doing = Doing(behind=2)
    assert brought(doing, 1, [9, 9]) == [2, 18, 18]
    assert doing.done_at_once == [[1], [9], [9]]


def test_what_fails_is_left_to_who_brought_it() -> None:
    doing = Doing(behind=2)
    assert brought(doing, 0, [1, 2]) == [None, 2, 4]
    assert [sorted(some) for some in doing.done_at_once] == [[0], [1, 2]]
    with pytest.raises(ZeroDivisionError):
        Doing(behind=0).together.do(0)


class Noting:
    """What was done at once, of what threads bring that are expected."""

    def __init__(self) -> None:
        self.done_at_once: list[list[int]] = []
        self.together = Together(self.do, lambda number: number, most=5)

    def do(self, numbers: Sequence[int]) -> list[int]:
        self.done_at_once.append(sorted(numbers))
        return list(numbers)

    def awaits(self, count: int) -> None:
        until(lambda: len(self.together._entries) == count, seconds=SECONDS)


def test_who_is_expected_is_waited_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(together, "MOMENT_SECONDS", SECONDS)
    noting = Noting()
    with noting.together.expected(), noting.together.expected(), ThreadPoolExecutor(2) as threads:
        first = threads.submit(noting.together.do, 1)
        noting.awaits(1)
        assert (threads.submit(noting.together.do, 2).result(), first.result()) == (2, 1)
    assert noting.done_at_once == [[1, 2]]


def test_who_goes_is_waited_for_no_more(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(together, "MOMENT_SECONDS", threading.TIMEOUT_MAX)
    noting = Noting()
    with ThreadPoolExecutor(1) as threads, noting.together.expected():
        with noting.together.expected():
            first = threads.submit(noting.together.do, 1)
            noting.awaits(1)
            assert not first.done()
        assert first.result(SECONDS) == 1


def test_who_does_not_come_is_waited_for_a_moment_alone() -> None:
    noting = Noting()
    with noting.together.expected(), noting.together.expected():
        assert noting.together.do(1) == 1
