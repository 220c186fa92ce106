"""Who stands with a proposal, and what follows from it."""

from collections.abc import Callable

import pytest

from agenda.errors import (
    ALREADY_SUPPORTING,
    NOT_INVITED,
    NOT_SUPPORTING,
    OWN_PROPOSAL,
    SUPPORT_MISSING,
    TEXT_SUPPORTED,
    TRANSITION_FORBIDDEN,
    Conflict,
)
from agenda.model.fact import Fact
from agenda.model.handover import Keeper
from agenda.model.proposal import Proposal
from agenda.model.proposal_states import Status
from agenda.model.version import Amendment
from tests.unit.agenda.builders import (
    JUDGE,
    NOW,
    PROPOSER,
    REASON,
    SUPPORTER,
    admissible,
    kinds,
    proposal,
    selected,
    submitted,
)

OTHER = "member-3"
NOTE = {"th": "จำกัดขอบเขต"}


def refused(attempt: Callable[[], object]) -> Conflict:
    with pytest.raises(Conflict) as raised:
        attempt()
    return raised.value


def cosponsored(one: Proposal) -> Proposal:
    one.invite([SUPPORTER])
    one.cosponsor(SUPPORTER)
    return one


def test_a_member_is_asked_and_accepts_and_only_then_stands_with_it() -> None:
    one = submitted()
    assert kinds(one.invite([SUPPORTER])) == [Fact.PROPOSAL_COSPONSORS_INVITED]
    assert (one.invited, one.standing_with) == ([SUPPORTER], [])
    assert refused(lambda: one.cosponsor(OTHER)).code == NOT_INVITED
    assert kinds(one.cosponsor(SUPPORTER)) == [Fact.PROPOSAL_COSPONSORED]
    assert (one.invited, one.cosponsors) == ([], [SUPPORTER])


def test_nobody_is_asked_twice_nor_the_proposer() -> None:
    one = cosponsored(submitted())
    one.invite([OTHER])
    for member, code in (
        (SUPPORTER, ALREADY_SUPPORTING),
        (OTHER, ALREADY_SUPPORTING),
        (PROPOSER, OWN_PROPOSAL),
    ):
        assert refused(lambda member=member: one.invite([member])).code == code  # type: ignore[misc]
    assert refused(lambda: one.support(SUPPORTER)).code == ALREADY_SUPPORTING


def test_a_supporter_that_proposes_it_too_stands_with_it_once() -> None:
    one = submitted()
    one.support(SUPPORTER)
    assert cosponsored(one).standing_with == [SUPPORTER]


def test_of_a_draft_nobody_hears_who_proposes_it_too() -> None:
    one = proposal()
    one.invite([SUPPORTER])
    assert one.cosponsor(SUPPORTER) == one.leave(SUPPORTER, NOW) == ()


def test_an_invitation_is_declined_and_a_co_sponsor_steps_back() -> None:
    one = submitted()
    one.invite([SUPPORTER])
    assert one.leave(SUPPORTER, NOW) == ()
    assert kinds(cosponsored(one).leave(SUPPORTER, NOW)) == [Fact.PROPOSAL_UNCOSPONSORED]
    assert refused(lambda: one.leave(SUPPORTER, NOW)).code == NOT_INVITED
    assert refused(lambda: cosponsored(one).unsupport(SUPPORTER, NOW)).code == NOT_SUPPORTING


def test_a_co_sponsor_goes_on_with_what_its_proposer_left() -> None:
    one = cosponsored(admissible())
    one.lose_proposer(NOW, NOW)
    one.take_over(SUPPORTER, NOW)
    assert (one.keeper, one.proposed_by, one.cosponsors) == (Keeper.MEMBER, SUPPORTER, [])


def test_without_the_support_that_is_asked_for_it_is_neither_admitted_nor_selected() -> None:
    one = cosponsored(submitted())
    error = refused(lambda: one.admit(JUDGE, needed=3))
    assert (error.code, error.params) == (SUPPORT_MISSING, {"missing": 2, "needed": 3})
    assert one.status is Status.SUBMITTED
    one.support(OTHER)
    one.admit(JUDGE, needed=2)
    one.unsupport(OTHER, NOW)
    assert refused(lambda: one.select(JUDGE, "meeting-1", "item-1", needed=2)).code == SUPPORT_MISSING
    one.select(JUDGE, "meeting-1", "item-1", needed=1)
    assert (one.status, one.waiver) == (Status.SELECTED, None)


def test_why_it_may_do_without_is_said_once_and_kept() -> None:
    one = submitted()
    one.admit(JUDGE, needed=1, waiver=REASON)
    one.select(JUDGE, "meeting-1", "item-1", needed=1)
    assert (one.status, one.waiver) == (Status.SELECTED, REASON)


def test_a_reason_that_was_not_needed_is_not_kept() -> None:
    one = submitted()
    one.admit(JUDGE, needed=0, waiver=REASON)
    assert one.waiver is None


def test_a_text_that_others_support_is_amended_and_no_more_revised() -> None:
    one = submitted(edition=1)
    one.support(SUPPORTER)
    one.send_back(JUDGE, REASON)
    assert refused(lambda: one.revise({"title": {"th": "อื่น"}})).code == TEXT_SUPPORTED
    assert kinds(one.amend({"title": {"th": "อื่น"}}, NOTE, NOW)) == [Fact.PROPOSAL_AMENDED]
    assert (one.title, one.supporters) == ({"th": "อื่น"}, [SUPPORTER])
    assert one.amendment == Amendment(edition=2, note=NOTE, at=NOW)
    one.unsupport(SUPPORTER, NOW)
    assert one.revise({"title": {"th": "เรื่องหนึ่ง"}})


def test_what_is_amended_to_the_same_is_not_amended() -> None:
    one = submitted()
    assert one.amend({"title": one.title}, NOTE, NOW) == ()
    assert one.amendment is None


@pytest.mark.parametrize("one", [proposal(), selected()], ids=["draft", "selected"])
def test_neither_a_draft_nor_what_is_on_an_agenda_is_amended(one: Proposal) -> None:
    assert refused(lambda: one.amend({"sdgs": [1]}, NOTE, NOW)).code == TRANSITION_FORBIDDEN


def test_who_stands_for_several_counts_once() -> None:
    one = cosponsored(submitted())
    one.support(OTHER)
    one.invite(["member-4"])
    one.reassign(OTHER, SUPPORTER, NOW)
    one.reassign("member-4", SUPPORTER, NOW)
    assert (one.cosponsors, one.supporters, one.invited) == ([SUPPORTER], [], [])
    one.reassign(SUPPORTER, PROPOSER, NOW)
    assert one.standing_with == []
