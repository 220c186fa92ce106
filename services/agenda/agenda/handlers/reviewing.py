"""Reviewers of a proposal: who they are, what they advise, and who stands back."""

from typing import Any

from agenda.errors import (
    ALREADY_REVIEWING,
    NOT_A_REVIEWER,
    NOT_EXPERTS,
    RECUSED,
    TARGET_IS_ITSELF,
    Conflict,
    Denied,
)
from agenda.handlers import callers, projections
from agenda.handlers.keeping import keep
from agenda.model.proposal import Proposal
from agenda.model.review import Recusal, Review
from agenda.store import PROPOSALS, REVIEWS
from chassis.mongo import Transaction

Command = dict[str, Any]
EXPERTS = "expert_commission"


def assign(tx: Transaction, command: Command) -> Review:
    callers.secretariat(tx.caller)
    proposal, member = _in_hand(tx, command), command["member"]
    if member and projections.of_committee(tx, member, proposal.committee).kind != EXPERTS:
        raise Conflict(NOT_EXPERTS, member=member)
    if REVIEWS.find(tx, {"proposal": proposal.id, "reviewer": command["reviewer"]}):
        raise Conflict(ALREADY_REVIEWING)
    review = Review(
        id=tx.new_id(),
        proposal=proposal.id,
        committee=proposal.committee,
        reviewer=command["reviewer"],
        member=member,
        assigned_by=tx.caller.id,
        assigned_at=tx.now,
    )
    if _stands_with(member, proposal):
        review.recuse(Recusal.STANDS_WITH_IT, None, tx.now)
        return keep(tx, REVIEWS, review)
    return keep(tx, REVIEWS, review, review.assign())


def recommend(tx: Transaction, command: Command) -> Review:
    """Of a member that came to stand with it since, no advice is taken."""
    proposal = _in_hand(tx, command)
    review = _own(tx, command)
    if _stands_with(_of(tx, review), proposal):
        raise Conflict(RECUSED)
    if command["into"] == proposal.id:
        raise Conflict(TARGET_IS_ITSELF)
    if command["into"]:
        PROPOSALS.get(tx, command["into"])
    facts = review.recommend(
        command["recommendation"], command["reasons"], tx.now, into=command["into"], to=command["to"]
    )
    return keep(tx, REVIEWS, review, facts)


def recuse(tx: Transaction, command: Command) -> Review:
    _in_hand(tx, command)
    review = _own(tx, command)
    return keep(tx, REVIEWS, review, review.recuse(Recusal.DECLARED, command["reason"], tx.now))


def page(tx: Transaction, command: Command) -> tuple[list[Review], str | None]:
    """A reviewer sees what it said itself, the secretariat what all said."""
    where = {"proposal": _seen(tx, command).id}
    if not tx.caller.has(callers.SECRETARIAT):
        where["reviewer"] = tx.caller.id
    return REVIEWS.page(tx, where, command["after"], command["limit"])


def _in_hand(tx: Transaction, command: Command) -> Proposal:
    proposal = _seen(tx, command)
    proposal.allow("review")
    return proposal


def _seen(tx: Transaction, command: Command) -> Proposal:
    proposal = PROPOSALS.get(tx, command["id"])
    callers.may_see(tx.caller, proposal)
    return proposal


def _own(tx: Transaction, command: Command) -> Review:
    found = REVIEWS.find(tx, {"proposal": command["id"], "reviewer": tx.caller.id})
    if not found or _of(tx, found[0]) not in (None, tx.caller.member):
        raise Denied(NOT_A_REVIEWER)
    return found[0]


def _of(tx: Transaction, review: Review) -> str | None:
    """The commission, or the one that it has become a part of since."""
    return review.member and projections.standing_for(tx, review.member)


def _stands_with(member: str | None, proposal: Proposal) -> bool:
    return member in (proposal.proposed_by, *proposal.standing_with, *proposal.handovers.members)
