"""What members do with proposals: draft, submit, support, withdraw, read."""

from typing import Any

from agenda import similarity
from agenda.errors import OTHER_COMMITTEE, Conflict
from agenda.handlers import callers, numbering, projections, versions, windows
from agenda.handlers.keeping import keep
from agenda.handlers.supporting import together_with
from agenda.model.handover import Keeper
from agenda.model.number import buddhist_year
from agenda.model.proposal import Proposal
from agenda.store import PROPOSALS
from chassis.mongo import Transaction

Command = dict[str, Any]
OF_A_MEMBER = ("proposed_by", "invited")


def create(tx: Transaction, command: Command) -> Proposal:
    callers.speak_for(tx.caller, command["proposed_by"])
    member = projections.entitled(tx, command["proposed_by"], "propose")
    if command.pop("committee") not in (None, member.committee):
        raise Conflict(OTHER_COMMITTEE)
    cosponsors = command.pop("cosponsors")
    windows.check_meant(tx, command["for_meeting"], member.committee)
    proposal = Proposal(id=tx.new_id(), committee=member.committee, created_at=tx.now, **command)
    versions.write(tx, proposal)
    facts = together_with(tx, proposal, cosponsors) if cosponsors else ()
    return keep(tx, PROPOSALS, proposal, facts)


def revise(tx: Transaction, command: Command) -> Proposal:
    proposal = _own(tx, command)
    windows.check_meant(tx, command.get("for_meeting"), proposal.committee)
    versions.keep_first(tx, proposal)
    if proposal.revise(command):
        versions.write(tx, proposal)
        _let_find(proposal)
    return keep(tx, PROPOSALS, proposal)


def submit(tx: Transaction, command: Command) -> Proposal:
    proposal = _own(tx, command)
    if proposal.keeper is Keeper.MEMBER:
        projections.entitled(tx, proposal.proposed_by, "propose")
    else:
        projections.committee(tx, proposal.committee).must_be_active()
    windows.must_be_open(tx, proposal)
    numbers = numbering.series(tx, "proposals", proposal.committee, buddhist_year(tx.now))
    facts = proposal.submit(numbers, tx.now)
    versions.tell(tx, proposal)
    _let_find(proposal)
    keep(tx, PROPOSALS, proposal, facts)
    numbering.keep(tx, numbers)
    return proposal


def amend(tx: Transaction, command: Command) -> Proposal:
    """Another text, of which those who support it are told."""
    proposal = _own(tx, command)
    versions.keep_first(tx, proposal)
    note = command.pop("note")
    facts = proposal.amend(command, note, tx.now)
    if facts:
        versions.write(tx, proposal, note)
        _let_find(proposal)
    return keep(tx, PROPOSALS, proposal, facts)


def withdraw(tx: Transaction, command: Command) -> Proposal:
    proposal = _own(tx, command)
    return keep(tx, PROPOSALS, proposal, proposal.withdraw(tx.now))


def get(tx: Transaction, command: Command) -> Proposal:
    return _seen(tx, command)


def page(tx: Transaction, command: Command) -> tuple[list[Proposal], str | None]:
    after, limit = command.pop("after"), command.pop("limit")
    if "to_publish" in command:
        callers.secretariat(tx.caller)
    own = any(tx.caller.represents(command[name]) for name in OF_A_MEMBER if name in command)
    if not own and not tx.caller.has(callers.SECRETARIAT):
        command["told"] = True
    where = projections.scoped(tx, command, *OF_A_MEMBER, "meeting")
    return PROPOSALS.page(tx, where, after, limit)


def _let_find(proposal: Proposal) -> None:
    """By its words, once it is told: a draft is found by nobody."""
    if proposal.told:
        proposal.words = similarity.words_of(proposal.title, proposal.rationale)


def _seen(tx: Transaction, command: Command) -> Proposal:
    proposal = PROPOSALS.get(tx, command["id"], command.get("if_match"))
    callers.may_see(tx.caller, proposal)
    return proposal


def _own(tx: Transaction, command: Command) -> Proposal:
    proposal = _seen(tx, command)
    callers.go_on_with(tx.caller, proposal)
    return proposal
