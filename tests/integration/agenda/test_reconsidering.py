"""Who asks to look at a refusal again, who answers, and whom it finds when it is taken up."""

import pytest

from agenda.errors import SAME_JUDGE
from chassis.call import Caller
from chassis.errors import Conflict, Denied
from tests.integration.agenda.office import SECRETARIAT, Office, representing

OTHER_OFFICER = Caller(id="officer-2", roles=frozenset({"secretariat"}))
SOMEBODY = Caller(id="secretariat", roles=frozenset({"secretariat"}))
WHY = {"th": "มีข้อมูลใหม่"}


def refused(office: Office, member: str, by: Caller = SECRETARIAT) -> str:
    proposal = office.draft(member)
    office.ask("submit_proposal", by=representing(member), id=proposal)
    office.ask("refuse_proposal", by=by, id=proposal, reason=WHY)
    return proposal


def test_its_proposer_asks_and_another_officer_answers(office: Office, member: str) -> None:
    proposal = refused(office, member)
    with pytest.raises(Denied):
        office.ask("reconsider_proposal", by=representing(office.member()), id=proposal, reasons=WHY)
    asked = office.ask("reconsider_proposal", by=representing(member), id=proposal, reasons=WHY)
    assert asked["reconsideration"]["reasons"] == WHY
    waiting = office.ask("list_proposals", asked_again=True)["items"]
    assert [one["id"] for one in waiting] == [proposal]
    for verb in ("uphold_proposal", "reopen_proposal"):
        with pytest.raises(Conflict) as same:
            office.ask(verb, id=proposal, reason=WHY)
        assert same.value.code == SAME_JUDGE
    view = office.ask("reopen_proposal", by=OTHER_OFFICER, id=proposal, reason=WHY)
    assert (view["status"], view["reconsideration"]["answer"]) == ("submitted", "reopened")
    assert office.told(f"proposals/{proposal}")[-2:] == [
        "agenda.proposal.reconsideration_asked.v1",
        "agenda.proposal.reopened.v1",
    ]
    assert office.ask("list_proposals", asked_again=True)["items"] == []


def test_an_id_that_is_only_a_role_may_be_anybodys(office: Office, member: str) -> None:
    proposal = refused(office, member, by=SOMEBODY)
    office.ask("reconsider_proposal", by=representing(member), id=proposal, reasons=WHY)
    upheld = office.ask("uphold_proposal", by=SOMEBODY, id=proposal, reason=WHY)
    assert (upheld["status"], upheld["reconsideration"]["answer"]) == ("not_admitted", "upheld")


def test_who_left_meanwhile_is_not_found_with_it_again(office: Office, member: str) -> None:
    supporter, other = office.member(), office.member()
    proposal = office.draft(member)
    office.ask("submit_proposal", id=proposal)
    for one in (supporter, other):
        office.ask("support_proposal", by=representing(one), id=proposal)
    office.ask("refuse_proposal", id=proposal, reason=WHY)
    office.ask("reconsider_proposal", by=representing(member), id=proposal, reasons=WHY)
    office.leaves(supporter)
    office.leaves(member)
    view = office.ask("reopen_proposal", by=OTHER_OFFICER, id=proposal, reason=WHY)
    assert (view["supporters"], view["keeper"], view["handover"]["outcome"]) == (
        [other],
        "secretariat",
        "offered",
    )
