"""What becomes of what a member did here when its record became a part of another's: that one stands for it.

Decided from what is kept of the members, so that it does not matter when, how often or in which order the
facts come. What is settled stays as it was; only what is still open passes on.
"""

from typing import Any

from agenda import store
from agenda.handlers import actions, attendees, forgetting, handing_over, leaving, projections, responses
from agenda.handlers.keeping import keep
from agenda.model.meeting import Meeting
from agenda.model.proposal import Proposal
from agenda.model.response import Response
from agenda.store import MEETINGS, PROPOSALS, RESPONSES
from chassis.envelope import Event
from chassis.mongo import Transaction

PORTION = 100


def follow(tx: Transaction, event: Event, data: dict[str, Any]) -> None:
    """Open proposals, supports and answers pass to the member that stands for this one."""
    member = data["id"]
    other = projections.standing_for(tx, member)
    if other == member:
        return
    store.shut(tx, member)
    store.hold(tx, other)
    found = store.open_proposals_of(tx, member)
    for proposal in found[:PORTION]:
        _reassign(tx, proposal, member, other)
    if len(found) > PORTION:
        tx.unfinished = True
    actions.pass_on(tx, member, other)
    for response in store.answers_of(tx, member):
        meeting = MEETINGS.get(tx, response.meeting)
        if meeting.takes_answers:
            _pass_on(tx, meeting, response, other)
    if projections.member(tx, other).ended:  # it left before this was heard
        leaving.leave_behind(tx, other)


def _reassign(tx: Transaction, proposal: Proposal, member: str, other: str) -> None:
    """Where it was the member's own, an agenda that it is on names the other."""
    own = proposal.proposed_by == member
    facts = proposal.reassign(member, other, tx.now)
    if own:
        handing_over.pass_on(tx, proposal, other, facts)
    else:
        keep(tx, PROPOSALS, proposal, facts)


def _pass_on(tx: Transaction, meeting: Meeting, response: Response, other: str) -> None:
    """What the other has answered itself stands."""
    theirs = responses.of(tx, meeting, other)
    if facts := theirs.answer_as(response):
        keep(tx, RESPONSES, theirs, facts)
        attendees.pass_on(tx, response.substitute, other)
    elif response.substitute:
        forgetting.let_go(tx, response.substitute)
    keep(tx, RESPONSES, response, response.lapse())
