"""Judgements made now and told later, alone or together."""

import pytest

from agenda.errors import DECIDED_ON_ANOTHER_TEXT, NOT_DECIDED, TARGET_NOT_OPEN
from chassis.errors import Conflict, Denied
from tests.integration.agenda.office import PUBLIC, Office, representing

REASON = {"th": "อยู่ระหว่างรวบรวมข้อมูล"}


def test_what_is_decided_is_the_secretariats_until_it_is_told(office: Office, member: str) -> None:
    proposal = office.admissible(member)
    before = office.told(f"proposals/{proposal}")
    view = office.ask("decide_proposal", id=proposal, judgement="reject", reason=REASON)
    assert (view["status"], view["decided"]["judgement"], view["decided"]["reason"]) == (
        "admissible",
        "reject",
        REASON,
    )
    for other in (PUBLIC, representing(member)):
        seen = office.ask("get_proposal", by=other, id=proposal)
        assert (seen["status"], "decided" in seen, "reason" in seen) == ("admissible", False, False)
        with pytest.raises(Denied):
            office.ask("list_proposals", by=other, to_publish=True)
        with pytest.raises(Denied):
            office.ask("publish_proposal", by=other, id=proposal)
    assert office.told(f"proposals/{proposal}") == before
    listed = office.ask("list_proposals", to_publish=True)["items"]
    assert [one["id"] for one in listed] == [proposal]
    told = office.ask("publish_proposal", id=proposal)
    assert (told["status"], told["reason"], told["judged_by"]) == ("rejected", REASON, "officer-1")
    assert told["judged_at"] == view["decided"]["decided_at"]
    assert office.told(f"proposals/{proposal}") == [*before, "agenda.proposal.rejected.v1"]
    with pytest.raises(Conflict) as nothing:
        office.ask("publish_proposal", id=proposal)
    assert nothing.value.code == NOT_DECIDED


def test_many_are_told_together_with_the_meeting_that_they_go_to(office: Office, member: str) -> None:
    first, second, third = (office.admissible(member) for _ in range(3))
    meeting = office.plan()["id"]
    office.ask("decide_proposal", id=first, judgement="select", meeting=meeting)
    office.ask("decide_proposal", id=second, judgement="merge", into=first)
    office.ask("decide_proposal", id=third, judgement="select", meeting=meeting, section=4)
    assert all(not one["items"] for one in office.ask("get_agenda", id=meeting)["sections"])
    told = office.ask("publish_proposals", proposals=[first, second, third])["items"]
    assert [one["status"] for one in told] == ["selected", "merged", "selected"]
    numbers = {
        item["proposal"]: item["number"]["en"]
        for one in office.ask("get_agenda", id=meeting)["sections"]
        for item in one["items"]
    }
    assert numbers == {first: "5.1", third: "4.1"}


def test_where_one_cannot_be_told_none_is(office: Office, member: str) -> None:
    first, second, other = (office.admissible(member) for _ in range(3))
    office.ask("decide_proposal", id=first, judgement="defer", reason=REASON)
    office.ask("decide_proposal", id=second, judgement="merge", into=other)
    office.ask("withdraw_proposal", id=other)
    with pytest.raises(Conflict) as refused:
        office.ask("publish_proposals", proposals=[first, second])
    assert refused.value.code == TARGET_NOT_OPEN
    assert office.ask("get_proposal", id=first)["status"] == "admissible"


def test_a_decision_that_could_not_be_told_now_is_refused(office: Office, member: str) -> None:
    proposal, closed = office.admissible(member), office.admissible(member)
    office.ask("withdraw_proposal", id=closed)
    with pytest.raises(Conflict) as refused:
        office.ask("decide_proposal", id=proposal, judgement="merge", into=closed)
    assert refused.value.code == TARGET_NOT_OPEN
    assert "decided" not in office.ask("get_proposal", id=proposal)


def test_a_text_amended_since_is_judged_anew(office: Office, member: str) -> None:
    proposal = office.admissible(member)
    office.ask("decide_proposal", id=proposal, judgement="defer", reason=REASON)
    office.ask("amend_proposal", by=representing(member), id=proposal, sdgs=[1], note=REASON)
    with pytest.raises(Conflict) as refused:
        office.ask("publish_proposal", id=proposal)
    assert refused.value.code == DECIDED_ON_ANOTHER_TEXT
    office.ask("decide_proposal", id=proposal, judgement="defer", reason=REASON)
    assert office.ask("publish_proposal", id=proposal)["status"] == "deferred"
