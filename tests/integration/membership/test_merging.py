"""Two records of one organisation become one, and everything follows."""

from typing import Any

import pytest

from chassis.errors import Conflict, Denied, Stale
from membership import store
from membership.errors import (
    ALREADY_A_MEMBER,
    MERGE_INTO_ITSELF,
    MERGE_TARGET_NOT_ACTIVE,
    NOT_OF_THIS_MEMBER,
    OTHER_COMMITTEE,
)
from membership.model.committee import Committee
from tests.integration.membership.desk import PERSON, PUBLIC, Desk, representing

REASON = {"th": "องค์กรเดียวกันสมัครไว้สองครั้ง"}
View = dict[str, Any]


@pytest.fixture
def old(desk: Desk) -> View:
    person = {**PERSON, "email": "rep2@org1.example"}
    return desk.apply("เครือข่ายตัวอย่าง ๑", registry_number="กท ๑", representative=person)


@pytest.fixture
def other(desk: Desk) -> View:
    return desk.apply("มูลนิธิตัวอย่าง ๑")


def merged(desk: Desk, old: View, other: View, **changes: Any) -> View:
    return desk.ask("merge_member", id=old["id"], into=other["id"], reason=REASON, **changes)


def test_the_record_ends_as_a_part_of_the_other_and_is_still_found(
    desk: Desk, old: View, other: View
) -> None:
    answer = merged(desk, old, other, if_match=1)
    assert (answer["status"], answer["merged_into"], answer["reason"]) == ("merged", other["id"], REASON)
    assert desk.ask("get_member", by=PUBLIC, id=old["id"])["merged_into"] == other["id"]
    (told,) = desk.told(f"members/{old['id']}")[2:]
    assert (told["type"], told["data"]["merged_into"]) == ("membership.member.merged.v1", other["id"])
    stands = desk.ask("get_member", by=PUBLIC, id=other["id"])
    assert (stands["status"], stands["version"]) == ("active", 2)
    assert stands["also_known_as"] == [{"id": old["id"], "name": old["name"]}]
    assert desk.told(f"members/{other['id']}")[-1]["type"] == "membership.member.revised.v1"


def test_its_names_and_number_go_to_the_other(desk: Desk, old: View, other: View) -> None:
    merged(desk, old, other)
    for name, number in (("เครือข่ายตัวอย่าง 1", None), ("สมาคมตัวอย่าง", "กท. 1"), ("มูลนิธิตัวอย่าง ๑", None)):
        changes = {"registry_number": number} if number else {}
        with pytest.raises(Conflict) as refused:
            desk.apply(name, **changes)
        assert (refused.value.code, refused.value.params) == (ALREADY_A_MEMBER, {"member": other["id"]})
    found = desk.ask("list_members", text="เครือข่าย", status="active")["items"]
    assert [one["id"] for one in found] == [other["id"]]


def test_names_taken_over_stay_when_the_other_is_renamed_and_go_when_it_leaves(
    desk: Desk, old: View, other: View
) -> None:
    merged(desk, old, other)
    desk.ask("revise_member", id=other["id"], if_match=2, name={"th": "มูลนิธิตัวอย่าง ๒"})
    with pytest.raises(Conflict):
        desk.apply("เครือข่ายตัวอย่าง ๑")
    desk.ask("withdraw_member", id=other["id"])
    assert desk.apply("เครือข่ายตัวอย่าง ๑")["rejoins"] == other["id"]


def test_its_people_follow_and_the_others_principal_stays(desk: Desk, old: View, other: View) -> None:
    deputy = desk.ask(
        "add_representative",
        member=old["id"],
        role="alternate",
        **{**PERSON, "email": "rep3@org1.example"},
    )
    desk.ask("confirm_representative", id=deputy["id"])
    (before, _), (principal,) = desk.people(old["id"]), desk.people(other["id"])
    merged(desk, old, other)
    assert desk.people(old["id"]) == []
    people = desk.people(other["id"])
    assert [(one["id"], one["role"], one.get("rank"), one["status"]) for one in people] == [
        (principal["id"], "principal", None, "confirmed"),
        (before["id"], "alternate", 1, "confirmed"),
        (deputy["id"], "alternate", 2, "confirmed"),
    ]
    told = desk.told(f"representatives/{before['id']}")[-1]
    assert (told["type"], told["data"]["member"]) == ("membership.representative.revised.v1", other["id"])
    served = [{"member": old["id"], "confirmed_at": before["confirmed_at"]}]
    assert told["data"]["served_for"] == served
    assert told["data"]["confirmed_at"] > before["confirmed_at"]


def test_where_the_other_has_no_principal_the_one_who_comes_is_it(desk: Desk, old: View, other: View) -> None:
    desk.ask("end_representative", id=desk.people(other["id"])[0]["id"], reason="term")
    (before,) = desk.people(old["id"])
    merged(desk, old, other)
    serving = [one for one in desk.people(other["id"]) if one["status"] == "confirmed"]
    assert [(one["id"], one["role"], "rank" in one) for one in serving] == [
        (before["id"], "principal", False)
    ]


def test_where_the_other_has_no_principal_and_the_one_who_comes_is_there_already_they_are_it(
    desk: Desk, old: View, other: View
) -> None:
    (before,), (principal,) = desk.people(old["id"]), desk.people(other["id"])
    named = [
        desk.ask("add_representative", member=other["id"], role="alternate", **{**PERSON, "email": email})
        for email in (before["email"], "rep3@org1.example")
    ]
    for one in named:
        desk.ask("confirm_representative", id=one["id"])
    desk.ask("end_representative", id=principal["id"], reason="term")
    merged(desk, old, other)
    serving = [one for one in desk.people(other["id"]) if one["status"] == "confirmed"]
    assert [(one["id"], one["role"], one.get("rank")) for one in serving] == [
        (named[0]["id"], "principal", None),
        (named[1]["id"], "alternate", 1),
    ]


def test_who_speaks_for_both_is_there_once(desk: Desk, other: View) -> None:
    person = {**PERSON, "email": PERSON["email"].upper()}
    old = desk.apply("เครือข่ายตัวอย่าง ๑", representative=person)
    (double,), (principal,) = desk.people(old["id"]), desk.people(other["id"])
    merged(desk, old, other)
    (ended,) = desk.people(old["id"])
    assert (ended["id"], ended["status"], ended["reason"]) == (double["id"], "ended", "member_merged")
    (stays,) = desk.people(other["id"])
    assert (stays["id"], stays["status"], stays["version"]) == (principal["id"], "confirmed", 2)


def test_the_history_of_both_is_read_at_either(desk: Desk, old: View, other: View) -> None:
    merged(desk, old, other)
    own = representing(other["id"])
    history = desk.ask("list_changes", by=own, member=other["id"])["items"]
    about = [(one["about"], one["what"]) for one in history]
    assert (f"members/{old['id']}", ["applied", "admitted"]) in about
    (change,) = [one for one in history if one["what"] == ["merged"]]
    assert (change["about"], change["reason"], change["by"]) == (f"members/{old['id']}", REASON, "officer-1")
    at_old = desk.ask("list_changes", by=own, member=old["id"])["items"]
    assert {one["about"] for one in at_old} >= {f"members/{old['id']}"}
    assert all(one in history for one in at_old)
    first = desk.ask("list_changes", by=own, member=other["id"], limit=3)
    rest = desk.ask("list_changes", by=own, member=other["id"], after=first["next"])
    assert first["items"] + rest["items"] == history
    stranger = desk.apply("สมาคมตัวอย่าง ๓")
    with pytest.raises(Denied) as refused:
        desk.ask("list_changes", by=representing(stranger["id"]), member=old["id"])
    assert refused.value.code == NOT_OF_THIS_MEMBER


def test_a_chain_of_merged_records_leads_to_the_one_that_stands(desk: Desk, old: View, other: View) -> None:
    last = desk.apply("สมาคมตัวอย่าง ๓", representative={**PERSON, "email": "rep3@org1.example"})
    merged(desk, old, other)
    merged(desk, other, last)
    stands = desk.ask("get_member", id=last["id"])
    assert [one["id"] for one in stands["also_known_as"]] == [other["id"], old["id"]]
    with pytest.raises(Conflict) as refused:
        desk.apply("เครือข่ายตัวอย่าง ๑")
    assert refused.value.params == {"member": last["id"]}
    assert desk.ask("list_changes", by=representing(last["id"]), member=old["id"])["items"]
    assert len(desk.people(last["id"])) == 3
    served = [
        one["member"]
        for one in desk.told(f"representatives/{_brought(desk, last, old)}")[-1]["data"]["served_for"]
    ]
    assert served == [old["id"], other["id"]]


def _brought(desk: Desk, last: View, old: View) -> str:
    named = {change["about"] for change in desk.ask("list_changes", member=old["id"])["items"]}
    (person,) = [one["id"] for one in desk.people(last["id"]) if f"representatives/{one['id']}" in named]
    return str(person)


def test_what_cannot_be_merged(desk: Desk, old: View, other: View) -> None:
    ended = desk.apply("สมาคมตัวอย่าง ๓")
    desk.ask("withdraw_member", id=ended["id"])
    suspended = desk.apply("สมาคมตัวอย่าง ๔")
    desk.ask("suspend_member", id=suspended["id"], reason=REASON)
    elsewhere = _of_another_committee(desk)
    for into, code in (
        (old["id"], MERGE_INTO_ITSELF),
        (ended["id"], MERGE_TARGET_NOT_ACTIVE),
        (suspended["id"], MERGE_TARGET_NOT_ACTIVE),
        (elsewhere, OTHER_COMMITTEE),
    ):
        with pytest.raises(Conflict) as refused:
            desk.ask("merge_member", id=old["id"], into=into, reason=REASON)
        assert refused.value.code == code
    with pytest.raises(Stale):
        merged(desk, old, other, if_match=7)
    assert desk.ask("get_member", id=old["id"]) == old
    assert merged(desk, suspended, other)["status"] == "merged"


def _of_another_committee(desk: Desk) -> str:
    terms = desk.store.read(lambda tx: store.committees.find(tx, {}))[0].terms

    def found(tx: Any) -> str:
        committee = Committee(id=tx.new_id(), terms=terms)
        store.committees.add(tx, committee)
        return committee.id

    return str(desk.apply("สมาคมตัวอย่าง ๕", committee=desk.store.transact(found))["id"])


def test_an_application_that_turns_out_to_be_a_double_is_merged(reviewing: Desk) -> None:
    first = reviewing.ask("admit_member", id=reviewing.apply("มูลนิธิตัวอย่าง ๑")["id"])
    person = {**PERSON, "email": "rep2@org1.example"}
    double = reviewing.apply("เครือข่ายตัวอย่าง ๑", representative=person)
    assert merged(reviewing, double, first)["status"] == "merged"
    people = reviewing.people(first["id"])
    assert [(one["role"], one["status"]) for one in people] == [
        ("principal", "confirmed"),
        ("alternate", "nominated"),
    ]
