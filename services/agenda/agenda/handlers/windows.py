"""Proposals meant for a meeting, which takes them until a day that it says."""

from datetime import datetime

from agenda import events, meeting_store
from agenda.errors import OTHER_COMMITTEE, Conflict
from agenda.handlers import callers
from agenda.handlers.keeping import keep
from agenda.model import window
from agenda.model.handover import Keeper
from agenda.model.proposal import Proposal
from agenda.model.proposal_states import WRITTEN
from agenda.store import MEETINGS, PROPOSALS
from chassis.mongo import Transaction


def check_meant(tx: Transaction, meeting: str | None, committee: str) -> None:
    if meeting and MEETINGS.get(tx, meeting).committee != committee:
        raise Conflict(OTHER_COMMITTEE)


def must_be_open(tx: Transaction, proposal: Proposal) -> None:
    """Not for the secretariat, which enters also what came to it in time."""
    if proposal.for_meeting and not tx.caller.has(callers.SECRETARIAT):
        ahead = meeting_store.meetings_ahead(tx, proposal.committee, tx.now)
        window.must_be_open(MEETINGS.get(tx, proposal.for_meeting), tx.now, ahead)


def remind(tx: Transaction, id: str, at: datetime) -> None:
    """Tells who still has a draft for the meeting; nobody where there is none."""
    meeting = MEETINGS.get(tx, id)
    due = window.remind_at(meeting)
    if due is None or due > at:
        return
    meeting.reminded = True
    keep(tx, MEETINGS, meeting)
    meant = PROPOSALS.find(tx, {"for_meeting": id})
    at_work = [one for one in meant if one.status in WRITTEN and one.keeper is Keeper.MEMBER]
    if at_work and window.is_open(meeting, at):
        tx.tell(events.of_window(meeting, sorted({one.proposed_by for one in at_work})))
