"""What has become of a proposal, in one word."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import TypeAlias

import pytest

from agenda.model import outcome
from agenda.model.action import Action
from agenda.model.outcome import OF_PROPOSAL, WORDS, Stage
from agenda.model.proposal import Proposal
from agenda.model.proposal_states import Status
from agenda.model.referral import Referral
from agenda.model.resolution import Resolution, ResolutionKind
from tests.unit.agenda.builders import MEETING, NOW, proposal, selected
from tests.unit.agenda.test_actions import assigned
from tests.unit.agenda.test_referrals import prepared, referred, reply

LATER = NOW + timedelta(days=30)
Actions: TypeAlias = list[Callable[[], Action]]
Referrals: TypeAlias = list[Callable[[], Referral]]


def resolved(kind: ResolutionKind) -> Proposal:
    one = selected()
    resolution = Resolution(kind=kind, text={"th": "มติ"}, meeting=MEETING, item="item-1", decided_at=NOW)
    one.decide(resolution)
    return one


def sent() -> Referral:
    one = prepared()
    one.send(None, "2018-02-15")
    return one


def answered() -> Referral:
    one = sent()
    one.note_answer(reply())
    return one


def done() -> Action:
    one = assigned()
    one.complete(LATER)
    return one


def dropped() -> Action:
    one = assigned()
    one.drop({"th": "เหตุผล"}, LATER)
    return one


def test_every_state_has_its_word() -> None:
    assert set(OF_PROPOSAL) == set(Status) - {Status.REFERRED}
    assert set(WORDS) == set(Stage)
    assert all(set(words) == {"th", "en"} for words in WORDS.values())
    assert len({words["th"] for words in WORDS.values()}) == len(Stage)


@pytest.mark.parametrize("status", OF_PROPOSAL)
def test_before_a_meeting_has_resolved_it_is_where_its_state_says(status: Status) -> None:
    found = outcome.of_proposal(proposal(status=status), [], [])
    assert found.state is OF_PROPOSAL[status]


def test_since_when_is_the_judgement_or_the_submission() -> None:
    submitted = proposal(status=Status.SUBMITTED, submitted_at=LATER, judged_at=NOW)
    assert outcome.of_proposal(submitted, [], []).since == LATER
    assert outcome.of_proposal(selected(), [], []).since == NOW
    assert outcome.of_proposal(proposal(), [], []).since == NOW


@pytest.mark.parametrize(
    ("kind", "actions", "referrals", "stage"),
    [
        ("noted", [], [], Stage.NOTED),
        ("agreed", [], [], Stage.AGREED),
        ("referred_up", [], [], Stage.TO_BE_REFERRED),
        ("referred_up", [], [prepared], Stage.TO_BE_REFERRED),
        ("referred_up", [], [sent], Stage.AWAITED),
        ("referred_up", [], [answered, sent], Stage.AWAITED),
        ("referred_up", [], [answered], Stage.ANSWERED),
        ("action", [], [], Stage.TO_BE_CARRIED_OUT),
        ("action", [assigned], [], Stage.BEING_CARRIED_OUT),
        ("action", [done, assigned], [], Stage.BEING_CARRIED_OUT),
        ("action", [done], [], Stage.DONE),
        ("action", [done, dropped], [], Stage.DONE),
        ("action", [dropped], [], Stage.DROPPED),
        ("action", [assigned], [sent], Stage.BEING_CARRIED_OUT),
        ("action", [done], [sent], Stage.AWAITED),
    ],
)
def test_what_is_still_to_be_done_comes_before_what_has_ended(
    kind: str, actions: Actions, referrals: Referrals, stage: Stage
) -> None:
    one = resolved(ResolutionKind(kind))
    found = outcome.of_proposal(one, [make() for make in actions], [make() for make in referrals])
    assert found.state is stage
    assert found.since is not None


@pytest.mark.parametrize(
    ("referrals", "stage"),
    [([], Stage.TO_BE_REFERRED), ([sent], Stage.AWAITED), ([answered], Stage.ANSWERED)],
)
def test_a_judgement_to_refer_leads_the_same_way(referrals: Referrals, stage: Stage) -> None:
    assert outcome.of_proposal(referred(), [], [make() for make in referrals]).state is stage


def test_an_answer_counts_from_its_day_in_bangkok() -> None:
    found = outcome.of_proposal(referred(), [], [answered()])
    assert found.since == datetime(2018, 3, 14, 17, tzinfo=UTC)
