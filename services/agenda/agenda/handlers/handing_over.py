"""Proposals of a member that left: taken over by a supporter, handed on by the secretariat, looked after."""

from typing import Any

from agenda.handlers import callers, projections
from agenda.handlers.keeping import keep
from agenda.model.fact import Facts
from agenda.model.handover import Handover
from agenda.model.proposal import Proposal
from agenda.store import MEETINGS, PROPOSALS
from chassis.mongo import Transaction

Command = dict[str, Any]
Left = tuple[Proposal, Handover]


def take_over(tx: Transaction, command: Command) -> Proposal:
    member = callers.member_meant(tx.caller, command["member"])
    proposal = _told(tx, command)
    projections.entitled(tx, member, "propose")
    return pass_on(tx, proposal, member, proposal.take_over(member, tx.now))


def hand_over(tx: Transaction, command: Command) -> Proposal:
    callers.secretariat(tx.caller)
    proposal = _told(tx, command)
    member = projections.entitled(tx, command["member"], "propose")
    member.must_be_of(proposal.committee)
    return pass_on(tx, proposal, member.id, proposal.hand_over(member.id, tx.now))


def page(tx: Transaction, command: Command) -> tuple[list[Left], str | None]:
    """What a member left behind, and where it went; for its own people and the secretariat."""
    member = command["member"]
    callers.speak_for(tx.caller, member)
    found, after = PROPOSALS.page(tx, {"handed_over_from": member}, command["after"], command["limit"])
    return [
        (one, handover) for one in found for handover in one.handovers.line if handover.member == member
    ], after


def _told(tx: Transaction, command: Command) -> Proposal:
    proposal = PROPOSALS.get(tx, command["id"], command["if_match"])
    callers.may_see(tx.caller, proposal)
    return proposal


def pass_on(tx: Transaction, proposal: Proposal, member: str, facts: Facts) -> Proposal:
    """An agenda that it is on names its new proposer."""
    keep(tx, PROPOSALS, proposal, facts)
    if proposal.meeting and proposal.item:
        meeting = MEETINGS.get(tx, proposal.meeting)
        if meeting.pass_item(proposal.item, member):
            keep(tx, MEETINGS, meeting)
    return proposal
