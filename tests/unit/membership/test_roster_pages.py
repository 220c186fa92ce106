"""How the roster is divided to be read."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from membership.roster_pages import LAST, stretches

PLACES = st.text(alphabet="กขค", max_size=4)


@given(st.sets(PLACES, max_size=40), PLACES)
def test_stretches_follow_each_other_from_the_beginning_to_the_end(places: set[str], begin: str) -> None:
    found = list(stretches(sorted(places), begin))
    assert found[0][0] == begin and found[-1][1] == LAST
    assert all(one[1] == next_one[0] for one, next_one in pairwise(found))
    assert all(low < high for low, high in found)


def test_each_is_twice_as_long_as_the_one_before() -> None:
    milestones = [f"{n:03}" for n in range(100)]
    widths = [
        milestones.index(high) - milestones.index(low)
        for low, high in list(stretches(milestones, "000"))[:-2]
    ]
    assert widths == [1, 2, 4, 8, 16, 32]
