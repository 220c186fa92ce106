from typing import Any

import pytest

from chassis.errors import Conflict, Denied, Invalid, NotFound, NotYetKnown, Reused, Stale
from chassis.ids import new_id
from membership.errors import ALREADY_A_MEMBER, APPLICATION_PENDING, NO_COMMITTEE, NOT_OF_THIS_MEMBER
from tests.integration.membership.desk import PERSON, PUBLIC, Desk, representing

REASON = {"th": "ตามหนังสือของหน่วยงาน"}


def types(events: list[dict[str, Any]]) -> list[str]:
    return [event["type"] for event in events]


def test_an_organisation_that_applies_to_an_open_committee_is_a_member_at_once(desk: Desk) -> None:
    member = desk.apply(abbreviation={"th": "อภส."}, website="https://org1.example")
    assert (member["status"], member["version"]) == ("active", 1)
    assert member == desk.ask("get_member", by=PUBLIC, id=member["id"])
    (person,) = desk.people(member["id"])
    assert (person["role"], person["status"], person["version"]) == ("principal", "confirmed", 1)


def test_what_happened_is_told_people_apart_from_the_public(desk: Desk) -> None:
    member = desk.apply()
    public = desk.told(f"members/{member['id']}")
    assert types(public) == ["membership.member.applied.v1", "membership.member.admitted.v1"]
    assert {event["dataclassification"] for event in public} == {"public"}
    person = desk.people(member["id"])[0]["id"]
    private = desk.told(f"representatives/{person}")
    assert types(private) == [
        "membership.representative.nominated.v1",
        "membership.representative.confirmed.v1",
    ]
    assert {event["dataclassification"] for event in private} == {"restricted"}


@pytest.mark.parametrize(
    "name",
    [{"th": " กระทรวงพลังงาน "}, {"th": "กระทรวงอื่น", "en": "MINISTRY OF  ENERGY"}],
    ids=["Thai", "English"],
)
def test_one_organisation_is_a_member_once(desk: Desk, name: dict[str, str]) -> None:
    first = desk.apply(name={"th": "กระทรวงพลังงาน", "en": "Ministry of Energy"})
    with pytest.raises(Conflict) as refused:
        desk.apply(name=name)
    assert (refused.value.code, refused.value.params) == (ALREADY_A_MEMBER, {"member": first["id"]})
    assert len(desk.ask("list_members")["items"]) == 1


def test_who_left_may_join_again_and_again(desk: Desk) -> None:
    first = desk.apply()
    desk.ask("withdraw_member", by=representing(first["id"]), id=first["id"])
    second = desk.apply()
    assert second["rejoins"] == first["id"]
    desk.ask("withdraw_member", id=second["id"], reason=REASON)
    assert desk.apply()["rejoins"] == second["id"]


def test_who_leaves_has_nobody_to_speak_for_it(desk: Desk) -> None:
    member = desk.apply()
    desk.ask("add_representative", member=member["id"], role="alternate", **PERSON)
    left = desk.ask("withdraw_member", id=member["id"], reason=REASON)
    assert (left["status"], left["reason"], left["version"]) == ("withdrawn", REASON, 2)
    people = desk.people(member["id"])
    assert [(one["status"], one["reason"]) for one in people] == [("ended", "member_withdrawn")] * 2
    assert types(desk.told(f"representatives/{people[1]['id']}")) == [
        "membership.representative.nominated.v1",
        "membership.representative.ended.v1",
    ]


def test_only_the_secretariat_and_the_member_itself_may_withdraw_it(desk: Desk) -> None:
    member, other = desk.apply(), desk.apply("องค์กรภาคประชาสังคม ๒")
    with pytest.raises(Denied) as refused:
        desk.ask("withdraw_member", by=representing(other["id"]), id=member["id"])
    assert refused.value.code == NOT_OF_THIS_MEMBER


def test_a_reviewing_committee_admits_with_the_principal_named(reviewing: Desk) -> None:
    applicant = reviewing.apply()
    assert applicant["status"] == "under_review"
    with pytest.raises(Conflict) as refused:
        reviewing.apply()
    assert refused.value.code == APPLICATION_PENDING
    assert reviewing.people(applicant["id"])[0]["status"] == "nominated"
    assert reviewing.ask("admit_member", id=applicant["id"])["status"] == "active"
    assert reviewing.people(applicant["id"])[0]["status"] == "confirmed"


def test_a_declined_application_keeps_its_reason_and_nobody(reviewing: Desk) -> None:
    applicant = reviewing.apply()
    declined = reviewing.ask("decline_member", id=applicant["id"], reason=REASON)
    assert (declined["status"], declined["reason"]) == ("declined", REASON)
    assert reviewing.people(applicant["id"])[0]["reason"] == "member_declined"
    assert reviewing.apply()["rejoins"] == applicant["id"]


def test_a_member_is_suspended_and_comes_back(desk: Desk) -> None:
    member = desk.apply()
    assert desk.ask("suspend_member", id=member["id"], reason=REASON)["status"] == "suspended"
    back = desk.ask("reinstate_member", id=member["id"], if_match=2)
    assert (back["status"], back["version"], "reason" in back) == ("active", 3, False)
    assert types(desk.told(f"members/{member['id']}"))[2:] == [
        "membership.member.suspended.v1",
        "membership.member.reinstated.v1",
    ]


def test_what_is_refused_changes_nothing(desk: Desk) -> None:
    member = desk.apply()
    with pytest.raises(Conflict) as forbidden:
        desk.ask("admit_member", id=member["id"])
    assert forbidden.value.params == {"aggregate": "member", "status": "active", "verb": "admit"}
    with pytest.raises(Stale):
        desk.ask("suspend_member", id=member["id"], if_match=7, reason=REASON)
    with pytest.raises(NotFound):
        desk.ask("withdraw_member", id=new_id())
    with pytest.raises(Invalid) as invalid:
        desk.ask("suspend_member", id=member["id"])
    assert invalid.value.fields == {"reason": ["required"]}
    assert desk.ask("get_member", id=member["id"]) == member
    assert len(desk.told(f"members/{member['id']}")) == 2


def test_a_command_repeated_is_done_once(desk: Desk) -> None:
    command = new_id()
    member = desk.apply(command_id=command)
    assert desk.apply(command_id=command) == member
    with pytest.raises(Reused):
        desk.apply("องค์กรภาคประชาสังคม ๒", command_id=command)
    assert len(desk.told(f"members/{member['id']}")) == 2


def test_the_register_is_read_page_by_page_and_filtered(desk: Desk) -> None:
    ids = [desk.apply(f"องค์กรภาคประชาสังคม {number}")["id"] for number in range(5)]
    agency = desk.apply("กระทรวงพลังงาน", kind="government_agency")
    desk.ask("suspend_member", id=ids[0], reason=REASON)
    first = desk.ask("list_members", by=PUBLIC, limit=4)
    rest = desk.ask("list_members", by=PUBLIC, limit=4, after=first["next"])
    assert [one["id"] for one in first["items"] + rest["items"]] == [*ids, agency["id"]]
    assert rest["next"] is None
    agencies = desk.ask("list_members", kind="government_agency", status="active")["items"]
    assert [one["id"] for one in agencies] == [agency["id"]]
    assert [one["id"] for one in desk.ask("list_members", status="suspended")["items"]] == ids[:1]


def test_before_the_founding_there_is_nothing_to_join_yet(empty: Desk) -> None:
    with pytest.raises(NotYetKnown) as early:
        empty.apply()
    assert early.value.code == NO_COMMITTEE
    with pytest.raises(NotFound):
        empty.apply(committee=new_id())
