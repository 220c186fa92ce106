"""Co-sponsors, the support that a committee asks for, and amendments: who may do what, and what is told."""

from typing import Any

import pytest

from agenda.errors import OTHER_COMMITTEE, PROPOSAL_NOT_FOUND, SUPPORT_MISSING, TEXT_SUPPORTED
from chassis.errors import Conflict, Denied, NotFound
from chassis.ids import new_id
from tests.integration.agenda.office import PUBLIC, Office, representing

NOTE = {"th": "ระบุหน่วยงาน"}
TEMPLATE = [{"ordinal": 5, "title": {"th": "เพื่อพิจารณา"}, "purpose": "consideration"}]


def test_who_is_asked_to_propose_a_draft_too_sees_it_and_accepts(office: Office, member: str) -> None:
    other, stranger = office.member(), office.member()
    proposal = office.draft(member, cosponsors=[other])
    assert office.told(f"proposals/{proposal}") == ["agenda.proposal.cosponsors_invited.v1"]
    (found,) = office.ask("list_proposals", by=representing(other), invited=other)["items"]
    assert (found["id"], found["invited"], found["cosponsors"]) == (proposal, [other], [])
    assert office.ask("list_proposals", by=representing(stranger), invited=other)["items"] == []
    with pytest.raises(NotFound) as hidden:
        office.ask("cosponsor_proposal", by=representing(stranger), id=proposal)
    assert hidden.value.code == PROPOSAL_NOT_FOUND
    assert office.ask("cosponsor_proposal", by=representing(other), id=proposal)["cosponsors"] == [other]
    with pytest.raises(Denied):
        office.ask("invite_cosponsor", by=representing(other), id=proposal, member=stranger)
    submitted = office.ask("submit_proposal", by=representing(member), id=proposal)
    assert submitted["cosponsors"] == [other]


def test_whom_the_secretariat_enters_stands_with_it_at_once(office: Office, member: str) -> None:
    proposal, other = office.admissible(member), office.member()
    view = office.ask("invite_cosponsor", id=proposal, member=other)
    assert (view["cosponsors"], view["invited"]) == ([other], [])
    assert office.told(f"proposals/{proposal}")[-1] == "agenda.proposal.cosponsored.v1"
    office.leaves(other)
    assert office.ask("get_proposal", id=proposal)["cosponsors"] == []


def test_only_members_of_its_committee_are_asked(nobody: Office) -> None:
    committees = [new_id(), new_id()]
    for committee in committees:
        nobody.hears("membership.committee.established.v1", id=committee, agenda_template=[])
    own, other = (nobody.member(committee=committee) for committee in committees)
    with pytest.raises(Conflict) as refused:
        nobody.draft(own, cosponsors=[other])
    assert refused.value.code == OTHER_COMMITTEE


def test_a_committee_says_how_many_have_to_stand_with_a_proposal(nobody: Office) -> None:
    nobody.committee = new_id()
    facts: dict[str, Any] = {"id": nobody.committee, "agenda_template": TEMPLATE, "support_needed": 1}
    nobody.hears("membership.committee.established.v1", **facts)
    member, other = nobody.member(), nobody.member()
    proposal = nobody.draft(member)
    nobody.ask("submit_proposal", id=proposal)
    with pytest.raises(Conflict) as refused:
        nobody.ask("admit_proposal", id=proposal)
    assert (refused.value.code, refused.value.params["missing"]) == (SUPPORT_MISSING, 1)
    nobody.ask("support_proposal", by=representing(other), id=proposal)
    nobody.ask("admit_proposal", id=proposal)
    nobody.ask("unsupport_proposal", by=representing(other), id=proposal)
    meeting = nobody.plan(committee=nobody.committee)["id"]
    with pytest.raises(Conflict):
        nobody.ask("select_proposal", id=proposal, meeting=meeting)
    assert nobody.ask("get_agenda", id=meeting)["sections"][0]["items"] == []
    view = nobody.ask("select_proposal", id=proposal, meeting=meeting, waiver=NOTE)
    assert (view["status"], view["waiver"]) == ("selected", NOTE)


def test_a_supported_text_is_amended_by_its_proposer_and_told(office: Office, member: str) -> None:
    own, other = representing(member), representing(office.member())
    proposal = office.draft(member)
    office.ask("submit_proposal", by=own, id=proposal)
    office.ask("support_proposal", by=other, id=proposal)
    office.ask("return_proposal", id=proposal, comments=NOTE)
    with pytest.raises(Conflict) as refused:
        office.ask("revise_proposal", by=own, id=proposal, if_match=4, sdgs=[13])
    assert refused.value.code == TEXT_SUPPORTED
    with pytest.raises(Denied):
        office.ask("amend_proposal", by=other, id=proposal, note=NOTE, sdgs=[13])
    amended = office.ask("amend_proposal", by=own, id=proposal, note=NOTE, sdgs=[13])
    assert (amended["sdgs"], amended["edition"], amended["amendment"]["edition"]) == ([13], 2, 2)
    assert office.told(f"proposals/{proposal}")[-1] == "agenda.proposal.amended.v1"
    assert office.ask("get_version", by=PUBLIC, id=proposal, number=2)["note"] == NOTE
