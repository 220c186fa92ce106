"""What a member leaves behind when its membership ends: its open proposals, actions, support and seats.

All of it is found by what is kept, so it may run again, in portions or because the fact came twice.
"""

from datetime import datetime
from typing import Any

from agenda import store
from agenda.handlers import actions, forgetting, projections
from agenda.handlers.keeping import keep
from agenda.model.fact import Facts
from agenda.model.handover import Keeper, end_of_day
from agenda.model.meeting_states import AHEAD
from agenda.model.member import ENDED
from agenda.model.proposal import Proposal
from agenda.store import MEETINGS, PROPOSALS, RESPONSES
from chassis.envelope import Event
from chassis.mongo import Transaction

PORTION = 100
"""Proposals in one transaction; what is more is left to the next."""


def member_left(tx: Transaction, event: Event, data: dict[str, Any]) -> None:
    """Decided from what is kept of the member now, which may be newer than the fact. One that says that it
    goes on leaves nothing behind, and reads nothing: such come by the thousand."""
    if data["status"] in ENDED and projections.member(tx, data["id"]).ended:
        leave_behind(tx, data["id"])


def leave_behind(tx: Transaction, member: str) -> None:
    store.shut(tx, member)
    _give_up_seats(tx, member)
    actions.pass_on(tx, member, None)
    hanging = [one for one in store.open_proposals_of(tx, member) if _hangs_on(member, one)]
    supporters = projections.members(tx, {id for one in hanging for id in one.standing_with})
    for proposal in hanging[:PORTION]:
        if member in (*proposal.standing_with, *proposal.invited):
            facts = proposal.lose_supporter(member, tx.now)
        else:
            facts = hand_over(tx, proposal, supporters)
        keep(tx, PROPOSALS, proposal, facts)
    if len(hanging) > PORTION:
        tx.unfinished = True


def end_offer(tx: Transaction, id: str, at: datetime) -> None:
    """Its term is over and nobody took it over."""
    proposal = PROPOSALS.get(tx, id)
    until = proposal.handovers.offered_until
    if until is not None and until < at:
        keep(tx, PROPOSALS, proposal, proposal.end_offer(at))


def _give_up_seats(tx: Transaction, member: str) -> None:
    """At meetings that are still to come."""
    for response in store.answers_of(tx, member):
        meeting, instead = MEETINGS.get(tx, response.meeting), response.substitute
        if meeting.status in AHEAD and (facts := response.withdraw(tx.now)):
            if instead:
                forgetting.let_go(tx, instead)
            response.committee = meeting.committee
            keep(tx, RESPONSES, response, facts)


def _hangs_on(member: str, proposal: Proposal) -> bool:
    return member in (*proposal.standing_with, *proposal.invited) or proposal.keeper is Keeper.MEMBER


def hand_over(tx: Transaction, proposal: Proposal, supporters: projections.Members) -> Facts:
    """Offered where a supporter may propose, which it may cease to do, or begin to, while the offer runs."""
    committee = projections.committee(tx, proposal.committee)
    known = [supporters[id] for id in proposal.standing_with if id in supporters]
    asked = any(one.may("propose", committee) for one in known)
    return proposal.lose_proposer(tx.now, end_of_day(tx.now, committee.handover_days) if asked else None)
