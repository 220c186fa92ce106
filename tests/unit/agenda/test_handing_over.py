"""What becomes of a proposal whose proposer leaves."""

from datetime import UTC, datetime, timedelta

import pytest

from agenda.errors import (
    NOT_OFFERED,
    NOT_SUPPORTING,
    NOT_WITH_THE_SECRETARIAT,
    TRANSITION_FORBIDDEN,
    Conflict,
)
from agenda.model.fact import Fact
from agenda.model.handover import Keeper, Outcome, end_of_day
from agenda.model.member import Committee
from agenda.model.proposal import Proposal
from agenda.model.proposal_states import Status
from tests.unit.agenda.builders import (
    COMMITTEE,
    JUDGE,
    NOW,
    PROPOSER,
    REASON,
    SUPPORTER,
    admissible,
    closed,
    kinds,
    meeting,
    proposal,
    resolution,
    selected,
    sitting,
)

UNTIL = NOW + timedelta(days=14)
OTHER = "member-3"


def offered(*supporters: str) -> Proposal:
    one = admissible(supporters=list(supporters) or [SUPPORTER])
    one.lose_proposer(NOW, UNTIL)
    return one


def outcome(one: Proposal) -> Outcome | None:
    return one.handovers.latest.outcome if one.handovers.latest else None


def test_a_draft_goes_with_its_proposer_and_nobody_hears_of_it() -> None:
    one = proposal()
    assert one.lose_proposer(NOW, UNTIL) == ()
    assert (one.status, outcome(one), one.told) == (Status.WITHDRAWN, Outcome.WITHDRAWN, False)


def test_while_it_is_offered_the_secretariat_keeps_it() -> None:
    one = admissible(supporters=[SUPPORTER])
    assert kinds(one.lose_proposer(NOW, UNTIL)) == [Fact.PROPOSAL_OFFERED]
    assert (one.status, one.keeper, one.handovers.offered_until) == ("admissible", Keeper.SECRETARIAT, UNTIL)


def test_the_first_supporter_that_accepts_has_it() -> None:
    one = offered(SUPPORTER, OTHER)
    assert kinds(one.take_over(SUPPORTER, UNTIL)) == [Fact.PROPOSAL_TAKEN_OVER]
    assert (one.proposed_by, one.keeper, one.supporters) == (SUPPORTER, Keeper.MEMBER, [OTHER])
    assert one.handovers.members == [PROPOSER]
    assert refusal(one, OTHER) == NOT_OFFERED


def test_it_is_for_its_supporters_and_for_a_term() -> None:
    assert refusal(offered(), OTHER) == NOT_SUPPORTING
    assert refusal(offered(), SUPPORTER, UNTIL + timedelta(milliseconds=1)) == NOT_OFFERED
    assert refusal(admissible(supporters=[SUPPORTER]), SUPPORTER) == NOT_OFFERED


def refusal(one: Proposal, member: str, at: datetime = NOW) -> str:
    with pytest.raises(Conflict) as refused:
        one.take_over(member, at)
    return refused.value.code


def test_where_nobody_is_to_be_asked_it_is_the_secretariats_at_once() -> None:
    one = admissible()
    assert kinds(one.lose_proposer(NOW, None)) == [Fact.PROPOSAL_ENTRUSTED]
    assert (one.keeper, outcome(one), one.end_offer(UNTIL)) == (Keeper.SECRETARIAT, Outcome.ENTRUSTED, ())


def test_with_its_last_supporter_an_offer_ends() -> None:
    one = offered(SUPPORTER, OTHER)
    assert kinds(one.unsupport(SUPPORTER, NOW)) == [Fact.PROPOSAL_UNSUPPORTED]
    assert kinds(one.lose_supporter(OTHER, NOW)) == [Fact.PROPOSAL_UNSUPPORTED, Fact.PROPOSAL_ENTRUSTED]


@pytest.mark.parametrize("end", ["withdrawn", "rejected", "decided"])
def test_what_came_to_its_end_is_not_offered_any_more(end: str) -> None:
    one = selected(supporters=[SUPPORTER]) if end == "decided" else admissible(supporters=[SUPPORTER])
    one.lose_proposer(NOW, UNTIL)
    told = {
        "withdrawn": lambda: one.withdraw(NOW),
        "rejected": lambda: one.reject(JUDGE, REASON),
        "decided": lambda: one.decide(resolution()),
    }[end]()
    assert Fact.PROPOSAL_ENTRUSTED not in kinds(told)
    assert (outcome(one), one.handovers.offered_until) == (Outcome.ENTRUSTED, None)
    assert refusal(one, SUPPORTER) == TRANSITION_FORBIDDEN


def test_the_secretariat_hands_on_what_it_keeps_and_nothing_else() -> None:
    for one in (offered(), admissible()):
        if one.keeper is Keeper.SECRETARIAT:
            assert kinds(one.hand_over(OTHER, NOW)) == [Fact.PROPOSAL_TAKEN_OVER]
            assert (one.proposed_by, one.supporters) == (OTHER, [SUPPORTER])
        else:
            with pytest.raises(Conflict) as refused:
                one.hand_over(OTHER, NOW)
            assert refused.value.code == NOT_WITH_THE_SECRETARIAT


def test_all_whom_it_was_left_by_stay_readable() -> None:
    one = offered()
    one.take_over(SUPPORTER, NOW)
    one.lose_proposer(UNTIL, None)
    assert one.handovers.members == [PROPOSER, SUPPORTER]
    assert [left.outcome for left in one.handovers.line] == [Outcome.TAKEN_OVER, Outcome.ENTRUSTED]


def test_a_term_ends_with_its_last_day_in_bangkok() -> None:
    late = datetime(2018, 1, 10, 18, 0, tzinfo=UTC)  # the 11th in Bangkok
    assert end_of_day(late, 14) == datetime(2018, 1, 25, 16, 59, 59, 999_000, tzinfo=UTC)


def test_the_term_is_the_committees() -> None:
    assert Committee(id=COMMITTEE, facts={}).handover_days == 14
    assert Committee(id=COMMITTEE, facts={"handover_days": 30}).handover_days == 30


def test_an_agenda_that_is_not_yet_history_names_the_new_proposer() -> None:
    for one, named in ((meeting(), OTHER), (sitting(), OTHER), (closed(), PROPOSER)):
        about = {"proposal": "proposal-1", "proposed_by": PROPOSER}
        item = one.agenda.enter("item-1", 5, {"th": "เรื่อง"}, meeting=one.id, **about)
        assert one.pass_item("item-1", OTHER) == (named == OTHER)
        assert item.proposed_by == named
