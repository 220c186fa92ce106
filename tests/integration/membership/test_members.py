from typing import Any

import pytest

from chassis.errors import Conflict, Denied, Invalid, NotFound, NotYetKnown, Reused, Stale
from chassis.ids import new_id
from membership.errors import (
    ALREADY_A_MEMBER,
    APPLICATION_PENDING,
    ENTERED_BY_THE_SECRETARIAT,
    MEMBER_ENDED,
    NO_COMMITTEE,
    NOT_OF_THIS_MEMBER,
)
from tests.integration.membership.desk import PERSON, PUBLIC, SECRETARIAT, Desk, application, representing

REASON = {"th": "ตามหนังสือของหน่วยงาน"}


def types(events: list[dict[str, Any]]) -> list[str]:
    return [event["type"] for event in events]


def test_an_organisation_that_applies_to_an_open_committee_is_a_member_at_once(desk: Desk) -> None:
    member = desk.apply(abbreviation={"th": "อภส."})
    assert (member["status"], member["version"]) == ("active", 1)
    assert member == desk.ask("get_member", id=member["id"])
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


def test_one_registry_number_is_a_member_once_whatever_its_name(desk: Desk) -> None:
    first = desk.apply("มูลนิธิตัวอย่าง ๑", registry_number="กท ๑๒๓/๒๕๖๐")
    with pytest.raises(Conflict) as refused:
        desk.apply("มูลนิธิตัวอย่าง ๒", registry_number="กท.123/2560")
    assert (refused.value.code, refused.value.params) == (ALREADY_A_MEMBER, {"member": first["id"]})
    assert desk.apply("มูลนิธิตัวอย่าง ๒", registry_number="กท 124/2560")["status"] == "active"
    assert desk.apply("เครือข่ายตัวอย่าง ๑")["status"] == "active", "networks have none"


def test_who_came_by_letter_is_entered_with_it_and_only_the_secretariat_sees_that(desk: Desk) -> None:
    received = {"channel": "letter", "on": "2018-01-15", "reference": "ที่ ตย ๑/๒๕๖๑"}
    entered = desk.ask("apply_member", **application(), received=received)
    assert (entered["status"], entered["received"]) == ("active", received)
    for method in ("get_member", "list_members"):
        asked = {"id": entered["id"]} if method == "get_member" else {}
        assert "received" in str(desk.ask(method, **asked))
        assert "received" not in str(desk.ask(method, by=PUBLIC, **asked))
        assert "received" not in str(desk.ask(method, by=representing(entered["id"]), **asked))
    assert "received" not in str(desk.told(f"members/{entered['id']}"))


def test_who_applies_for_itself_says_nothing_of_letters(desk: Desk) -> None:
    with pytest.raises(Denied) as refused:
        desk.submit(received={"channel": "telephone", "on": "2018-01-15"})
    assert refused.value.code == ENTERED_BY_THE_SECRETARIAT
    assert desk.ask("list_members")["items"] == []


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
    alternate = next(one["id"] for one in people if one["role"] == "alternate")
    assert types(desk.told(f"representatives/{alternate}")) == [
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


def test_what_is_known_of_a_member_is_put_right(desk: Desk) -> None:
    member = desk.apply("องค์กรตัวอย่าง ๑", website="https://org1.example", abbreviation={"th": "อต."})
    changes: dict[str, Any] = {"sdgs": [13], "website": None}
    revised = desk.ask("revise_member", by=representing(member["id"]), id=member["id"], if_match=1, **changes)
    kept = {name: value for name, value in member.items() if name != "website"}
    assert revised == {**kept, "sdgs": [13], "version": 2, "updated_at": revised["updated_at"]}
    assert types(desk.told(f"members/{member['id']}"))[-1] == "membership.member.revised.v1"


def test_who_is_renamed_is_found_by_its_new_name_and_leaves_the_old_to_others(desk: Desk) -> None:
    first, second = desk.apply("องค์กรตัวอย่าง ๑"), desk.apply("สมาคมตัวอย่าง ๒")
    with pytest.raises(Conflict) as refused:
        desk.ask("revise_member", id=first["id"], if_match=1, name={"th": "สมาคมตัวอย่าง ๒"})
    assert (refused.value.code, refused.value.params) == (ALREADY_A_MEMBER, {"member": second["id"]})
    desk.ask("revise_member", id=first["id"], if_match=1, name={"th": "เครือข่ายตัวอย่าง ๑"})
    found = desk.ask("list_members", text="เครือข่าย")["items"]
    assert [one["id"] for one in found] == [first["id"]]
    assert "rejoins" not in desk.apply("องค์กรตัวอย่าง ๑"), "another organisation, which was never here"


def test_only_the_secretariat_and_the_member_itself_put_right_what_is_known_of_it(desk: Desk) -> None:
    member, other = desk.apply(), desk.apply("องค์กรภาคประชาสังคม ๒")
    with pytest.raises(Denied) as refused:
        desk.ask("revise_member", by=representing(other["id"]), id=member["id"], if_match=1, sdgs=[1])
    assert refused.value.code == NOT_OF_THIS_MEMBER
    with pytest.raises(Stale):
        desk.ask("revise_member", id=member["id"], if_match=2, sdgs=[1])
    desk.ask("withdraw_member", id=member["id"])
    with pytest.raises(Conflict) as ended:
        desk.ask("revise_member", id=member["id"], if_match=2, sdgs=[1])
    assert ended.value.code == MEMBER_ENDED


def test_what_was_done_stands_in_the_members_history_with_who_when_and_why(desk: Desk) -> None:
    member = desk.apply()["id"]
    own, officer = representing(member), SECRETARIAT.id
    desk.ask("suspend_member", id=member, reason=REASON)
    desk.ask("revise_member", by=own, id=member, if_match=2, sdgs=[1], website="https://org1.example")
    desk.ask("reinstate_member", id=member)
    desk.ask("withdraw_member", by=own, id=member)
    history = desk.ask("list_changes", by=own, member=member)["items"]
    person = f"representatives/{desk.people(member)[0]['id']}"
    assert [(one["about"], one["what"], one["by"], one.get("reason")) for one in history] == [
        (f"members/{member}", ["applied", "admitted"], officer, None),
        (person, ["nominated", "confirmed"], officer, None),
        (f"members/{member}", ["suspended"], officer, REASON),
        (f"members/{member}", ["revised"], own.id, None),
        (f"members/{member}", ["reinstated"], officer, None),
        (f"members/{member}", ["withdrawn"], own.id, None),
        (person, ["ended"], own.id, None),
    ]
    assert history[3]["changed"] == ["sdgs", "website"]
    assert history[-1]["ended_because"] == "member_withdrawn"
    assert [one["at_version"] for one in history] == [1, 1, 2, 3, 4, 5, 2]
    assert PERSON["email"] not in str(history)
    with pytest.raises(Denied):
        desk.ask("list_changes", by=PUBLIC, member=member)


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
    assert [one["id"] for one in first["items"] + rest["items"]] == [agency["id"], *ids]
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
