"""Members that stand with another's proposal."""

from collections.abc import Callable
from typing import Any

from agenda.handlers import callers, projections
from agenda.handlers.keeping import keep
from agenda.model.fact import Facts
from agenda.model.proposal import Proposal
from agenda.store import PROPOSALS
from chassis.mongo import Transaction

Command = dict[str, Any]


def support(tx: Transaction, command: Command) -> Proposal:
    return _join(tx, command, lambda one, member: one.support(member))


def unsupport(tx: Transaction, command: Command) -> Proposal:
    return _change(tx, command, lambda one, member: one.unsupport(member, tx.now))


def invite(tx: Transaction, command: Command) -> Proposal:
    """Who is entered by the secretariat, as on a letter that they signed, stands with it at once."""
    proposal = _seen(tx, command)
    callers.go_on_with(tx.caller, proposal)
    return keep(tx, PROPOSALS, proposal, together_with(tx, proposal, [command["member"]]))


def cosponsor(tx: Transaction, command: Command) -> Proposal:
    return _join(tx, command, lambda one, member: one.cosponsor(member))


def leave(tx: Transaction, command: Command) -> Proposal:
    return _change(tx, command, lambda one, member: one.leave(member, tx.now))


def together_with(tx: Transaction, proposal: Proposal, members: list[str]) -> Facts:
    """Asks members of its committee to propose it too; whom the secretariat enters has said so to it."""
    for member in members:
        projections.entitled(tx, member, "support").must_be_of(proposal.committee)
    facts = proposal.invite(members)
    if not tx.caller.has(callers.SECRETARIAT):
        return facts
    return tuple(one for member in members for one in proposal.cosponsor(member))


def _join(tx: Transaction, command: Command, what: Callable[[Proposal, str], Facts]) -> Proposal:
    member = callers.member_meant(tx.caller, command["member"])
    joining = projections.entitled(tx, member, "support")
    proposal = _seen(tx, command)
    joining.must_be_of(proposal.committee)
    return keep(tx, PROPOSALS, proposal, what(proposal, member))


def _change(tx: Transaction, command: Command, what: Callable[[Proposal, str], Facts]) -> Proposal:
    member = callers.member_meant(tx.caller, command["member"])
    proposal = _seen(tx, command)
    return keep(tx, PROPOSALS, proposal, what(proposal, member))


def _seen(tx: Transaction, command: Command) -> Proposal:
    proposal = PROPOSALS.get(tx, command["id"], command.get("if_match"))
    callers.may_see(tx.caller, proposal)
    return proposal
