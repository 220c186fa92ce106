"""Along what the roster is read, and how far at once."""

from itertools import pairwise
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from chassis.stretches import BEGIN, END
from membership import roster
from membership.roster_pages import ANOTHER_QUERY, shelves, shortest, stretches
from membership.roster_survey import APART, Survey

MILESTONES = [f"{n:03}" for n in range(100)]
WORD, OTHER, GOAL = roster.word("สิ่งแวดล้อม"), roster.word("มูลนิธิ"), roster.goal(13)
COSTS = st.integers(1, 3).flatmap(
    lambda ways: st.lists(
        st.lists(st.integers(0, APART), min_size=ways, max_size=ways), min_size=1, max_size=6
    )
)


def query(**asked: Any) -> dict[str, Any]:
    return dict.fromkeys(("status", "kind", "sdg")) | asked


@given(
    places=st.sets(st.text(alphabet="กขค", min_size=1, max_size=4), max_size=40).map(sorted),
    begin=st.text(alphabet="กขค", max_size=4),
    counts=st.lists(st.integers(0, APART), min_size=41, max_size=41),
    enough=st.floats(0.1, 50),
)
def test_they_follow_each_other_from_the_beginning_to_the_end(
    places: list[str], begin: str, counts: list[int], enough: float
) -> None:
    survey = Survey(places, {GOAL: bytes(counts)})
    found = [stretch for stretch, _, _ in stretches(survey, begin, [WORD, GOAL], enough)]
    assert (found[0][0], found[-1][1]) == (begin, END)
    assert [low for low, _ in found[1:]] == [high for _, high in found[:-1]]
    assert all(low < high for low, high in found)


def test_all_is_asked_for_on_as_few_shelves_as_there_are() -> None:
    asked = query(status="active", kind="observer", sdg=13)
    assert shelves(asked, ["ไทย", "สิ่งแวดล้อม"]) == [WORD, roster.word("ไทย"), GOAL, "active observer"]
    assert shelves(query(kind="observer"), []) == ["any observer"]
    assert shelves(query(), ["ไทย"]) == [roster.word("ไทย")]
    assert shelves(query(), []) == [roster.EVERYBODY]


def test_of_what_nothing_is_known_the_longest_word_leads() -> None:
    asked = shelves(query(sdg=13), ["ไทย", "สิ่งแวดล้อม"])
    assert list(stretches(Survey(), BEGIN, asked, 21)) == [((BEGIN, END), WORD, [roster.word("ไทย"), GOAL])]


def test_at_once_is_read_what_a_page_likely_needs() -> None:
    survey = Survey(MILESTONES, {GOAL: bytes([3] * 101)})
    assert [stretch for stretch, _, _ in stretches(survey, BEGIN, [GOAL], 21)][:2] == [
        (BEGIN, "006"),
        ("006", "013"),
    ]
    everybody = Survey(MILESTONES, {roster.EVERYBODY: bytes([APART] * 101)})
    assert len(list(stretches(everybody, BEGIN, [roster.EVERYBODY], APART))) == 101


def test_where_one_stands_alone_it_is_read_along_the_other() -> None:
    """The second half of the roster are foundations; in both are a few about the environment."""
    foundations = bytes([0] * 50 + [APART] * 51)
    environment = bytes(([0] * 20 + [APART] * 5) * 4 + [0])
    survey = Survey(MILESTONES, {OTHER: foundations, WORD: environment})
    found = list(stretches(survey, BEGIN, [OTHER, WORD], 21))
    assert found[:2] == [((BEGIN, "049"), OTHER, [WORD]), (("049", "070"), WORD, [OTHER])]


@given(COSTS)
def test_no_other_ways_are_shorter(costs: list[list[int]]) -> None:
    def length(taken: tuple[int, ...]) -> int:
        changes = sum(one != other for one, other in pairwise(taken))
        return changes * ANOTHER_QUERY + sum(cost[way] for cost, way in zip(costs, taken, strict=True))

    def all_ways(left: int) -> list[tuple[int, ...]]:
        shorter = all_ways(left - 1) if left > 1 else [()]
        return [(*one, way) for one in shorter for way in range(len(costs[0]))]

    assert length(tuple(shortest(costs))) == min(map(length, all_ways(len(costs))))
