"""The agenda of a meeting: what is put on it, talked over, resolved."""

from collections.abc import Callable
from typing import Any

from agenda import meeting_store
from agenda.errors import OTHER_COMMITTEE, Conflict
from agenda.handlers import callers, projections
from agenda.handlers.keeping import keep
from agenda.handlers.meetings import change
from agenda.model.fact import Facts
from agenda.model.item import Item
from agenda.model.judge import Judge
from agenda.model.meeting import Meeting
from agenda.model.proposal import Proposal
from agenda.model.resolution import Resolution
from agenda.store import MEETINGS, PROPOSALS
from chassis.mongo import Transaction

Command = dict[str, Any]


def select(tx: Transaction, proposal: Proposal, judge: Judge, says: Command) -> Facts:
    """A proposal becomes the last item of the section for its purpose, or of the one that is named."""
    meeting = MEETINGS.get(tx, says["meeting"])
    facts, listed = put_on(tx, proposal, meeting, judge, says)
    for one in listed:
        chain(tx, meeting, one.item)
    keep(tx, MEETINGS, meeting, listed)
    return facts


def chain(tx: Transaction, meeting: Meeting, item: Item | None) -> None:
    """What was adjourned without a date names where it goes on."""
    if item and item.continues and (earlier := meeting_store.meeting_of_item(tx, item.continues)):
        earlier.goes_on(item.continues, meeting.id, item)
        keep(tx, MEETINGS, earlier)


def put_on(
    tx: Transaction, proposal: Proposal, meeting: Meeting, judge: Judge, says: Command
) -> tuple[Facts, Facts]:
    """What that is to the proposal, and to the meeting; nothing is kept of it."""
    if meeting.committee != proposal.committee:
        raise Conflict(OTHER_COMMITTEE)
    item, listed = meeting.list_item(
        tx.new_id(),
        says["section"] or meeting.agenda.section_for(proposal.purpose),
        proposal.title,
        purpose=proposal.purpose,
        proposal=proposal.id,
        proposed_by=proposal.proposed_by,
        continues=proposal.continues,
    )
    needed = projections.committee(tx, proposal.committee).support_needed
    return proposal.select(judge, meeting.id, item.id, needed, says["waiver"]), listed


def add(tx: Transaction, command: Command) -> Meeting:
    def listed(meeting: Meeting) -> Facts:
        return meeting.list_item(tx.new_id(), command["section"], command["title"])[1]

    return change(tx, command, listed)


def discuss(tx: Transaction, command: Command) -> Meeting:
    return change(tx, command, lambda meeting: meeting.discuss_item(command["item"]))


def decide(tx: Transaction, command: Command) -> Meeting:
    """What is resolved on an item is recorded on its proposal."""
    resolution = Resolution(
        meeting=command["id"], item=command["item"], decided_at=tx.now, **command["resolution"]
    )
    meeting = change(tx, command, lambda meeting: meeting.decide_item(command["item"], resolution))
    _with_proposal(tx, meeting, command["item"], lambda one: one.decide(resolution))
    return meeting


def adjourn(tx: Transaction, command: Command) -> Meeting:
    """To a meeting that is named, where it is listed anew; else its proposal waits, and keeps the chain."""
    to = MEETINGS.get(tx, command["to"]) if command["to"] else None
    by = tx.new_id() if to else None
    meeting = change(tx, command, lambda meeting: meeting.adjourn_item(command["item"], to, by))
    item = meeting.agenda.item(command["item"])
    if to and by:
        again, listed = to.take_over(by, item)
        keep(tx, MEETINGS, to, listed)
        _with_proposal(tx, meeting, item.id, lambda one: one.move(callers.judge(tx), to.id, again.id))
    else:
        _with_proposal(tx, meeting, item.id, lambda one: one.take_off(callers.judge(tx), continues=item.id))
    return meeting


def remove(tx: Transaction, command: Command) -> Meeting:
    meeting = change(tx, command, lambda meeting: meeting.remove_item(command["item"]))
    _with_proposal(tx, meeting, command["item"], lambda one: one.take_off(callers.judge(tx)))
    return meeting


def _with_proposal(tx: Transaction, meeting: Meeting, item: str, what: Callable[[Proposal], Facts]) -> None:
    id = meeting.agenda.item(item).proposal
    if id:
        proposal = PROPOSALS.get(tx, id)
        keep(tx, PROPOSALS, proposal, what(proposal))
