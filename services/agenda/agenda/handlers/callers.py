"""Who may do what to which object; which roles may call at all is the gateway's table."""

from collections.abc import Sequence
from typing import Any

from agenda.errors import PROPOSAL_NOT_FOUND, Denied, Invalid, NotFound
from agenda.handlers import projections
from agenda.model.handover import Keeper
from agenda.model.judge import Judge
from agenda.model.proposal import Proposal
from chassis.call import Caller
from chassis.mongo import Transaction

SECRETARIAT, EXPERT, PARTNER = "secretariat", "expert", "partner"


def secretariat(caller: Caller) -> None:
    if not caller.has(SECRETARIAT):
        raise Denied()


def partner(caller: Caller) -> None:
    """Another system, which the gateway lets tell what it was granted to, and nothing else."""
    if not caller.has(PARTNER):
        raise Denied()


def speak_for(caller: Caller, member: str) -> None:
    """A member's own representative, or the secretariat on its behalf."""
    if not may_speak_for(caller, member):
        raise Denied()


def may_speak_for(caller: Caller, member: str) -> bool:
    return caller.has(SECRETARIAT) or caller.represents(member)


def go_on_with(caller: Caller, proposal: Proposal) -> None:
    """Its proposer; when that has left, the secretariat alone."""
    if proposal.keeper is Keeper.SECRETARIAT:
        secretariat(caller)
    speak_for(caller, proposal.proposed_by)


def is_own(caller: Caller, proposal: Proposal) -> bool:
    """Of the proposal: its proposer's people, or the secretariat."""
    return may_speak_for(caller, proposal.proposed_by)


def is_proposers(tx: Transaction, proposal: Proposal) -> bool:
    """As `is_own`, and for whoever speaks for the member that its proposer has become a part of since."""
    return is_own(tx.caller, proposal) or stands_for(tx, proposal.proposed_by)


def stands_for(tx: Transaction, member: str) -> bool:
    """Whether the caller speaks for this member, or for the one that it has become a part of since."""
    return tx.caller.member is not None and tx.caller.represents(projections.standing_for(tx, member))


def member_meant(caller: Caller, given: str | None) -> str:
    """The member that the caller names or else represents, and may speak for."""
    member = given or caller.member
    if member is None:
        raise Invalid(fields={"member": ["required"]})
    speak_for(caller, member)
    return member


def reading_closed(tx: Transaction, things: Sequence[Any]) -> set[str]:
    """The committees of what is closed among these in which the caller takes part; each asked once."""
    return {one for one in {thing.committee for thing in things if thing.closed} if takes_part(tx, one)}


def takes_part(tx: Transaction, committee: str) -> bool:
    """The secretariat, who comes for a member that may take part, and an expert of no member."""
    if tx.caller.has(SECRETARIAT):
        return True
    if tx.caller.member is None:
        return tx.caller.has(EXPERT)
    known = projections.members(tx, [tx.caller.member]).get(tx.caller.member)
    return (
        known is not None
        and known.committee == committee
        and known.may("take_part", projections.committee(tx, committee))
    )


def comes_for_one_of(tx: Transaction, committee: str) -> bool:
    """For a member of the committee, whatever became of that."""
    if tx.caller.member is None:
        return False
    known = projections.members(tx, [tx.caller.member]).get(tx.caller.member)
    return known is not None and known.committee == committee


def judge(tx: Transaction) -> Judge:
    return Judge(tx.caller.id, tx.now)


def may_see(caller: Caller, proposal: Proposal) -> None:
    """What was never told exists only for those who propose it, or are asked to, and the secretariat."""
    asked = any(caller.represents(member) for member in (*proposal.cosponsors, *proposal.invited))
    if not (proposal.told or asked or is_own(caller, proposal)):
        raise NotFound(PROPOSAL_NOT_FOUND, id=proposal.id)
