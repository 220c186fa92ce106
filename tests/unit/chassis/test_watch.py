"""A stream is left where it says again and again, and soon, that there is nothing."""

import threading
from collections.abc import Sequence

import pytest

from chassis import watch


class Stream:
    """Gives these answers, and then says that it is over."""

    def __init__(self, answers: Sequence[object]) -> None:
        self.left = list(answers)

    def try_next(self) -> object:
        return self.left.pop(0)

    def over(self) -> bool:
        return not self.left


@pytest.fixture(autouse=True)
def at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(watch, "APART_SECONDS", 0.0)
    monkeypatch.setattr(watch, "LOOK_SECONDS", 0.0)


def follow(stream: Stream) -> int:
    """How often somebody was woken."""
    woken: list[object] = []
    watch._follow(stream, lambda: woken.append(None), threading.Event(), stream.over)
    return len(woken)


def test_it_is_left_after_so_many_empty_answers_one_after_the_other() -> None:
    nothing = [None] * (watch.IN_VAIN - 1)
    stream = Stream([*nothing, "a row", *nothing, "a row", *nothing, None, "never asked for"])
    assert follow(stream) == 2
    assert stream.left == ["never asked for"]


def test_it_is_followed_where_each_empty_answer_has_taken_its_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(watch, "SOON_SECONDS", 0.0)
    stream = Stream([None] * (3 * watch.IN_VAIN))
    assert follow(stream) == 0
    assert stream.left == []


def test_then_who_is_to_be_woken_is_woken_for_a_while_until_it_is_over() -> None:
    woken: list[object] = []
    watch._look(lambda: woken.append(None), threading.Event(), lambda: False)
    assert len(woken) == watch.LOOKS
    watch._look(lambda: woken.append(None), threading.Event(), lambda: len(woken) > watch.LOOKS)
    assert len(woken) == watch.LOOKS + 1
