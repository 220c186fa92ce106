"""A list of members: what would become of each row, and what then does."""

from typing import Any

import pytest

from chassis.errors import Invalid
from membership.errors import ALREADY_A_MEMBER, APPLICATION_PENDING, ROW_REPEATED
from tests.integration.membership.desk import Desk, application

Row = dict[str, Any]


def rows(*names: str, **changes: Any) -> list[Row]:
    return [{**application(name), **changes} for name in names]


def verdicts(desk: Desk, listed: list[Any], commit: bool = False) -> list[tuple[str, str | None]]:
    """Of each row what becomes of it, and the code where it is refused."""
    items = desk.ask("import_members", rows=listed, commit=commit)["items"]
    assert [one["row"] for one in items] == list(range(1, len(listed) + 1))
    return [(one["verdict"], one.get("error", {}).get("code")) for one in items]


def test_a_preview_makes_nothing(desk: Desk) -> None:
    assert verdicts(desk, rows("องค์กร ๑", "องค์กร ๒")) == [("fit", None)] * 2
    assert desk.ask("list_members")["items"] == []
    assert desk.store.db.claims.count_documents({}) == 1, "the committee's"


def test_rows_become_members_with_whoever_speaks_for_them(reviewing: Desk) -> None:
    """Whatever the policy: they ask for nothing, the secretariat knows them."""
    items = reviewing.ask("import_members", rows=rows("องค์กร ๑", "องค์กร ๒", sdgs=[4]), commit=True)["items"]
    found = reviewing.ask("list_members", text="องค์กร", sdg=4)["items"]
    assert [one["id"] for one in found] == [one["id"] for one in items]
    assert {one["status"] for one in found} == {"active"}
    for one in items:
        (person,) = reviewing.people(one["id"])
        assert (person["role"], person["status"]) == ("principal", "confirmed")
        told = reviewing.told(f"members/{one['id']}") + reviewing.told(f"representatives/{person['id']}")
        assert [event["type"] for event in told] == [
            "membership.member.admitted.v1",
            "membership.representative.confirmed.v1",
        ]
        history = reviewing.ask("list_changes", member=one["id"])["items"]
        assert [change["what"] for change in history] == [["admitted"], ["confirmed"]]


def test_a_row_at_fault_hinders_no_other(desk: Desk) -> None:
    desk.apply("องค์กร ๑", registry_number="กท ๑")
    listed = [
        *rows("องค์กร ๑"),
        {"kind": "ministry"},
        *rows("องค์กร ๒", registry_number="กท 2"),
        "no row",
        *rows("องค์กร  2"),
        *rows("องค์กร ๓", registry_number="กท. ๒"),
        *rows("องค์กร ๔", registry_number="กท-1"),
        *rows("องค์กร ๕"),
    ]
    expected = [
        ("refused", ALREADY_A_MEMBER),
        ("refused", "invalid"),
        ("fit", None),
        ("refused", "malformed"),
        ("refused", ROW_REPEATED),
        ("refused", ROW_REPEATED),
        ("refused", ALREADY_A_MEMBER),
        ("fit", None),
    ]
    assert verdicts(desk, listed) == expected
    made = [("made" if one == "fit" else one, code) for one, code in expected]
    assert verdicts(desk, listed, commit=True) == made
    assert len(desk.ask("list_members")["items"]) == 3


def test_what_refuses_a_row_says_where_to_look(desk: Desk) -> None:
    first = desk.apply("องค์กร ๑")
    items = desk.ask("import_members", rows=[*rows("องค์กร ๑", "องค์กร ๒", "องค์กร ๒"), {}])["items"]
    errors = [one.get("error", {}) for one in items]
    assert errors[0]["params"] == {"member": first["id"]}
    assert errors[2]["params"] == {"row": 2}
    assert errors[3]["fields"]["name"] == ["required"]


def test_the_same_list_again_makes_nobody_twice(desk: Desk) -> None:
    listed = rows("องค์กร ๑", "องค์กร ๒")
    assert verdicts(desk, listed, commit=True) == [("made", None)] * 2
    assert verdicts(desk, listed, commit=True) == [("refused", ALREADY_A_MEMBER)] * 2


def test_who_applied_is_not_made_by_a_list_and_who_left_is_linked(reviewing: Desk) -> None:
    applied, left = reviewing.apply("องค์กร ๑"), reviewing.apply("องค์กร ๒")
    reviewing.ask("withdraw_member", id=left["id"])
    assert verdicts(reviewing, rows("องค์กร ๑", "องค์กร ๒"), commit=True) == [
        ("refused", APPLICATION_PENDING),
        ("made", None),
    ]
    (made,) = reviewing.ask("list_members", status="active")["items"]
    assert made["rejoins"] == left["id"]
    assert reviewing.ask("get_member", id=applied["id"]) == applied


@pytest.mark.parametrize("listed", [[], rows("องค์กร") * 101], ids=["none", "too many"])
def test_a_list_has_from_one_to_a_hundred_rows(desk: Desk, listed: list[Row]) -> None:
    with pytest.raises(Invalid):
        desk.ask("import_members", rows=listed)
