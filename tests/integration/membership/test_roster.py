"""The roster as it is read: what a search finds, in which order, page by page."""

from typing import Any

import pytest

from chassis.errors import Invalid
from membership import roster_survey
from membership.roster import EVERYBODY, standing, word
from tests.integration.membership.desk import Desk, application
from tests.support.plans import stages

NAMES = {
    "agency": "กระทรวงทรัพยากรธรรมชาติและสิ่งแวดล้อม",
    "network": "เครือข่ายสิ่งแวดล้อม ๑",
    "foundation": "มูลนิธิเพื่อสิ่งแวดล้อมและสังคมไทย",
    "association": "สมาคมตัวอย่าง ๑",
}


@pytest.fixture
def roster(desk: Desk) -> dict[str, dict[str, Any]]:
    """Applied in another order than they stand in."""
    kinds = {"agency": "government_agency"}
    return {
        who: desk.apply(
            NAMES[who], kind=kinds.get(who, "civil_society"), sdgs=[6, 13] if who == "network" else [13]
        )
        for who in ("association", "foundation", "network", "agency")
    }


def found(desk: Desk, **asked: Any) -> list[str]:
    """Who is listed, over all pages of two."""
    names = {name: who for who, name in NAMES.items()}
    listed, after = [], None
    while True:
        page = desk.ask("list_members", limit=2, after=after, **asked)
        listed += [names[one["name"]["th"]] for one in page["items"]]
        after = page["next"]
        if after is None:
            return listed


@pytest.mark.usefixtures("roster")
def test_members_stand_in_the_order_of_a_thai_dictionary(desk: Desk) -> None:
    assert found(desk) == ["agency", "network", "foundation", "association"]


@pytest.mark.usefixtures("roster")
@pytest.mark.parametrize(
    ("asked", "who"),
    [
        ({"text": "สิ่งแวดล้อม"}, ["agency", "network", "foundation"]),
        ({"text": "สิ่งแวดล้อม สังคม"}, ["foundation"]),
        ({"text": "ตัวอย่าง 1"}, ["association"]),
        ({"text": "…"}, []),
        ({"text": "สิ่งแวดล้อม", "kind": "civil_society"}, ["network", "foundation"]),
        ({"text": "สิ่งแวดล้อม", "sdg": 6}, ["network"]),
        ({"sdg": 13, "status": "active", "kind": "civil_society"}, ["network", "foundation", "association"]),
        ({"status": "suspended"}, []),
    ],
)
def test_filters_and_words_go_together(desk: Desk, asked: dict[str, Any], who: list[str]) -> None:
    assert found(desk, **asked) == who


def test_who_changes_its_state_keeps_its_place(desk: Desk, roster: dict[str, dict[str, Any]]) -> None:
    desk.ask("suspend_member", id=roster["network"]["id"], reason={"th": "ขอพัก"})
    assert found(desk) == ["agency", "network", "foundation", "association"]
    assert found(desk, status="suspended", text="เครือข่าย") == ["network"]


def test_a_cursor_that_nobody_gave_is_refused(desk: Desk) -> None:
    with pytest.raises(Invalid) as refused:
        desk.ask("list_members", after="0198a6c0-5d00-7c3e-8f11-6f0d2b9a4e01")
    assert refused.value.fields == {"after": ["invalid"]}


def test_a_shelf_is_read_along_an_index_that_has_all_of_it(empty: Desk) -> None:
    where = {"committee": "c", "shelves": EVERYBODY, "place": {"$gt": "ก", "$lte": "ข"}}
    plan = empty.store.db.members.find(where).sort("place", 1).explain()["queryPlanner"]["winningPlan"]
    assert "IXSCAN" in stages(plan) and "COLLSCAN" not in stages(plan)
    index = plan
    while "indexName" not in index:
        index = index["inputStage"]
    assert set(index["keyPattern"]) == set(where)


@pytest.mark.usefixtures("short_ways")
def test_pages_are_the_same_wherever_the_milestones_are(desk: Desk) -> None:
    """Before there are any, when they are new, and when the roster has grown beyond them."""
    names = [f"{body} {number:02}" for body in ("กลุ่ม", "เครือข่าย", "มูลนิธิ") for number in range(9)]

    def enter(part: slice) -> None:
        rows = [{**application(name), "sdgs": [1 + n % 5]} for n, name in enumerate(names)][part]
        desk.ask("import_members", rows=rows, commit=True)

    def listed(**asked: Any) -> list[str]:
        items, after = [], None
        while True:
            page = desk.ask("list_members", limit=4, after=after, **asked)
            items += [one["name"]["th"] for one in page["items"]]
            after = page["next"]
            if after is None:
                return items

    enter(slice(0, None, 2))
    for grown in (False, True):
        if grown:
            roster_survey.write(desk.store.db)
            enter(slice(1, None, 2))
        there = names if grown else names[::2]
        assert listed() == there
        assert listed(text="เครือข่าย") == [name for name in there if "เครือข่าย" in name]
        assert listed(sdg=2) == [name for name in there if names.index(name) % 5 == 1]
    (written,) = desk.store.db.shelf_surveys.find()
    assert len(written["milestones"]) == len(names[::2]) // roster_survey.APART
    counts = {one["shelf"]: list(one["by_block"]) for one in written["counts"]}
    assert counts[standing(None, "civil_society")] == [3, 3, 3, 3, 2]
    assert counts[word("เครือข่าย")] == [0, 1, 3, 0, 0]


@pytest.mark.usefixtures("roster")
def test_who_is_from_before_there_was_a_roster_is_given_a_place(desk: Desk) -> None:
    desk.store.db.members.update_many({}, {"$unset": {"place": "", "shelves": ""}})
    assert found(desk) == []
    roster_survey.write(desk.store.db)
    assert found(desk) == ["agency", "network", "foundation", "association"]
    assert found(desk, text="สังคม") == ["foundation"]


@pytest.fixture
def short_ways(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(roster_survey, "APART", 3)
    monkeypatch.setattr(roster_survey, "KNOWN_SECONDS", 0.0)
