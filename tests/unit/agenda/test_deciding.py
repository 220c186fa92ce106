"""Decided now, told later."""

import pytest

from agenda.errors import DECIDED_ON_ANOTHER_TEXT, NOT_DECIDED, TRANSITION_FORBIDDEN, Conflict, Invalid
from agenda.model.decision import Decision, Judgement
from agenda.model.proposal_states import Status
from agenda.schemas.judging import DecideProposal
from chassis.schema import load
from tests.unit.agenda.builders import JUDGE, NOW, PROPOSER, REASON, SUPPORTER, admissible, submitted

ID = "0198a6d1-31aa-7e02-8c40-91b7f60d5a11"


def decision(judgement: Judgement = Judgement.REJECT, edition: int = 0) -> Decision:
    return Decision(
        judgement=judgement, decided_by=JUDGE.id, decided_at=NOW, edition=edition, says={"reason": REASON}
    )


def test_until_it_is_told_it_stands_as_it_stood() -> None:
    one = admissible()
    one.settle(decision())
    assert (one.status, one.reason, one.to_publish) == (Status.ADMISSIBLE, None, True)
    assert one.decision() == decision()


def test_another_decision_takes_its_place_and_a_judgement_told_at_once_ends_it() -> None:
    one = admissible()
    one.settle(decision())
    one.settle(decision(Judgement.DEFER))
    assert one.decision().judgement is Judgement.DEFER
    one.reject(JUDGE, REASON)
    with pytest.raises(Conflict) as nothing:
        one.decision()
    assert nothing.value.code == NOT_DECIDED


def test_what_is_withdrawn_is_not_decided_any_more() -> None:
    one = admissible()
    one.settle(decision())
    one.withdraw(NOW)
    assert not one.to_publish


def test_a_decision_is_about_one_text() -> None:
    one = admissible()
    one.support(SUPPORTER)
    one.settle(decision())
    one.amend({"title": {"th": "อื่น"}}, REASON, NOW)
    one.edition += 1
    with pytest.raises(Conflict) as other:
        one.decision()
    assert other.value.code == DECIDED_ON_ANOTHER_TEXT


def test_only_what_may_be_judged_so_is_decided() -> None:
    one = submitted()
    with pytest.raises(Conflict) as refused:
        one.settle(decision(Judgement.SELECT))
    assert (refused.value.code, one.proposed_by) == (TRANSITION_FORBIDDEN, PROPOSER)


@pytest.mark.parametrize(
    ("judgement", "needed"),
    [
        ("return", "comments"),
        ("refuse", "reason"),
        ("defer", "reason"),
        ("reject", "reason"),
        ("merge", "into"),
        ("duplicate", "of"),
        ("refer", "to"),
        ("select", "meeting"),
    ],
)
def test_a_decision_states_what_its_judgement_has_to(judgement: str, needed: str) -> None:
    with pytest.raises(Invalid) as refused:
        load(DecideProposal(), {"id": ID, "judgement": judgement})
    assert refused.value.fields == {needed: ["required"]}
