"""Who is asked to review a proposal, and what of it is whose to see."""

from dataclasses import replace

import pytest

from agenda.errors import ALREADY_REVIEWING, NOT_A_REVIEWER, NOT_EXPERTS, RECUSED
from chassis.call import Caller
from chassis.errors import Conflict, Denied
from chassis.ids import new_id
from tests.integration.agenda.office import SECRETARIAT, Office, representing

REASON = {"th": "เกี่ยวข้องกับหลายหน่วยงาน"}


def expert(member: str, id: str = "expert-1") -> Caller:
    return Caller(id=id, roles=frozenset({"expert"}), member=member)


@pytest.fixture
def commission(office: Office) -> str:
    return office.member(kind="expert_commission")


def test_experts_and_officers_advise_and_who_judges_is_free(
    office: Office, member: str, commission: str
) -> None:
    proposal = office.admissible(member)
    office.ask("assign_reviewer", id=proposal, reviewer="expert-1", member=commission)
    office.ask("assign_reviewer", id=proposal, reviewer="officer-1")
    for by in (expert(commission), SECRETARIAT):
        given = office.ask(
            "recommend_on_proposal", by=by, id=proposal, recommendation="select", reasons=REASON
        )
        assert (given["status"], given["reviewer"]) == ("recommended", by.id)
    for by, seen in ((SECRETARIAT, {"expert-1", "officer-1"}), (expert(commission), {"expert-1"})):
        found = office.ask("list_reviews", by=by, id=proposal)["items"]
        assert {one["reviewer"] for one in found} == seen
    assert office.ask("reject_proposal", id=proposal, reason=REASON)["status"] == "rejected"
    assert "reviews" not in office.ask("get_proposal", id=proposal)
    with pytest.raises(Conflict):
        office.ask(
            "recommend_on_proposal", by=SECRETARIAT, id=proposal, recommendation="defer", reasons=REASON
        )


def test_what_somebody_advised_and_said_is_shown_to_themselves_and_the_secretariat(
    office: Office, member: str, commission: str
) -> None:
    proposal, id = office.admissible(member), new_id()
    office.ask("assign_reviewer", id=proposal, reviewer=id, member=commission)
    person, colleague = replace(representing(commission), id=id), representing(commission)
    said = office.ask("add_comment", by=person, proposal=proposal, text=REASON)
    office.ask("add_comment", by=colleague, proposal=proposal, text=REASON)
    office.ask("hide_comment", id=said["id"], if_match=1, reason=REASON)
    for by in (person, SECRETARIAT):
        kept = office.ask("get_personal_data", by=by, id=id)
        assert [(one["id"], one["text"]) for one in kept["comments"]] == [(said["id"], REASON)]
        assert [(one["reviewer"], one["proposal"]) for one in kept["reviews"]] == [(id, proposal)]
    kept = office.ask("get_personal_data", by=colleague, id=id)
    assert (kept["comments"], kept["reviews"]) == ([], [])


def test_only_who_was_asked_advises(office: Office, member: str, commission: str) -> None:
    proposal = office.admissible(member)
    with pytest.raises(Denied):
        office.ask("assign_reviewer", by=representing(member), id=proposal, reviewer="expert-1")
    with pytest.raises(Conflict) as refused:
        office.ask("assign_reviewer", id=proposal, reviewer="expert-1", member=member)
    assert refused.value.code == NOT_EXPERTS
    office.ask("assign_reviewer", id=proposal, reviewer="expert-1", member=commission)
    with pytest.raises(Conflict) as refused:
        office.ask("assign_reviewer", id=proposal, reviewer="expert-1", member=commission)
    assert refused.value.code == ALREADY_REVIEWING
    for by in (expert(commission, "expert-2"), expert(member)):
        with pytest.raises(Denied) as denied:
            office.ask("recommend_on_proposal", by=by, id=proposal, recommendation="defer", reasons=REASON)
        assert denied.value.code == NOT_A_REVIEWER


def test_an_expert_of_who_stands_with_it_is_recused_by_itself(
    office: Office, member: str, commission: str
) -> None:
    own, others = office.admissible(commission), office.admissible(member)
    view = office.ask("assign_reviewer", id=own, reviewer="expert-1", member=commission)
    assert (view["status"], view["recusal"]) == ("recused", "stands_with_it")
    office.ask("assign_reviewer", id=others, reviewer="expert-1", member=commission)
    office.ask("support_proposal", by=representing(commission), id=others)
    for proposal in (own, others):
        with pytest.raises(Conflict) as refused:
            office.ask(
                "recommend_on_proposal",
                by=expert(commission),
                id=proposal,
                recommendation="select",
                reasons=REASON,
            )
        assert refused.value.code == RECUSED


def test_who_has_an_interest_says_so_and_stands_back(office: Office, member: str, commission: str) -> None:
    proposal = office.admissible(member)
    office.ask("assign_reviewer", id=proposal, reviewer="expert-1", member=commission)
    view = office.ask("recuse_from_proposal", by=expert(commission), id=proposal, reason=REASON)
    assert (view["recusal"], view["recused_for"]) == ("declared", REASON)


def test_our_own_services_hear_that_somebody_was_asked_and_has_advised_and_not_who_and_what(
    office: Office, member: str, commission: str
) -> None:
    proposal = office.admissible(member)
    about = office.ask("assign_reviewer", id=proposal, reviewer="expert-1", member=commission)["id"]
    by = expert(commission)
    office.ask("recommend_on_proposal", by=by, id=proposal, recommendation="select", reasons=REASON)
    office.ask("recuse_from_proposal", by=by, id=proposal, reason=REASON)
    facts = ("assigned", "given", "recused")
    assert office.told(f"reviews/{about}") == [f"agenda.review.{fact}.v1" for fact in facts]
    for row in office.store.db.outbox.find({"aggregate": f"reviews/{about}"}):
        assert row["event"]["dataclassification"] == "restricted"
        assert row["event"]["data"].keys() == {"id", "committee", "proposal", "member", "status"}
    own = office.admissible(commission)
    recused = office.ask("assign_reviewer", id=own, reviewer="expert-1", member=commission)["id"]
    assert office.told(f"reviews/{recused}") == []
