"""Committees on the real store: established, revised, given terms of reference, dissolved."""

import json
from functools import partial
from pathlib import Path
from threading import Event
from types import SimpleNamespace
from typing import Any

import pytest

from chassis.errors import Conflict, Invalid, NotFound, Stale, TooLarge
from membership import founding
from membership.errors import COMMITTEE_DISSOLVED, OTHER_COMMITTEE, SUB_COMMITTEES_LEFT
from tests.integration.membership.desk import PERSON, Desk, application
from tests.integration.membership.test_at_once import together

REASON = {"th": "สิ้นสุดภารกิจ"}
SECTION = {"ordinal": 1, "title": {"th": "เรื่องทั้งหมด"}}
SUB: dict[str, Any] = {"name": {"th": "คณะทำงานย่อยด้านข้อมูล"}, "agenda_template": [SECTION]}
ADOPTED: dict[str, Any] = {"text": {"th": "แลกเปลี่ยนข้อมูล"}, "adopted_on": "2018-01-31"}


@pytest.fixture
def first(desk: Desk) -> str:
    return str(desk.ask("get_committee")["id"])


@pytest.fixture
def sub(desk: Desk, first: str) -> str:
    return str(desk.ask("establish_committee", **SUB, parent=first)["id"])


def types(desk: Desk, committee: str) -> list[str]:
    return [event["type"].split(".")[2] for event in desk.told(f"committees/{committee}")]


def adopt(desk: Desk, committee: str, **changes: Any) -> dict[str, Any]:
    return desk.ask("adopt_terms_of_reference", committee=committee, **{**ADOPTED, **changes})


def test_a_sub_committee_stands_beside_the_first(desk: Desk, first: str, sub: str) -> None:
    made = desk.ask("get_committee", id=sub)
    assert (made["parent"], made["first"], made["status"], made["version"]) == (first, False, "active", 1)
    assert desk.ask("get_committee")["id"] == first
    assert [one["id"] for one in desk.ask("list_committees")["items"]] == [first, sub]
    assert desk.ask("list_committees", parent=first)["items"] == [made]
    (told,) = desk.told(f"committees/{sub}")
    assert told["data"] == made
    with pytest.raises(NotFound):
        desk.ask("establish_committee", **SUB, parent="0198a6c0-5d00-7c3e-8f11-6f0d2b9a4eff")


def test_where_none_is_the_first_established_is_the_first(empty: Desk) -> None:
    made = empty.ask("establish_committee", **SUB)
    assert made["first"] is True
    assert empty.ask("get_committee") == made
    assert empty.ask("establish_committee", **SUB)["first"] is False


def test_a_committee_from_before_there_were_several_is_the_first(desk: Desk, first: str) -> None:
    newer = {"first": 1, "parent": 1, "terms_of_reference": 1, "reason": 1}
    desk.store.db.committees.update_one({"_id": first}, {"$unset": newer, "$set": {"terms.quorum": None}})
    assert desk.ask("get_committee")["first"] is True
    assert adopt(desk, first)["number"] == 1


def test_each_change_of_terms_is_told_whole_and_kept_in_the_history(desk: Desk, first: str) -> None:
    before = desk.ask("get_committee")
    half = {"government_agency": 3, "civil_society": 3, "shares": {"civil_society": "1/2"}}
    changed = desk.ask("revise_committee", id=first, if_match=1, quorum=half, short_name=None)
    assert changed["quorum"] == half
    assert changed == {**{k: v for k, v in before.items() if k != "short_name"}, "quorum": half, "version": 2}
    assert desk.told(f"committees/{first}")[-1]["data"] == changed
    (one, two) = desk.ask("list_committee_changes", committee=first)["items"]
    assert (one["what"], one["by"]) == (["established"], "system")
    assert (two["what"], two["changed"], two["at_version"]) == (["revised"], ["quorum", "short_name"], 2)
    assert (two["by"], two["roles"]) == ("officer-1", ["secretariat"])


def test_a_change_that_changes_nothing_is_none(desk: Desk, first: str) -> None:
    as_it_was = desk.ask("get_committee")
    name = as_it_was["name"]
    assert desk.ask("revise_committee", id=first, if_match=1, name=name, quorum=None) == as_it_was
    assert types(desk, first) == ["established"]
    with pytest.raises(Stale):
        desk.ask("revise_committee", id=first, if_match=2, name={"th": "อื่น"})


def test_one_of_its_members_serves_as_its_secretariat(desk: Desk, first: str, sub: str) -> None:
    office = str(desk.apply("กระทรวงการต่างประเทศ")["id"])
    stated = desk.ask("revise_committee", id=first, if_match=1, secretariat=office, minutes_days=30)
    assert (stated["secretariat"], stated["minutes_days"]) == (office, 30)
    with pytest.raises(Conflict) as refused:
        desk.ask("revise_committee", id=sub, if_match=1, secretariat=office)
    assert refused.value.code == OTHER_COMMITTEE
    with pytest.raises(NotFound):
        desk.ask("establish_committee", **SUB, secretariat="0198a6c0-5d00-7c3e-8f11-6f0d2b9a4eff")
    assert "secretariat" not in desk.ask("revise_committee", id=first, if_match=2, secretariat=None)


def test_a_member_that_leaves_is_its_secretariat_no_longer_and_no_other_that_has_left_is(
    desk: Desk, first: str
) -> None:
    member = desk.apply()["id"]
    named = desk.ask("revise_committee", id=first, if_match=1, secretariat=member)
    desk.ask("withdraw_member", id=member, reason={"th": "ขอถอนตัว"})
    left = desk.ask("get_committee", id=first)
    assert ("secretariat" in left, left["version"]) == (False, named["version"] + 1)
    assert "secretariat" not in desk.told(f"committees/{first}")[-1]["data"]
    step = desk.ask("list_committee_changes", committee=first)["items"][-1]
    assert (step["what"], step["changed"]) == (["revised"], ["secretariat"])
    with pytest.raises(Conflict) as refused:
        desk.ask("revise_committee", id=first, if_match=left["version"], secretariat=member)
    assert refused.value.code == "membership.member_ended"


def test_who_applies_later_is_met_by_the_new_policy(desk: Desk, first: str) -> None:
    assert desk.apply("องค์กร ๑")["status"] == "active"
    desk.ask("revise_committee", id=first, if_match=1, join_policy="review")
    assert desk.apply("องค์กร ๒")["status"] == "under_review"


def test_what_would_not_fit_into_an_event_is_refused(desk: Desk, first: str) -> None:
    purposes = [{"th": "ก" * 500}] * 40
    with pytest.raises(TooLarge):
        desk.ask("revise_committee", id=first, if_match=1, purposes=purposes)
    assert desk.ask("get_committee")["version"] == 1


def test_terms_of_reference_are_kept_in_versions(desk: Desk, first: str) -> None:
    one = adopt(desk, first, meeting={"display": "๑/๒๕๖๑"}, resolution={"th": "เห็นชอบ"})
    two = adopt(desk, first, adopted_on="2018-09-12", effective_from="2019-01-01", text={"th": "ฉบับที่ ๒"})
    assert [version["number"] for version in (one, two)] == [1, 2]
    assert (one["effective_from"], two["effective_from"]) == ("2018-01-31", "2019-01-01")
    assert one["meeting"] == {"display": "๑/๒๕๖๑"}
    listed = desk.ask("list_terms_of_reference", committee=first)["items"]
    assert [version["number"] for version in listed] == [2, 1]
    assert all("text" not in version for version in listed)
    assert desk.ask("get_terms_of_reference", committee=first, number=1) == one
    with pytest.raises(NotFound):
        desk.ask("get_terms_of_reference", committee=first, number=3)
    stated = desk.ask("get_committee")
    assert (stated["terms_of_reference"]["number"], stated["version"]) == (2, 3)
    assert types(desk, first) == ["established", "terms_adopted", "terms_adopted"]
    assert "text" not in desk.told(f"committees/{first}")[-1]["data"]["terms_of_reference"]


@pytest.mark.parametrize(
    ("on", "numbers"), [("2018-01-30", []), ("2018-01-31", [1]), ("2018-12-31", [1]), ("2019-01-01", [2])]
)
def test_which_terms_were_in_force_on_a_day(desk: Desk, first: str, on: str, numbers: list[int]) -> None:
    adopt(desk, first)
    adopt(desk, first, adopted_on="2018-09-12", effective_from="2019-01-01")
    found = desk.ask("list_terms_of_reference", committee=first, on=on)["items"]
    assert [version["number"] for version in found] == numbers


def test_nothing_is_adopted_in_days_to_come(desk: Desk, first: str) -> None:
    with pytest.raises(Invalid) as refused:
        adopt(desk, first, adopted_on="2999-01-01")
    assert refused.value.fields == {"adopted_on": ["out_of_range"]}


def test_a_committee_file_that_says_so_is_named(empty: Desk, terms: dict[str, Any], tmp_path: Path) -> None:
    file = tmp_path / "committee.json"
    stated = {**terms, "terms_of_reference": {**ADOPTED, "adopted_on": "2999-01-01"}}
    file.write_text(json.dumps(stated), "utf-8")
    settings: Any = SimpleNamespace(env=SimpleNamespace(path=lambda *_: file))
    with pytest.raises(ValueError, match=r"COMMITTEE_FILE: .*adopted_on"):
        founding.found(empty.store, settings, Event())
    assert empty.ask("list_committees")["items"] == []


def test_ten_adopted_at_once_get_numbers_of_their_own(desk: Desk, first: str) -> None:
    outcomes = together([partial(adopt, desk, first)] * 10)
    made = [one["number"] for one in outcomes if isinstance(one, dict)]
    assert sorted(made) == [*range(1, len(made) + 1)]
    assert all(isinstance(one, dict | Stale) for one in outcomes)
    assert desk.ask("get_committee")["terms_of_reference"]["number"] == len(made)


def test_a_committee_may_be_established_with_its_terms_of_reference(desk: Desk) -> None:
    made = desk.ask("establish_committee", **SUB, terms_of_reference=ADOPTED)
    assert made["terms_of_reference"] == {
        "number": 1,
        "adopted_on": "2018-01-31",
        "effective_from": "2018-01-31",
    }
    assert types(desk, made["id"]) == ["established", "terms_adopted"]
    assert desk.ask("get_terms_of_reference", committee=made["id"], number=1)["text"] == ADOPTED["text"]


def test_a_committee_is_dissolved_after_its_sub_committees(desk: Desk, first: str, sub: str) -> None:
    with pytest.raises(Conflict) as refused:
        desk.ask("dissolve_committee", id=first, reason=REASON)
    assert (refused.value.code, refused.value.params) == (SUB_COMMITTEES_LEFT, {"committee": sub})
    assert desk.ask("dissolve_committee", id=sub, reason=REASON)["status"] == "dissolved"
    gone = desk.ask("dissolve_committee", id=first, reason=REASON)
    assert (gone["status"], gone["reason"]) == ("dissolved", REASON)
    with pytest.raises(Conflict) as late:
        desk.ask("establish_committee", **SUB, parent=first)
    assert late.value.code == COMMITTEE_DISSOLVED


def test_no_sub_committee_comes_to_be_while_its_parent_ends(desk: Desk, first: str) -> None:
    asked = [partial(desk.ask, "establish_committee", **SUB, parent=first) for _ in range(5)]
    ended, *made = together([partial(desk.ask, "dissolve_committee", id=first, reason=REASON), *asked])
    left = desk.ask("list_committees", parent=first)["items"]
    assert len(left) == len([one for one in made if isinstance(one, dict)])
    assert (desk.ask("get_committee")["status"] == "dissolved") == isinstance(ended, dict) == (not left)


def test_a_dissolved_committee_admits_nobody(reviewing: Desk) -> None:
    waiting = reviewing.apply("องค์กร ๑")
    reviewing.ask("dissolve_committee", id=waiting["committee"], reason=REASON)
    rows = [application("องค์กร ๓")]
    for refused in (
        partial(reviewing.apply, "องค์กร ๒"),
        partial(reviewing.ask, "admit_member", id=waiting["id"]),
    ):
        with pytest.raises(Conflict) as caught:
            refused()
        assert caught.value.code == COMMITTEE_DISSOLVED
    with pytest.raises(Conflict):
        reviewing.ask("import_members", rows=rows, commit=True)
    declined = reviewing.ask("decline_member", id=waiting["id"], reason=REASON)
    assert declined["status"] == "declined"


def test_an_organisation_is_a_member_of_two_committees_and_each_has_a_roster_of_its_own(
    desk: Desk, first: str, sub: str
) -> None:
    here, there = desk.apply("กระทรวงพลังงาน"), desk.apply("กระทรวงพลังงาน", committee=sub)
    assert (here["committee"], there["committee"]) == (first, sub)
    assert "rejoins" not in there
    rows = [{**application("เครือข่ายน้ำ"), "representative": PERSON}]
    verdicts = desk.ask("import_members", rows=rows, commit=True, committee=sub)["items"]
    assert [one["verdict"] for one in verdicts] == ["made"]
    assert [one["id"] for one in desk.ask("list_members")["items"]] == [here["id"]]
    assert {one["id"] for one in desk.ask("list_members", committee=sub)["items"]} == {
        there["id"],
        verdicts[0]["id"],
    }
    assert desk.ask("list_members", text="พลังงาน", committee=sub)["items"] == [there]
