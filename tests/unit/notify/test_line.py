"""Lots in line, handed out one by one."""

from collections.abc import Sequence

import pytest

from chassis import clock
from notify.outgoing.deliveries import Lot
from notify.outgoing.line import Line


@pytest.mark.parametrize(
    ("looks", "length", "handed", "looked"),
    [
        ([[]], 0, [], 1),
        ([["a", "b"]], 2, ["a", "b"], 1),
        ([["a", "b", "c"], ["d"]], 3, ["a", "b", "c", "d"], 2),
        ([["a", "b", "c"], []], 3, ["a", "b", "c"], 2),
        ([["a", "b", "c"], ["d", "e", "f"], []], 3, ["a", "b", "c", "d", "e", "f"], 3),
    ],
)
def test_it_is_looked_again_only_where_there_may_be_more(
    looks: list[list[str]], length: int, handed: list[str], looked: int
) -> None:
    asked: list[int] = []

    def look(most: int) -> Sequence[Lot]:
        asked.append(most)
        return [Lot(id, "email", clock.now(), [id]) for id in looks[len(asked) - 1]]

    line = Line(look, 3)
    assert line.length == length
    found = []
    while lot := line.next():
        found.append(lot.id)
    assert (found, line.gone, asked) == (handed, len(handed), [3] * looked)
    assert line.next() is None
