import pytest

from agenda.errors import (
    ALREADY_SUPPORTING,
    NOT_SUPPORTING,
    OTHER_COMMITTEE,
    OWN_PROPOSAL,
    TARGET_IS_ITSELF,
    TARGET_NOT_OPEN,
    TRANSITION_FORBIDDEN,
    Conflict,
)
from agenda.model.fact import Fact
from agenda.model.number import Number, Series
from agenda.model.proposal_states import Status
from tests.unit.agenda.builders import (
    JUDGE,
    NOW,
    PROPOSER,
    REASON,
    SUPPORTER,
    admissible,
    kinds,
    proposal,
    resolution,
    selected,
    submitted,
)


def test_submitting_takes_the_next_reference() -> None:
    one, numbers = proposal(), Series(id="proposals", year_be=2561, last=11)
    assert kinds(one.submit(numbers, NOW)) == [Fact.PROPOSAL_SUBMITTED]
    assert (one.status, one.reference, one.submitted_at) == (Status.SUBMITTED, Number(12, 2561), NOW)


def test_a_returned_proposal_keeps_its_reference_when_it_comes_again() -> None:
    one = submitted()
    one.send_back(JUDGE, REASON)
    one.revise({"title": {"en": "Another title"}})
    later = Series(id="proposals", year_be=2562, last=4)
    one.submit(later, NOW)
    assert (one.reference, later.last) == (Number(1, 2561), 4)
    assert (one.title, one.comments) == ({"en": "Another title"}, REASON)


def test_a_draft_is_withdrawn_in_silence_what_was_told_is_not() -> None:
    assert proposal().withdraw(NOW) == ()
    assert kinds(submitted().withdraw(NOW)) == [Fact.PROPOSAL_WITHDRAWN]


def test_support_comes_once_from_each_other_member() -> None:
    one = submitted()
    assert kinds(one.support(SUPPORTER)) == [Fact.PROPOSAL_SUPPORTED]
    for member, code in ((SUPPORTER, ALREADY_SUPPORTING), (PROPOSER, OWN_PROPOSAL)):
        with pytest.raises(Conflict) as refused:
            one.support(member)
        assert refused.value.code == code
    assert kinds(one.unsupport(SUPPORTER, NOW)) == [Fact.PROPOSAL_UNSUPPORTED]
    with pytest.raises(Conflict) as refused:
        one.unsupport(SUPPORTER, NOW)
    assert refused.value.code == NOT_SUPPORTING


def test_a_judgement_names_its_judge_and_time_and_replaces_the_outcome_before() -> None:
    one = admissible()
    one.defer(JUDGE, REASON)
    assert (one.judged_by, one.judged_at, one.reason) == (JUDGE.id, NOW, REASON)
    one.select(JUDGE, "meeting-2", "item-9")
    assert (one.status, one.reason, one.meeting, one.item) == (Status.SELECTED, None, "meeting-2", "item-9")


def test_a_merged_proposal_names_an_open_one_of_the_same_committee() -> None:
    one = admissible()
    for target, code in (
        (one, TARGET_IS_ITSELF),
        (admissible(id="other", committee="committee-2"), OTHER_COMMITTEE),
        (submitted(id="other"), TARGET_NOT_OPEN),
    ):
        with pytest.raises(Conflict) as refused:
            one.merge(JUDGE, target)
        assert refused.value.code == code
    assert kinds(one.merge(JUDGE, selected(id="other"))) == [Fact.PROPOSAL_MERGED]
    assert (one.status, one.into) == (Status.MERGED, "other")


def test_a_duplicate_names_one_that_stands_for_itself() -> None:
    one, refused_before = admissible(), submitted(id="other")
    refused_before.refuse(JUDGE, REASON)
    copy = admissible(id="copy")
    copy.duplicate(JUDGE, refused_before)
    assert (copy.status, copy.of) == (Status.DUPLICATE, "other")
    for target in (copy, proposal(id="draft")):
        with pytest.raises(Conflict) as refused:
            one.duplicate(JUDGE, target)
        assert refused.value.code == TARGET_NOT_OPEN


def test_a_decided_proposal_stays_selected_and_is_decided_once() -> None:
    one = selected()
    assert kinds(one.decide(resolution())) == [Fact.PROPOSAL_DECIDED]
    assert (one.status, one.resolution) == (Status.SELECTED, resolution())
    with pytest.raises(Conflict) as refused:
        one.decide(resolution())
    assert refused.value.params == {"aggregate": "proposal", "status": "decided", "verb": "decide"}
    with pytest.raises(Conflict):
        one.take_off(JUDGE)


def test_off_the_agenda_it_waits_and_keeps_the_chain() -> None:
    one = selected()
    assert kinds(one.take_off(JUDGE, continues="item-1")) == [Fact.PROPOSAL_DEFERRED]
    assert (one.status, one.meeting, one.item, one.continues) == (Status.DEFERRED, None, None, "item-1")


def test_a_forbidden_transition_says_what_from_where() -> None:
    with pytest.raises(Conflict) as refused:
        proposal().admit(JUDGE)
    assert refused.value.code == TRANSITION_FORBIDDEN
    assert refused.value.params == {"aggregate": "proposal", "status": "draft", "verb": "admit"}
