"""The roster as it is read: what a search finds, in which order, page by page."""

from typing import Any

import pytest

from chassis.errors import Invalid
from membership import store
from tests.integration.membership.desk import Desk
from tests.integration.membership.test_queries import stages

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


@pytest.mark.parametrize(
    "asked",
    [
        {},
        {"status": "active"},
        {"kind": "observer"},
        {"status": "active", "kind": "observer"},
        {"sdgs": 13, "kind": "observer"},
        {"words": {"$all": ["สิ่งแวดล้อม", "ไทย"]}, "status": "active"},
    ],
)
def test_a_page_reads_along_an_index(empty: Desk, asked: dict[str, Any]) -> None:
    where = {"committee": "c", **asked}
    index = store.members.along(where, "place")
    query = empty.store.db.members.find({**where, "place": {"$gt": "ก"}}).sort("place", 1).hint(index)
    assert "COLLSCAN" not in stages(query.explain()["queryPlanner"]["winningPlan"])
    assert index != "_id_"
