"""What goes to another body: whence it comes, its letter, its answers."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from agenda.errors import NOT_REFERRED, TRANSITION_FORBIDDEN, Conflict, Invalid
from agenda.model.fact import Fact
from agenda.model.item import Item
from agenda.model.proposal import Proposal
from agenda.model.proposal_states import Status
from agenda.model.referral import (
    TRANSITIONS,
    Referral,
    ReferralStatus,
    Reply,
    ReplyKind,
    of_item,
    of_proposal,
)
from agenda.model.resolution import Resolution, ResolutionKind
from agenda.model.text import Text
from tests.unit.agenda.builders import COMMITTEE, JUDGE, MEETING, NOW, admissible, selected, sitting

ABOVE = {"th": "กพย.", "en": "National Committee"}
OTHER = {"th": "หน่วยงานอื่น"}


def referred() -> Proposal:
    one = admissible()
    one.refer(JUDGE, ABOVE)
    return one


def gone_up(to: Text | None = ABOVE) -> Item:
    meeting = sitting()
    item, _ = meeting.list_item("item-1", 5, {"th": "เรื่อง"}, proposal="proposal-1")
    meeting.discuss_item(item.id)
    kind, text = ResolutionKind.REFERRED_UP, {"th": "ให้เสนอต่อ กพย."}
    resolution = Resolution(kind=kind, text=text, meeting=MEETING, item=item.id, decided_at=NOW, to=to)
    meeting.decide_item(item.id, resolution)
    return item


def prepared() -> Referral:
    return of_proposal("referral-1", referred(), None, NOW)


def reply(kind: ReplyKind = ReplyKind.NOTED, on: str = "2018-03-15") -> Reply:
    return Reply(kind=kind, text={"th": "รับทราบ"}, on=on, recorded_at=NOW)


def test_a_judgement_leads_to_it_with_the_body_it_named() -> None:
    proposal = referred()
    one = of_proposal("referral-1", proposal, None, NOW)
    assert (one.to, one.proposal, one.sdgs, one.status) == (ABOVE, proposal.id, proposal.sdgs, "prepared")
    assert proposal.referrals == ["referral-1"]
    assert of_proposal("referral-2", proposal, OTHER, NOW).to == OTHER


@pytest.mark.parametrize("status", [one for one in Status if one is not Status.REFERRED])
def test_no_other_judgement_does(status: Status) -> None:
    proposal = referred()
    proposal.status = status
    with pytest.raises(Conflict) as refused:
        of_proposal("referral-1", proposal, OTHER, NOW)
    assert (refused.value.code, refused.value.params["status"]) == (NOT_REFERRED, str(status))
    assert proposal.referrals == []


def test_a_resolution_leads_to_it_with_the_body_it_named() -> None:
    item, proposal = gone_up(), selected()
    one = of_item("referral-1", COMMITTEE, item, proposal, None, NOW)
    assert (one.to, one.meeting, one.item, one.proposal) == (ABOVE, MEETING, item.id, proposal.id)
    assert item.referrals == proposal.referrals == ["referral-1"]


def test_somebody_must_be_named() -> None:
    with pytest.raises(Invalid) as refused:
        of_item("referral-1", COMMITTEE, gone_up(to=None), None, None, NOW)
    assert refused.value.fields == {"to": ["required"]}
    assert of_item("referral-1", COMMITTEE, gone_up(to=None), None, OTHER, NOW).to == OTHER


VERBS: dict[str, Any] = {
    "send": lambda one: one.send("กต ๐๐๐๐/๑", "2018-02-15"),
    "answer": lambda one: one.note_answer(reply()),
}


@pytest.mark.parametrize("status", ReferralStatus)
@pytest.mark.parametrize("verb", TRANSITIONS)
def test_a_verb_starts_from_the_states_of_its_row_and_from_no_other(
    verb: str, status: ReferralStatus
) -> None:
    one = prepared()
    one.status = status
    if status in TRANSITIONS[verb]:
        assert VERBS[verb](one)
        return
    with pytest.raises(Conflict) as refused:
        VERBS[verb](one)
    assert refused.value.code == TRANSITION_FORBIDDEN


def test_it_is_answered_more_than_once_and_the_latest_counts() -> None:
    one = prepared()
    one.send(None, "2018-02-15")
    for kind, on in ((ReplyKind.ACCEPTED, "2018-05-01"), (ReplyKind.NOTED, "2018-03-15")):
        assert [fact.fact for fact in one.note_answer(reply(kind, on))] == [Fact.REFERRAL_ANSWERED]
    assert len(one.answers) == 2
    assert one.answer is not None
    assert one.answer.kind is ReplyKind.ACCEPTED


def test_the_same_answer_is_known_again_whenever_it_is_recorded() -> None:
    one = prepared()
    one.send(None, "2018-02-15")
    one.note_answer(reply())
    later = replace(reply(), recorded_at=NOW + timedelta(days=1))
    assert later in one.answers
    for other in (reply(ReplyKind.RETURNED), reply(on="2018-03-16"), replace(later, text={"th": "อื่น"})):
        assert other not in one.answers


def test_no_answer_is_older_than_the_letter() -> None:
    one = prepared()
    one.send(None, "2018-02-15")
    with pytest.raises(Invalid) as refused:
        one.note_answer(reply(on="2018-02-14"))
    assert refused.value.fields == {"on": ["out_of_range"]}
    assert one.answers == []
