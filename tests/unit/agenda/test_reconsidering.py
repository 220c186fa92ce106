"""A refusal looked at once more."""

from datetime import timedelta

import pytest

from agenda.errors import ALREADY_RECONSIDERED, NOT_ASKED_FOR, TOO_LATE_TO_ASK, TRANSITION_FORBIDDEN, Conflict
from agenda.model.fact import Fact
from agenda.model.judge import Judge
from agenda.model.proposal import Proposal
from agenda.model.proposal_states import Status
from agenda.model.reconsideration import TERM_DAYS, Answer
from tests.unit.agenda.builders import JUDGE, NOW, REASON, admissible, selected, submitted

OTHER = Judge("officer-2", NOW + timedelta(days=3))
WHY = {"th": "มีข้อมูลใหม่"}


def rejected() -> Proposal:
    one = admissible()
    one.reject(JUDGE, REASON)
    return one


def refused(one: Proposal, attempt: str, *args: object) -> str:
    with pytest.raises(Conflict) as raised:
        getattr(one, attempt)(*args)
    return raised.value.code


def test_upheld_it_stays_refused_and_says_by_whom_twice() -> None:
    one = rejected()
    assert [fact.fact for fact in one.ask_again(WHY, NOW)] == [Fact.PROPOSAL_RECONSIDERATION_ASKED]
    assert one.asked_again
    assert [fact.fact for fact in one.uphold(OTHER, REASON)] == [Fact.PROPOSAL_UPHELD]
    assert (one.status, one.judged_by, one.reason) == (Status.REJECTED, JUDGE.id, REASON)
    assert one.reconsideration
    assert (one.reconsideration.answer, one.reconsideration.answered_by) == (Answer.UPHELD, OTHER.id)
    assert not one.asked_again


def test_reopened_it_is_before_the_secretariat_and_the_refusal_is_remembered() -> None:
    one = submitted()
    one.refuse(JUDGE, REASON)
    one.ask_again(WHY, NOW)
    assert [fact.fact for fact in one.reopen(OTHER, WHY)] == [Fact.PROPOSAL_REOPENED]
    assert (one.status, one.reason, one.judged_by) == (Status.SUBMITTED, None, OTHER.id)
    assert one.reconsideration
    about = (one.reconsideration.refused, one.reconsideration.refused_by, one.reconsideration.refused_for)
    assert about == ("not_admitted", JUDGE.id, REASON)
    one.refuse(JUDGE, REASON)
    assert refused(one, "ask_again", WHY, NOW) == ALREADY_RECONSIDERED


def test_it_is_asked_within_the_term_which_runs_from_when_it_was_told() -> None:
    late = NOW + timedelta(days=TERM_DAYS + 1)
    assert refused(rejected(), "ask_again", WHY, late) == TOO_LATE_TO_ASK
    one = admissible()
    one.reject(Judge("officer-1", NOW, told_at=NOW + timedelta(days=10)), REASON)
    assert one.ask_again(WHY, late)


def test_nothing_is_answered_that_nobody_asked_or_that_is_answered() -> None:
    one = rejected()
    assert refused(one, "uphold", OTHER, REASON) == NOT_ASKED_FOR
    one.ask_again(WHY, NOW)
    one.uphold(OTHER, REASON)
    assert refused(one, "reopen", OTHER, REASON) == NOT_ASKED_FOR


def test_only_a_refusal_is_looked_at_again() -> None:
    assert refused(selected(), "ask_again", WHY, NOW) == TRANSITION_FORBIDDEN
