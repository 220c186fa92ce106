"""A list read in stretches bounded on both sides, until a page is full.

The embedded store reads on to the end where there is no upper bound, whatever the limit: a page would cost
what its list has rows. A stretch ends at a milestone: one in so many ids, kept by this process and grown at
its end, where ids of version 7 are added. Milestones say how much is read at once and nothing else: with
none, or old ones, a page is the same.
"""

from bisect import bisect_left, bisect_right
from collections import OrderedDict
from collections.abc import Callable, Iterator, Sequence

EVERY, MOST_LISTS = 30, 2_000
BEGIN, END = "", "\U0010ffff"

Key = tuple[str, ...]
Stretch = tuple[str, str]
"""Ids after the first, up to the second."""


class Milestones:
    def __init__(self) -> None:
        self._kept: OrderedDict[Key, list[str]] = OrderedDict()

    def of(self, key: Key) -> list[str]:
        """Of one list; those of the list that was asked for longest ago are forgotten."""
        kept = self._kept.setdefault(key, [])
        self._kept.move_to_end(key)
        while len(self._kept) > MOST_LISTS:
            self._kept.popitem(last=False)
        return kept

    def catch_up(self, key: Key, behind: Callable[[str], Sequence[str]]) -> list[str]:
        """`behind` gives all ids of the list after one, in order. Returns the milestones as they are now."""
        kept = self.of(key)
        ids = behind(kept[-1] if kept else BEGIN)
        kept += [id for id in ids[EVERY - 1 :: EVERY] if not kept or id > kept[-1]]
        return kept


def onward(milestones: Sequence[str], after: str | None) -> Iterator[Stretch]:
    """Each twice as long as the one before, to the end."""
    low, at, width = after or BEGIN, bisect_right(milestones, after or BEGIN), 1
    while at < len(milestones):
        at = min(at + width, len(milestones))
        yield low, milestones[at - 1]
        low, width = milestones[at - 1], 2 * width
    yield low, END


def back(milestones: Sequence[str], before: str | None) -> Iterator[Stretch]:
    """The same towards the beginning; what is `before` itself is left to the caller."""
    high, at, width = before or END, bisect_left(milestones, before or END), 1
    while at > 0:
        at = max(at - width, 0)
        yield milestones[at], high
        high, width = milestones[at], 2 * width
    yield BEGIN, high
