"""What members do with proposals: draft, submit, support, withdraw, read."""

from typing import Any

from agenda.errors import OTHER_COMMITTEE, Conflict
from agenda.handlers import attachments, callers, numbering, projections, receipts
from agenda.handlers.keeping import keep
from agenda.model.handover import Keeper
from agenda.model.number import buddhist_year
from agenda.model.proposal import Proposal
from agenda.store import PROPOSALS
from chassis.mongo import Transaction

Command = dict[str, Any]


def create(tx: Transaction, command: Command) -> Proposal:
    callers.speak_for(tx.caller, command["proposed_by"])
    member = projections.entitled(tx, command["proposed_by"], "propose")
    if command.pop("committee") not in (None, member.committee):
        raise Conflict(OTHER_COMMITTEE)
    command["received"] = receipts.entered(tx, command["received"])
    proposal = Proposal(id=tx.new_id(), committee=member.committee, created_at=tx.now, **command)
    return keep(tx, PROPOSALS, proposal)


def revise(tx: Transaction, command: Command) -> Proposal:
    proposal = _own(tx, command)
    proposal.revise(command)
    return keep(tx, PROPOSALS, proposal)


def submit(tx: Transaction, command: Command) -> Proposal:
    proposal = _own(tx, command)
    if proposal.keeper is Keeper.MEMBER:
        projections.entitled(tx, proposal.proposed_by, "propose")
    else:
        projections.committee(tx, proposal.committee).must_be_active()
    numbers = numbering.series(tx, "proposals", proposal.committee, buddhist_year(tx.now))
    told_before = proposal.told
    keep(tx, PROPOSALS, proposal, proposal.submit(numbers, tx.now))
    if not told_before:
        attachments.tell_all(tx, proposal)
    numbering.keep(tx, numbers)
    return proposal


def support(tx: Transaction, command: Command) -> Proposal:
    member = callers.member_meant(tx.caller, command["member"])
    supporter = projections.entitled(tx, member, "support")
    proposal = _seen(tx, command)
    supporter.must_be_of(proposal.committee)
    return keep(tx, PROPOSALS, proposal, proposal.support(member))


def unsupport(tx: Transaction, command: Command) -> Proposal:
    member = callers.member_meant(tx.caller, command["member"])
    proposal = _seen(tx, command)
    return keep(tx, PROPOSALS, proposal, proposal.unsupport(member, tx.now))


def withdraw(tx: Transaction, command: Command) -> Proposal:
    proposal = _own(tx, command)
    return keep(tx, PROPOSALS, proposal, proposal.withdraw(tx.now))


def get(tx: Transaction, command: Command) -> Proposal:
    return _seen(tx, command)


def page(tx: Transaction, command: Command) -> tuple[list[Proposal], str | None]:
    after, limit = command.pop("after"), command.pop("limit")
    own = "proposed_by" in command and tx.caller.represents(command["proposed_by"])
    if not own and not tx.caller.has(callers.SECRETARIAT):
        command["told"] = True
    where = projections.scoped(tx, command, "proposed_by", "meeting")
    return PROPOSALS.page(tx, where, after, limit)


def _seen(tx: Transaction, command: Command) -> Proposal:
    proposal = PROPOSALS.get(tx, command["id"], command.get("if_match"))
    callers.may_see(tx.caller, proposal)
    return proposal


def _own(tx: Transaction, command: Command) -> Proposal:
    proposal = _seen(tx, command)
    callers.go_on_with(tx.caller, proposal)
    return proposal
