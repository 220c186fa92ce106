"""What an authority did to agencies, told by its system: their seats follow in all committees at once."""

from typing import Any

import pytest

from chassis.call import Caller
from chassis.errors import Conflict, Denied, Invalid, NotFound
from membership.errors import (
    AGENCY_NOT_A_MEMBER,
    ALREADY_A_MEMBER,
    APPLICATION_PENDING,
    MERGE_TARGET_NOT_ACTIVE,
)
from tests.integration.membership.desk import PERSON, SECRETARIAT, Desk, representing

View = dict[str, Any]
REGISTRY = Caller(id="registry", roles=frozenset({"partner"}))
ACT = "พระราชบัญญัติปรับปรุงกระทรวง ทบวง กรม (ฉบับที่ ๑๙) พ.ศ. ๒๕๖๒"
SUSPENDED = {"th": "หน่วยงานขอพักการเข้าร่วมชั่วคราว"}
SCIENCE: View = {"registry_number": "วท 1", "name": {"th": "กระทรวงวิทยาศาสตร์และเทคโนโลยี"}}
COMMISSION: View = {"registry_number": "สกอ 1", "name": {"th": "สำนักงานคณะกรรมการการอุดมศึกษา"}}
HIGHER_EDUCATION: View = {
    "registry_number": "อว 1",
    "name": {"th": "กระทรวงการอุดมศึกษา วิทยาศาสตร์ วิจัยและนวัตกรรม"},
    "abbreviation": {"th": "อว."},
}
NATURE: View = {"registry_number": "ทส 1", "name": {"th": "กระทรวงทรัพยากรธรรมชาติและสิ่งแวดล้อม"}}


@pytest.fixture
def second(desk: Desk) -> str:
    """Another committee beside the first."""
    section = {"ordinal": 1, "title": {"th": "เรื่องที่ประธานแจ้งให้ที่ประชุมทราบ"}}
    terms: View = {"name": {"th": "คณะทำงานย่อย"}, "agenda_template": [section]}
    return str(desk.ask("establish_committee", **terms)["id"])


def tell(desk: Desk, method: str, by: Caller = REGISTRY, **body: Any) -> list[str]:
    """Ids of what was changed."""
    told = {"on": "2019-05-02", "authority": ACT, **body}
    changed: list[str] = desk.ask(method, by=by, **told)["changed"]
    return [subject.removeprefix("members/") for subject in changed]


def seat(desk: Desk, agency: View, mailbox: str = "rep1", **changes: Any) -> View:
    person = {**PERSON, "email": f"{mailbox}@org1.example"}
    return desk.apply(**{"kind": "government_agency", **agency, "representative": person, **changes})


def read(desk: Desk, id: str) -> View:
    return desk.ask("get_member", id=id)


def change(desk: Desk, member: str, what: str) -> View:
    """The last of this kind in its history."""
    history: list[View] = desk.ask("list_changes", member=member)["items"]
    return [one for one in history if one["what"] == [what] and one["about"] == f"members/{member}"][-1]


def facts(desk: Desk, member: str) -> list[str]:
    return [event["type"].split(".")[2] for event in desk.told(f"members/{member}")]


def test_all_seats_are_renamed_at_once(desk: Desk, second: str) -> None:
    seats = [seat(desk, SCIENCE)["id"], seat(desk, SCIENCE, committee=second)["id"]]
    named = {**HIGHER_EDUCATION, "registry_number": "วท. ๑"}
    assert tell(desk, "rename_agency", **named) == seats
    for id in seats:
        found = read(desk, id)
        assert (found["name"], found["abbreviation"]) == (named["name"], named["abbreviation"])
        assert (found["registry_number"], found["status"]) == ("วท 1", "active")
        assert found["also_known_as"] == [{"id": id, "name": SCIENCE["name"]}]
        assert desk.told(f"members/{id}")[-1]["data"]["name"] == named["name"]
        revised = change(desk, id, "revised")
        assert (revised["by"], revised["roles"]) == ("registry", ["partner"])
        assert ACT in revised["reason"]["th"]
        assert revised["changed"] == ["abbreviation", "also_known_as", "name"]
    assert tell(desk, "rename_agency", **named) == []


def test_it_is_found_by_its_former_name_which_nobody_else_may_take(desk: Desk) -> None:
    id = seat(desk, SCIENCE)["id"]
    tell(desk, "rename_agency", **{**HIGHER_EDUCATION, "registry_number": "วท 1"})
    assert [one["id"] for one in desk.ask("list_members", text="เทคโนโลยี")["items"]] == [id]
    with pytest.raises(Conflict) as refused:
        seat(desk, {"name": SCIENCE["name"]})
    assert (refused.value.code, refused.value.params) == (ALREADY_A_MEMBER, {"member": id})


def test_a_name_that_another_bears_is_refused_and_no_seat_is_renamed(desk: Desk, second: str) -> None:
    seats = [seat(desk, SCIENCE)["id"], seat(desk, SCIENCE, committee=second)["id"]]
    other = seat(desk, {"name": HIGHER_EDUCATION["name"]}, committee=second)["id"]
    with pytest.raises(Conflict) as refused:
        tell(desk, "rename_agency", **{**HIGHER_EDUCATION, "registry_number": "วท 1"})
    assert (refused.value.code, refused.value.params) == (ALREADY_A_MEMBER, {"member": other})
    assert [read(desk, id)["version"] for id in seats] == [1, 1]


def test_who_may_not_tell_and_what_is_not_so_yet_is_refused(desk: Desk) -> None:
    member = seat(desk, SCIENCE)
    for by in (SECRETARIAT, representing(member["id"])):
        with pytest.raises(Denied):
            tell(desk, "dissolve_agency", by=by, registry_number="วท 1")
    with pytest.raises(Invalid) as early:
        tell(desk, "dissolve_agency", registry_number="วท 1", on="2562-05-02")
    assert early.value.fields == {"on": ["in_the_future"]}
    assert read(desk, member["id"])["status"] == "active"


@pytest.mark.parametrize(
    ("method", "body"),
    [
        ("rename_agency", SCIENCE),
        ("merge_agencies", {"registry_numbers": ["วท 1"], "into": HIGHER_EDUCATION}),
        ("split_agency", {"registry_number": "วท 1", "into": [SCIENCE, NATURE]}),
        ("dissolve_agency", {"registry_number": "วท 1"}),
    ],
)
def test_an_agency_that_nobody_answered_for_is_no_member(desk: Desk, method: str, body: View) -> None:
    waiting = desk.submit(**SCIENCE, kind="government_agency")["id"] if method != "split_agency" else None
    with pytest.raises(NotFound) as refused:
        tell(desk, method, **body)
    assert (refused.value.code, refused.value.params) == (AGENCY_NOT_A_MEMBER, {"registry_number": "วท 1"})
    assert waiting is None or read(desk, waiting)["status"] == "submitted"


def test_agencies_become_one_in_each_committee(desk: Desk, second: str) -> None:
    """In the first the new one has a seat already; in the second the longest-standing becomes it."""
    science = [seat(desk, SCIENCE, "rep2")["id"], seat(desk, SCIENCE, "rep2", committee=second)["id"]]
    commission = seat(desk, COMMISSION, "rep3", committee=second)["id"]
    new = seat(desk, {**HIGHER_EDUCATION, "name": {"th": "กระทรวงการอุดมศึกษาฯ"}})["id"]
    told: View = {"registry_numbers": ["วท 1", "สกอ 1"], "into": HIGHER_EDUCATION}
    assert set(tell(desk, "merge_agencies", **told)) == {new, *science, commission}
    for id, stands in ((science[0], new), (commission, science[1])):
        assert (read(desk, id)["status"], read(desk, id)["merged_into"]) == ("merged", stands)
        assert change(desk, id, "merged")["reason"] == change(desk, stands, "revised")["reason"]
        assert facts(desk, id)[-1] == "merged"
    for id in (new, science[1]):
        found = read(desk, id)
        assert {name: found[name] for name in HIGHER_EDUCATION} == HIGHER_EDUCATION
        assert len(desk.people(id)) == 2
    known = [one["name"] for one in read(desk, science[1])["also_known_as"]]
    assert known == [COMMISSION["name"], SCIENCE["name"]]
    assert tell(desk, "merge_agencies", **told) == []
    with pytest.raises(Conflict) as refused:
        seat(desk, COMMISSION, committee=second)
    assert refused.value.params == {"member": science[1]}
    with pytest.raises(NotFound):
        tell(desk, "rename_agency", **SCIENCE)


def test_an_active_seat_takes_in_one_that_is_suspended(desk: Desk) -> None:
    suspended, active = seat(desk, HIGHER_EDUCATION)["id"], seat(desk, SCIENCE, "rep2")["id"]
    desk.ask("suspend_member", id=suspended, reason=SUSPENDED)
    tell(desk, "merge_agencies", registry_numbers=["วท 1"], into=HIGHER_EDUCATION)
    assert read(desk, suspended)["merged_into"] == active
    assert (read(desk, active)["registry_number"], read(desk, active)["status"]) == ("อว 1", "active")


def test_where_none_takes_part_the_secretariat_decides_first(desk: Desk, second: str) -> None:
    """But one alone only becomes the new agency, as it stands."""
    ids = [seat(desk, SCIENCE)["id"], seat(desk, COMMISSION, "rep2")["id"]]
    alone = seat(desk, SCIENCE, committee=second)["id"]
    for id in (*ids, alone):
        desk.ask("suspend_member", id=id, reason=SUSPENDED)
    told: View = {"registry_numbers": ["วท 1", "สกอ 1"], "into": HIGHER_EDUCATION}
    with pytest.raises(Conflict) as refused:
        tell(desk, "merge_agencies", **told)
    assert refused.value.code == MERGE_TARGET_NOT_ACTIVE
    assert read(desk, alone)["name"] == SCIENCE["name"]
    desk.ask("reinstate_member", id=ids[1])
    tell(desk, "merge_agencies", **told)
    assert read(desk, ids[0])["merged_into"] == ids[1]
    assert (read(desk, alone)["name"], read(desk, alone)["status"]) == (HIGHER_EDUCATION["name"], "suspended")


def test_the_secretariat_goes_on_with_the_member_that_stands(desk: Desk) -> None:
    ministry, new = seat(desk, SCIENCE, "rep2")["id"], seat(desk, HIGHER_EDUCATION)["id"]
    committee = read(desk, new)["committee"]
    desk.ask("revise_committee", id=committee, if_match=1, secretariat=ministry)
    tell(desk, "merge_agencies", registry_numbers=["วท 1"], into=HIGHER_EDUCATION)
    assert desk.ask("get_committee", id=committee)["secretariat"] == new
    assert desk.told(f"committees/{committee}")[-1]["data"]["secretariat"] == new


@pytest.mark.parametrize(
    ("method", "body", "stays"),
    [
        ("dissolve_agency", {}, False),
        ("split_agency", {"into": [NATURE]}, False),
        ("split_agency", {"into": [NATURE, SCIENCE]}, True),
    ],
)
def test_where_the_secretariats_seat_ends_the_committee_names_another(
    desk: Desk, method: str, body: View, stays: bool
) -> None:
    ministry = seat(desk, SCIENCE)
    committee = ministry["committee"]
    desk.ask("revise_committee", id=committee, if_match=1, secretariat=ministry["id"])
    tell(desk, method, registry_number="วท 1", **body)
    named = ministry["id"] if stays else None
    assert desk.ask("get_committee", id=committee).get("secretariat") == named
    assert desk.told(f"committees/{committee}")[-1]["data"].get("secretariat") == named


def test_each_part_has_a_seat_of_its_own_and_the_old_one_ends(desk: Desk, second: str) -> None:
    """One of them bears the former name, under another number."""
    seats = [seat(desk, SCIENCE)["id"], seat(desk, SCIENCE, committee=second)["id"]]
    told: View = {"registry_number": "วท 1", "into": [NATURE, {**SCIENCE, "registry_number": "วท 2"}]}
    changed = tell(desk, "split_agency", **told)
    assert [id for id in changed if id in seats] == seats
    for committee, old in zip([None, second], seats, strict=True):
        ended = read(desk, old)
        assert (ended["status"], ACT in ended["reason"]["th"]) == ("withdrawn", True)
        found = desk.ask("list_members", status="active", committee=committee or ended["committee"])["items"]
        assert {one["name"]["th"] for one in found} == {NATURE["name"]["th"], SCIENCE["name"]["th"]}
        for one in found:
            assert (one["split_from"], one["kind"], one["id"] in changed) == (old, "government_agency", True)
            assert facts(desk, one["id"]) == ["admitted"]
            assert change(desk, one["id"], "admitted")["reason"] == ended["reason"]
    assert len(changed) == 6
    assert tell(desk, "split_agency", **told) == []


def test_who_speaks_for_a_part_is_named_afterwards(desk: Desk) -> None:
    seat(desk, SCIENCE)
    (part,) = tell(desk, "split_agency", registry_number="วท 1", into=[SCIENCE, NATURE])
    assert desk.people(part) == []
    assert desk.ask("list_people", member=part)["items"] == []
    named = desk.ask("add_representative", member=part, role="principal", **PERSON)
    assert desk.ask("confirm_representative", id=named["id"])["status"] == "confirmed"
    desk.ask("suspend_member", id=part, reason=SUSPENDED)
    assert desk.ask("withdraw_member", by=representing(part), id=part)["status"] == "withdrawn"


def test_who_keeps_the_number_goes_on(desk: Desk) -> None:
    old = seat(desk, SCIENCE)["id"]
    there = seat(desk, NATURE, "rep2")["id"]
    told: View = {
        "registry_number": "วท 1",
        "into": [{**HIGHER_EDUCATION, "registry_number": "วท ๑"}, NATURE],
    }
    assert tell(desk, "split_agency", **told) == [old], "the other part is a member already"
    assert read(desk, old)["name"] == HIGHER_EDUCATION["name"]
    assert (read(desk, old)["status"], len(desk.people(old))) == ("active", 1)
    assert "split_from" not in read(desk, there)
    assert tell(desk, "split_agency", **told) == []


def test_what_became_of_a_part_since_is_not_undone(desk: Desk) -> None:
    seat(desk, SCIENCE)
    told: View = {"registry_number": "วท 1", "into": [SCIENCE, NATURE]}
    (part,) = tell(desk, "split_agency", **told)
    desk.ask("withdraw_member", id=part)
    assert tell(desk, "split_agency", **told) == []


def test_a_dissolved_committee_takes_no_parts(desk: Desk, second: str) -> None:
    old = seat(desk, SCIENCE, committee=second)["id"]
    desk.ask("dissolve_committee", id=second, reason=SUSPENDED)
    assert tell(desk, "split_agency", registry_number="วท 1", into=[NATURE]) == [old]
    assert read(desk, old)["status"] == "withdrawn"


def test_a_part_for_which_somebody_has_applied_waits_for_that(desk: Desk) -> None:
    old = seat(desk, SCIENCE)["id"]
    desk.submit(**NATURE, kind="government_agency")
    with pytest.raises(Conflict) as refused:
        tell(desk, "split_agency", registry_number="วท 1", into=[NATURE])
    assert refused.value.code == APPLICATION_PENDING
    assert read(desk, old)["status"] == "active"


def test_a_dissolved_agency_leaves_each_committee(desk: Desk, second: str) -> None:
    seats = [seat(desk, SCIENCE)["id"], seat(desk, SCIENCE, committee=second)["id"]]
    desk.ask("suspend_member", id=seats[1], reason=SUSPENDED)
    assert tell(desk, "dissolve_agency", registry_number="วท 1") == seats
    for id in seats:
        left = read(desk, id)
        assert (left["status"], left["reason"]) == ("withdrawn", change(desk, id, "withdrawn")["reason"])
        assert left["reason"] == {
            "th": f"ยุบเลิกหน่วยงานตาม{ACT} มีผลตั้งแต่วันที่ ๒ พฤษภาคม ๒๕๖๒",
            "en": f"The agency was dissolved with effect from 2 May 2019, by {ACT}",
        }
        assert [one["reason"] for one in desk.people(id)] == ["member_withdrawn"]
    assert tell(desk, "dissolve_agency", registry_number="วท 1") == []


def test_an_application_not_yet_decided_follows_too(reviewing: Desk) -> None:
    admitted = reviewing.ask("admit_member", id=seat(reviewing, SCIENCE)["id"])["id"]
    waiting = seat(reviewing, COMMISSION, "rep2")["id"]
    tell(reviewing, "merge_agencies", registry_numbers=["สกอ 1"], into=SCIENCE)
    assert read(reviewing, waiting)["merged_into"] == admitted
    another = seat(reviewing, NATURE, "rep3")["id"]
    assert tell(reviewing, "dissolve_agency", registry_number="ทส 1") == [another]
    assert read(reviewing, another)["status"] == "cancelled"
