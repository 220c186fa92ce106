"""How proposals came, and the receipt for them."""

from typing import Any

from agenda import meeting_store
from agenda.errors import ENTERED_BY_THE_SECRETARIAT, NOT_ENTERED, Conflict, Denied
from agenda.handlers import attachments, callers, projections
from agenda.handlers.keeping import keep
from agenda.model import receipt as model
from agenda.model.meeting import Meeting
from agenda.model.meeting_states import AHEAD
from agenda.model.proposal import Proposal
from agenda.model.proposal_states import Status
from agenda.model.receipt import Receipt
from agenda.model.received import Received
from agenda.receipt_views import ReceiptView
from agenda.shapes import ReceivedTold
from agenda.store import MEETINGS, PROPOSALS
from chassis.mongo import Transaction
from chassis.thai import day_of

Command = dict[str, Any]


def entered(tx: Transaction, given: Command | None) -> Received | None:
    """As it stands in a command; only the secretariat enters for others what reached it."""
    if given is None:
        return None
    if not tx.caller.has(callers.SECRETARIAT):
        raise Denied(ENTERED_BY_THE_SECRETARIAT)
    received = Received(**given)
    received.must_be_known_by(day_of(tx.now))
    return received


def enter(tx: Transaction, command: Command) -> Proposal:
    """Puts right how it came, and adds the scan, until it is submitted: then it has been told."""
    proposal = PROPOSALS.get(tx, command["id"], command["if_match"])
    received = entered(tx, command["received"])
    if proposal.received is None or proposal.status is not Status.DRAFT:
        raise Conflict(NOT_ENTERED)
    if received and received.scan:
        attachments.set_apart(tx, proposal, received.scan)
    proposal.received = received
    return keep(tx, PROPOSALS, proposal)


def get(tx: Transaction, command: Command) -> Receipt:
    proposal = PROPOSALS.get(tx, command["id"])
    callers.may_see(tx.caller, proposal)
    if not callers.is_proposers(tx, proposal):
        raise Denied()
    return of(tx, proposal)


def of(tx: Transaction, proposal: Proposal) -> Receipt:
    committee = projections.committee(tx, proposal.committee)
    return model.of(proposal, committee.facts, _ahead(tx, proposal))


def _ahead(tx: Transaction, proposal: Proposal) -> Meeting | None:
    """What it is meant for, while that is to come; else the next to which members have been called."""
    if proposal.for_meeting:
        meant = MEETINGS.get(tx, proposal.for_meeting)
        if meant.status in AHEAD and meant.starts_at > tx.now:
            return meant
    return meeting_store.next_meeting(tx, proposal.committee)


def view(receipt: Receipt) -> dict[str, Any]:
    return dict(ReceiptView().dump(receipt))


def told_of(received: Received) -> dict[str, Any]:
    return dict(ReceivedTold().dump(received))
