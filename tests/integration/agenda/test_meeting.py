from typing import Any

import pytest

from agenda.errors import MEETING_NOT_FOUND, TRANSITION_FORBIDDEN
from chassis.errors import Conflict, Denied, Invalid, NotFound, NotYetKnown, Stale
from chassis.ids import new_id
from tests.integration.agenda.office import PUBLIC, Office, representing

AGREED = {"kind": "agreed", "text": {"th": "ที่ประชุมเห็นชอบ"}}


def items_of(agenda: dict[str, Any], section: int) -> list[dict[str, Any]]:
    (found,) = [one["items"] for one in agenda["sections"] if one["ordinal"] == section]
    return list(found)


def test_before_the_committee_is_known_no_meeting_is_planned(nobody: Office) -> None:
    with pytest.raises(NotYetKnown):
        nobody.plan()


def test_a_planned_meeting_has_the_sections_of_its_committee(office: Office) -> None:
    meeting = office.plan()
    assert (meeting["status"], meeting["calendar_sequence"], meeting["first"]) == ("planned", 0, True)
    sections = office.ask("get_agenda", by=PUBLIC, id=meeting["id"])["sections"]
    assert [one["ordinal"] for one in sections] == [1, 2, 3, 4, 5, 6]
    assert sections[2]["if_empty"] == {"th": "ไม่มีเรื่องสืบเนื่อง", "en": "No matters arising"}


def test_its_way_is_told(office: Office) -> None:
    id = office.sitting()
    office.ask("close_meeting", id=id, participants={"count": 80, "approximate": True})
    assert office.told(f"meetings/{id}") == [
        "agenda.meeting.planned.v1",
        "agenda.meeting.convened.v1",
        "agenda.meeting.opened.v1",
        "agenda.meeting.closed.v1",
    ]
    assert office.ask("get_meeting", id=id)["participants"] == {"count": 80, "approximate": True}


def test_a_record_of_the_past_tells_that_and_nothing_else(office: Office) -> None:
    facts = {
        "number": {"ordinal": 1, "year_be": 2561},
        "participants": {"count": 80, "approximate": True, "includes": [{"th": "กรรมการผู้ทรงคุณวุฒิ"}]},
        "attended_by": {"th": "หน่วยงานภาครัฐและองค์กรภาคประชาสังคม"},
        "discussion": [{"th": "แลกเปลี่ยนความเห็น"}],
        "source": "news release of 31 January 2561",
    }
    meeting = office.plan("2018-01-31T02:00:00Z", held=facts)
    assert {name: meeting[name] for name in facts if name != "number"} == {
        name: value for name, value in facts.items() if name != "number"
    }
    assert office.told(f"meetings/{meeting['id']}") == ["agenda.meeting.recorded.v1"]
    with pytest.raises(Invalid):
        office.plan("2130-01-31T02:00:00Z", held={})


def test_selecting_lists_an_item_in_the_section_for_its_purpose(office: Office, member: str) -> None:
    meeting = office.plan()["id"]
    weighed, noted = office.admissible(member), office.admissible(member, purpose="information")
    for proposal in (weighed, noted):
        view = office.ask("select_proposal", id=proposal, meeting=meeting)
        assert (view["status"], view["meeting"]) == ("selected", meeting)
    agenda = office.ask("get_agenda", id=meeting)
    (item,) = items_of(agenda, 5)
    assert (item["proposal"], item["number"]["th"], item["proposed_by"]) == (weighed, "๕.๑", member)
    assert [one["proposal"] for one in items_of(agenda, 4)] == [noted]
    assert office.told(f"items/{item['id']}") == ["agenda.item.listed.v1"]
    listed = office.ask("list_proposals", by=PUBLIC, meeting=meeting)["items"]
    assert {one["id"] for one in listed} == {weighed, noted}


def test_a_proposal_is_selected_once(office: Office, member: str) -> None:
    proposal = office.admissible(member)
    for refused in (False, True):
        meeting = office.plan()["id"]
        if refused:
            with pytest.raises(Conflict) as error:
                office.ask("select_proposal", id=proposal, meeting=meeting)
            assert error.value.code == TRANSITION_FORBIDDEN
            assert items_of(office.ask("get_agenda", id=meeting), 5) == []
        else:
            office.ask("select_proposal", id=proposal, meeting=meeting, section=6)


def test_what_is_resolved_on_an_item_is_recorded_on_its_proposal(office: Office, member: str) -> None:
    proposal = office.admissible(member)
    meeting = office.sitting(proposal)
    (item,) = items_of(office.ask("get_agenda", id=meeting), 5)
    office.ask("discuss_item", id=meeting, item=item["id"])
    agenda = office.ask("decide_item", id=meeting, item=item["id"], resolution=AGREED)
    (decided,) = items_of(agenda, 5)
    traced = office.ask("get_proposal", by=PUBLIC, id=proposal)
    assert traced["resolution"] == decided["resolution"]
    assert (traced["resolution"]["meeting"], traced["resolution"]["item"]) == (meeting, item["id"])
    assert traced["resolution"]["kind"] == "agreed"
    assert office.told(f"proposals/{proposal}")[-1] == "agenda.proposal.decided.v1"
    assert office.told(f"items/{item['id']}")[-1] == "agenda.item.decided.v1"


def test_an_adjourned_item_goes_on_at_the_meeting_that_is_named(office: Office, member: str) -> None:
    proposal = office.admissible(member)
    meeting = office.sitting(proposal)
    later = office.plan("2030-06-01T02:00:00Z")["id"]
    (item,) = items_of(office.ask("get_agenda", id=meeting), 5)
    office.ask("adjourn_item", id=meeting, item=item["id"], to=later)
    (again,) = items_of(office.ask("get_agenda", id=later), 5)
    traced = office.ask("get_proposal", id=proposal)
    assert (again["continues"], again["proposal"]) == (item["id"], proposal)
    assert (traced["status"], traced["meeting"], traced["item"]) == ("selected", later, again["id"])


def test_adjourned_without_a_date_it_waits_and_the_chain_is_kept(office: Office, member: str) -> None:
    proposal = office.admissible(member)
    meeting = office.sitting(proposal)
    (item,) = items_of(office.ask("get_agenda", id=meeting), 5)
    office.ask("adjourn_item", id=meeting, item=item["id"])
    assert office.ask("get_proposal", id=proposal)["status"] == "deferred"
    later = office.plan("2030-06-01T02:00:00Z")["id"]
    office.ask("select_proposal", id=proposal, meeting=later)
    (again,) = items_of(office.ask("get_agenda", id=later), 5)
    assert again["continues"] == item["id"]


def test_a_removed_item_lets_its_proposal_go(office: Office, member: str) -> None:
    proposal, meeting = office.admissible(member), office.plan()["id"]
    office.ask("select_proposal", id=proposal, meeting=meeting)
    free = items_of(office.ask("add_item", id=meeting, section=5, title={"th": "อื่น ๆ"}), 5)[1]
    (first, _) = items_of(office.ask("get_agenda", id=meeting), 5)
    (left,) = items_of(office.ask("remove_item", id=meeting, item=first["id"]), 5)
    assert (left["id"], left["ordinal"]) == (free["id"], 1)
    assert office.ask("get_proposal", id=proposal)["status"] == "deferred"


def test_a_cancelled_meeting_lets_its_proposals_go(office: Office, member: str) -> None:
    proposals, meeting = [office.admissible(member) for _ in range(3)], office.plan()["id"]
    for proposal in proposals:
        office.ask("select_proposal", id=proposal, meeting=meeting)
    office.ask("cancel_meeting", id=meeting, reason={"th": "เลื่อนไม่มีกำหนด"})
    assert {office.ask("get_proposal", id=one)["status"] for one in proposals} == {"deferred"}
    again = office.plan()["id"]
    for proposal in proposals:
        office.ask("select_proposal", id=proposal, meeting=again)


def test_a_stale_change_is_refused(office: Office) -> None:
    meeting = office.plan()["id"]
    office.ask("revise_meeting", id=meeting, if_match=1, purpose={"th": "เพื่อหารือ"})
    changes: dict[str, dict[str, Any]] = {"revise_meeting": {"purpose": {"th": "อื่น"}}, "convene_meeting": {}}
    for verb, body in changes.items():
        with pytest.raises(Stale):
            office.ask(verb, id=meeting, if_match=1, **body)


def test_an_unknown_meeting_is_not_found(office: Office) -> None:
    for verb in ("get_meeting", "get_agenda", "convene_meeting", "list_responses"):
        with pytest.raises(NotFound) as missing:
            office.ask(verb, id=new_id())
        assert missing.value.code == MEETING_NOT_FOUND


def test_only_the_secretariat_runs_meetings(office: Office, member: str) -> None:
    meeting, own = office.plan()["id"], representing(member)
    for verb, body in (
        ("convene_meeting", {}),
        ("add_item", {"section": 5, "title": {"th": "เรื่อง"}}),
        ("cancel_meeting", {"reason": {"th": "เหตุผล"}}),
        ("record_attendance", {"member": member, "status": "attended"}),
        ("check_document", {"kind": "agenda"}),
    ):
        with pytest.raises(Denied):
            office.ask(verb, by=own, id=meeting, **body)
    with pytest.raises(Denied):
        office.ask("plan_meeting", by=own, starts_at="2030-01-31T02:00:00Z", venue={"th": "ที่"})
