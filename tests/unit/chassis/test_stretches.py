"""Stretches cover a list once, whatever the milestones are."""

from bisect import bisect_right

from hypothesis import given
from hypothesis import strategies as st

from chassis.stretches import EVERY, MOST_LISTS, Milestones, Stretch, back, onward

IDS = st.lists(st.text("0123456789abcdef", min_size=3, max_size=3), unique=True, max_size=40).map(sorted)


def within(ids: list[str], stretch: Stretch) -> list[str]:
    low, high = stretch
    return [id for id in ids if low < id <= high]


@given(ids=IDS, milestones=IDS, after=st.none() | st.text("0123456789abcdef", min_size=3, max_size=3))
def test_each_id_behind_the_cursor_is_in_one_stretch_in_order(
    ids: list[str], milestones: list[str], after: str | None
) -> None:
    seen = [id for stretch in onward(milestones, after) for id in within(ids, stretch)]
    assert seen == ids[bisect_right(ids, after or "") :]


@given(ids=IDS, milestones=IDS, before=st.none() | st.text("0123456789abcdef", min_size=3, max_size=3))
def test_each_id_before_the_cursor_is_in_one_stretch_the_newest_first(
    ids: list[str], milestones: list[str], before: str | None
) -> None:
    stretches = back(milestones, before)
    seen = [id for stretch in stretches for id in reversed(within(ids, stretch)) if id != before]
    assert seen == [id for id in reversed(ids) if before is None or id < before]


def test_stretches_grow_so_that_what_is_rare_is_found_in_few() -> None:
    milestones = [f"{n:04}" for n in range(1_000)]
    assert len([*onward(milestones, None)]) == len([*back(milestones, None)]) == 11
    assert next(onward(milestones, None)) == ("", "0000")


def test_milestones_are_one_in_so_many_and_only_grow() -> None:
    kept = Milestones()
    ids = [f"{n:04}" for n in range(3 * EVERY - 1)]
    kept.catch_up(("a",), lambda _: ids)
    assert kept.of(("a",)) == [ids[EVERY - 1], ids[2 * EVERY - 1]]
    kept.catch_up(("a",), lambda _: [*ids[2 * EVERY :], "8000"])
    kept.catch_up(("a",), lambda _: [*ids[2 * EVERY :], "8000"])  # by another at the same time
    assert kept.of(("a",))[2:] == ["8000"]


def test_lists_that_nobody_asks_for_are_forgotten() -> None:
    kept = Milestones()
    kept.catch_up(("first",), lambda _: ["1"] * EVERY)
    for n in range(MOST_LISTS):
        kept.of((str(n),))
    assert kept.of(("first",)) == []
