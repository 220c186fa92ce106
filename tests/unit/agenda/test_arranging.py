"""The agenda as a whole: moved, timed, closed, published."""

from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agenda import events
from agenda.errors import AGENDA_NOT_REVISED, NOT_IN_THE_SECTION, TRANSITION_FORBIDDEN, Conflict, NotFound
from agenda.handlers import wording
from agenda.model.agenda_version import changes
from agenda.model.document_kinds import Kind
from agenda.model.item import CLOSED_TITLE, Section
from agenda.model.meeting import Meeting
from agenda.model.number import Number
from tests.unit.agenda.builders import NOW, STARTS, convened, meeting, sitting

TITLE = {"th": "เรื่อง"}
A, B = "0198a6c1-0f42-7d1b-9a55-3c7e81d20b02", "0198a6c1-0f42-7d1b-9a55-3c7e81d20b04"


def with_items(*ids: str, one: Meeting | None = None, section: int = 5) -> Meeting:
    one = one or meeting()
    for id in ids:
        one.list_item(id, section, TITLE)
    return one


def order(one: Meeting, section: int = 5) -> str:
    items = one.agenda.items_of(section)
    assert [item.ordinal for item in items] == [*range(1, len(items) + 1)]
    return "".join(item.id for item in items)


@pytest.mark.parametrize(
    ("id", "after", "becomes", "told"),
    [
        ("c", None, "cabd", "cab"),
        ("a", "d", "bcda", "bcda"),
        ("a", "b", "bacd", "ba"),
        ("b", "a", "abcd", ""),
        ("d", "a", "adbc", "dbc"),
    ],
)
def test_a_moved_item_takes_its_place_and_the_numbers_follow(
    id: str, after: str | None, becomes: str, told: str
) -> None:
    one = with_items("a", "b", "c", "d")
    facts = one.move_item(id, 5, after)
    assert order(one) == becomes
    assert "".join(fact.item.id for fact in facts if fact.item) == told
    assert one.agenda.items_of(5)[0].number == {"th": "๕.๑", "en": "5.1"}


def test_an_item_goes_to_another_section_and_leaves_no_gap() -> None:
    one = with_items("x", "y", one=with_items("a", "b"), section=4)
    one.move_item("a", 4, "x")
    assert (order(one, 4), order(one, 5)) == ("xay", "b")
    assert (one.agenda.item("a").number["th"], one.agenda.item("a").purpose) == ("๔.๒", "information")


def test_an_item_that_is_off_the_agenda_is_passed_over() -> None:
    one = with_items("a", "b", "c")
    one.remove_item("a")
    one.move_item("c", 5, None)
    assert order(one) == "cb"
    with pytest.raises(NotFound):
        one.move_item("a", 5, None)


@pytest.mark.parametrize(("section", "after"), [(5, "x"), (4, "a"), (5, "a")])
def test_it_is_put_behind_another_of_that_section(section: int, after: str) -> None:
    one = with_items("x", one=with_items("a", "b"), section=4)
    before = order(one)
    with pytest.raises(Conflict) as refused:
        one.move_item("a", section, after)
    assert (refused.value.code, order(one)) == (NOT_IN_THE_SECTION, before)


def test_in_the_room_numbers_stay_as_called() -> None:
    one = with_items("a", "b", one=sitting())
    with pytest.raises(Conflict) as refused:
        one.move_item("b", 5, None)
    assert refused.value.code == TRANSITION_FORBIDDEN


@given(moves=st.lists(st.tuples(st.integers(0, 5), st.integers(4, 5), st.integers(-1, 5))))
def test_no_move_loses_an_item_or_doubles_a_number(moves: list[tuple[int, int, int]]) -> None:
    one = with_items("0", "1", "2", "3", "4", "5")
    for id, section, after in moves:
        try:
            one.move_item(str(id), section, None if after < 0 else str(after))
        except Conflict:
            continue
        assert sorted(order(one, 4) + order(one, 5)) == list("012345")


def test_times_are_expected_as_far_as_lengths_are_known() -> None:
    one = with_items("x", one=with_items("a", "b", "c"), section=1)
    for id, minutes in (("x", 10), ("a", 20)):
        one.revise_item(id, {"minutes": minutes})
    expected = one.agenda.expected(STARTS)
    assert expected == {
        "x": STARTS,
        "a": STARTS + timedelta(minutes=10),
        "b": STARTS + timedelta(minutes=30),
    }


def test_of_a_closed_item_the_public_is_told_its_number_alone() -> None:
    one = meeting(id=A, committee=B)
    one.list_item(A, 5, TITLE, proposal=B)
    one.version = 2
    (told,) = events.told(one, one.revise_item(A, {"closed": True}))
    assert (told.data["title"], told.data["number"]["th"]) == (CLOSED_TITLE, "๕.๑")
    assert "proposal" not in told.data


def test_a_version_is_published_when_the_agenda_says_something_new() -> None:
    one = with_items("a", "b")
    first, _ = one.publish_agenda("v1", NOW)
    assert (first.number, one.agenda.revised) == (1, False)
    with pytest.raises(Conflict) as refused:
        one.publish_agenda("v2", NOW)
    assert refused.value.code == AGENDA_NOT_REVISED
    one.move_item("b", 5, None)
    assert one.agenda.revised
    one.move_item("a", 5, None)
    assert not one.agenda.revised
    one.revise_item("a", {"minutes": 5})
    second, _ = one.publish_agenda("v2", NOW)
    assert (second.number, first.lines[0]["minutes"], second.lines[0]["minutes"]) == (2, None, 5)


def test_changes_name_what_was_done_and_not_what_gave_way() -> None:
    one = with_items("a", "b", "c", "d", "e")
    before = one.agenda.lines
    one.move_item("e", 5, None)
    one.revise_item("b", {"closed": True})
    one.remove_item("c")
    one.list_item("f", 4, TITLE)
    found = [
        (each["item"], each["change"], (each["was"] or {}).get("en"))
        for each in changes(before, one.agenda.lines)
    ]
    assert found == [
        ("f", "added", None),
        ("e", "moved", "5.5"),
        ("b", "changed", "5.2"),
        ("c", "removed", "5.3"),
    ]


def test_arranging_voids_what_was_cleared_of_its_documents() -> None:
    one = with_items("a", "b", one=convened())
    before = dict(one.editions)
    one.move_item("b", 5, None)
    assert one.editions[Kind.AGENDA] == before[Kind.AGENDA] + 1


def test_what_is_listed_by_itself_needs_a_section_for_it() -> None:
    one = meeting()
    assert one.list_by_itself("m", "minutes", TITLE) == ()
    one.agenda.sections[1] = Section(ordinal=2, title=TITLE, purpose="minutes")
    one.list_by_itself("m", "minutes", TITLE, of_meeting="before")
    item: Any = one.agenda.item("m")
    assert (item.section, item.by_itself, item.of_meeting, item.meeting) == (2, True, "before", one.id)
    one.drop([item])
    assert order(one, 2) == ""


def test_the_minutes_are_called_by_number_and_day_as_each_language_has_them() -> None:
    assert wording.minutes_of(Number(1, 2561), STARTS) == {
        "th": "รับรองรายงานการประชุม ครั้งที่ ๑/๒๕๖๑ เมื่อวันที่ ๓๑ มกราคม ๒๕๖๑",
        "en": "Adoption of the minutes of meeting 1/2561 of 31 January 2018",
    }
    assert wording.minutes_of(None, STARTS)["th"] == "รับรองรายงานการประชุม เมื่อวันที่ ๓๑ มกราคม ๒๕๖๑"
