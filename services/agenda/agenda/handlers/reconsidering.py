"""A refusal looked at once more, by another than who refused, where that can be known."""

from typing import Any

from agenda import store
from agenda.errors import SAME_JUDGE, Conflict
from agenda.handlers import callers, leaving, projections
from agenda.handlers.keeping import keep
from agenda.model.fact import Facts
from agenda.model.handover import Keeper
from agenda.model.judge import Judge
from agenda.model.proposal import Proposal
from agenda.store import PROPOSALS
from chassis.mongo import Transaction

Command = dict[str, Any]


def ask(tx: Transaction, command: Command) -> Proposal:
    proposal = PROPOSALS.get(tx, command["id"], command["if_match"])
    callers.may_see(tx.caller, proposal)
    facts = _follow_merged(tx, proposal)
    callers.go_on_with(tx.caller, proposal)
    return keep(tx, PROPOSALS, proposal, facts + proposal.ask_again(command["reasons"], tx.now))


def uphold(tx: Transaction, command: Command) -> Proposal:
    proposal, judge = _asked(tx, command)
    return keep(tx, PROPOSALS, proposal, proposal.uphold(judge, command["reason"]))


def reopen(tx: Transaction, command: Command) -> Proposal:
    proposal, judge = _asked(tx, command)
    facts = proposal.reopen(judge, command["reason"])
    return keep(tx, PROPOSALS, proposal, facts + _catch_up(tx, proposal))


def _asked(tx: Transaction, command: Command) -> tuple[Proposal, Judge]:
    """An id that is no more than a role may be anybody's."""
    callers.secretariat(tx.caller)
    proposal = PROPOSALS.get(tx, command["id"], command["if_match"])
    of_a_person = tx.caller.id not in tx.caller.roles
    if of_a_person and proposal.reconsideration and proposal.reconsideration.refused_by == tx.caller.id:
        raise Conflict(SAME_JUDGE)
    return proposal, callers.judge(tx)


def _catch_up(tx: Transaction, proposal: Proposal) -> Facts:
    """While it was at its end nobody looked for it when a member left, or became a part of another."""
    facts = _follow_merged(tx, proposal)
    members = projections.members(tx, _all_of(proposal))
    for id, member in members.items():
        store.hold(tx, id)
        if member.ended and id != proposal.proposed_by:
            facts += proposal.lose_supporter(id, tx.now)
    proposer = members.get(proposal.proposed_by)
    if proposer and proposer.ended and proposal.keeper is Keeper.MEMBER:
        facts += leaving.hand_over(tx, proposal, members)
    return facts


def _follow_merged(tx: Transaction, proposal: Proposal) -> Facts:
    facts: Facts = ()
    members = projections.members(tx, _all_of(proposal))
    for id in [id for id, one in members.items() if one.merged_into]:
        facts += proposal.reassign(id, projections.standing_for(tx, id), tx.now)
    return facts


def _all_of(proposal: Proposal) -> set[str]:
    return {proposal.proposed_by, *proposal.standing_with, *proposal.invited}
