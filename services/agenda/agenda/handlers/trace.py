"""The whole way of a proposal, there and back: read at once from what is kept of each part of it.

Every query goes along an index and has a bound: what is beyond it is not shown, and `more` says so.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import chain
from typing import Any

from agenda.following.store import ACTIONS, REFERRALS, REPORTS, STEPS
from agenda.handlers import callers, projections
from agenda.model import outcome
from agenda.model.action import Action
from agenda.model.item import Item
from agenda.model.meeting import Meeting
from agenda.model.outcome import Outcome
from agenda.model.proposal import Proposal
from agenda.model.referral import Referral
from agenda.model.step import Step
from agenda.store import MEETINGS, PROPOSALS
from chassis.aggregates import Aggregates
from chassis.mongo import Transaction

Command = dict[str, Any]
STEPS_SHOWN, SHOWN, MEETINGS_SHOWN, REPORTS_SHOWN = 200, 100, 20, 5
JUDGED = frozenset(
    f"agenda.proposal.{fact}.v1"
    for fact in (
        *("returned", "admitted", "refused", "selected", "deferred"),
        *("merged", "duplicated", "referred", "rejected"),
    )
)


@dataclass(slots=True)
class Trace:
    about: str
    proposal: Proposal | None = None
    goes_on_in: Proposal | None = None
    came_here: list[Proposal] = field(default_factory=list)
    items: list[tuple[Meeting, Item]] = field(default_factory=list)
    referrals: list[Referral] = field(default_factory=list)
    actions: list[Action] = field(default_factory=list)
    reports: dict[str, list[Any]] = field(default_factory=dict)
    steps: list[Step] = field(default_factory=list)
    members: dict[str, Any] = field(default_factory=dict)
    more: bool = False

    @property
    def judgements(self) -> list[Step]:
        return [step for step in self.steps if step.what in JUDGED]

    @property
    def outcome(self) -> Outcome:
        if self.proposal:
            return outcome.of_proposal(self.proposal, self.actions, self.referrals)
        return outcome.of_item(self.items[-1][1], self.actions, self.referrals)


def of_proposal(tx: Transaction, command: Command) -> Trace:
    proposal = PROPOSALS.get(tx, command["id"])
    callers.may_see(tx.caller, proposal)
    return _proposals(tx, Trace(f"proposals/{proposal.id}"), proposal)


def of_item(tx: Transaction, command: Command) -> Trace:
    return _items(tx, Trace(f"items/{command['item']}"), command["id"], command["item"])


def of_action(tx: Transaction, command: Command) -> Trace:
    action = ACTIONS.get(tx, command["id"])
    return _items(tx, Trace(f"actions/{action.id}"), action.meeting, action.item)


def of_referral(tx: Transaction, command: Command) -> Trace:
    referral = REFERRALS.get(tx, command["id"])
    trace = Trace(f"referrals/{referral.id}")
    if referral.meeting and referral.item:
        return _items(tx, trace, referral.meeting, referral.item)
    return _proposals(tx, trace, PROPOSALS.get(tx, referral.proposal or ""))


def _items(tx: Transaction, trace: Trace, meeting: str, item: str) -> Trace:
    found = MEETINGS.get(tx, meeting)
    one = found.agenda.item(item)
    if one.proposal:
        return _proposals(tx, trace, PROPOSALS.get(tx, one.proposal))
    trace.items = [*reversed(list(_before(tx, one))), (found, one), *_after(tx, one)]
    for _, each in trace.items:
        trace.actions += _part(tx, trace, ACTIONS, {"item": each.id}, SHOWN)
        trace.referrals += _part(tx, trace, REFERRALS, {"item": each.id}, SHOWN)
        trace.steps += _part(tx, trace, STEPS, {"of": each.id}, STEPS_SHOWN)
    return _completed(tx, trace)


def _proposals(tx: Transaction, trace: Trace, proposal: Proposal) -> Trace:
    trace.proposal = proposal
    of_it = {"proposal": proposal.id}
    trace.steps = _part(tx, trace, STEPS, {"of": proposal.id}, STEPS_SHOWN)
    trace.actions = _part(tx, trace, ACTIONS, of_it, SHOWN)
    trace.referrals = _part(tx, trace, REFERRALS, of_it, SHOWN)
    trace.items = list(_items_of(tx, trace, proposal))
    target = proposal.into or proposal.of
    trace.goes_on_in = PROPOSALS.get(tx, target) if target else None
    for name in ("into", "of"):
        trace.came_here += _part(tx, trace, PROPOSALS, {name: proposal.id}, SHOWN)
    return _completed(tx, trace)


def _items_of(tx: Transaction, trace: Trace, proposal: Proposal) -> Iterator[tuple[Meeting, Item]]:
    """In the order in which it was put on them; each names the meeting that it went on to."""
    places = [(step.said.get("meeting"), step.said.get("item")) for step in trace.judgements]
    known = [place for place in dict.fromkeys([*places, (proposal.meeting, proposal.item)]) if all(place)]
    trace.more = trace.more or len(known) > MEETINGS_SHOWN
    wanted = known[:MEETINGS_SHOWN]
    ids = sorted({str(meeting) for meeting, _ in wanted})
    meetings = {one.id: one for one in MEETINGS.find(tx, {"_id": {"$in": ids}})} if ids else {}
    for meeting, item in wanted:
        yield meetings[str(meeting)], meetings[str(meeting)].agenda.item(str(item))


def _before(tx: Transaction, item: Item) -> Iterator[tuple[Meeting, Item]]:
    """The items that were adjourned to this one, the latest first: each said so when it was."""
    for _ in range(MEETINGS_SHOWN):
        if item.continues is None:
            return
        steps, _more = STEPS.page(tx, {"about": f"items/{item.continues}"}, None, 1)
        if not steps:
            return
        meeting = MEETINGS.get(tx, steps[0].said["meeting"])
        item = meeting.agenda.item(item.continues)
        yield meeting, item


def _after(tx: Transaction, item: Item) -> Iterator[tuple[Meeting, Item]]:
    for _ in range(MEETINGS_SHOWN):
        if item.adjourned_to is None:
            return
        meeting = MEETINGS.get(tx, item.adjourned_to)
        following = [one for one in meeting.agenda.items if one.continues == item.id]
        if not following:
            return
        item = following[0]
        yield meeting, item


def _completed(tx: Transaction, trace: Trace) -> Trace:
    """With the latest reports of each action, and the names of the members that stand in it."""
    _closed_to_others(tx, trace)
    for action in trace.actions:
        if action.reports:
            latest = REPORTS.page(tx, {"action": action.id}, None, REPORTS_SHOWN, newest_first=True)
            trace.reports[action.id] = latest[0]
    ones = [one for one in (trace.proposal, trace.goes_on_in, *trace.came_here) if one]
    owners = (one for one in chain(*([a.owner, *a.handed_over_from] for a in trace.actions)) if one)
    named = {*(one.proposed_by for one in ones), *owners}
    trace.members = {id: one.name for id, one in projections.members(tx, named).items()} if named else {}
    return trace


def _closed_to_others(tx: Transaction, trace: Trace) -> None:
    """Of a closed item who does not take part reads the number, and nothing of what came of it."""
    closed = {item.id for meeting, item in trace.items if item.closed and not _sees(tx, meeting)}
    if not closed:
        return
    about = {f"items/{id}" for id in closed}
    about |= {f"actions/{one.id}" for one in trace.actions if one.item in closed}
    about |= {f"referrals/{one.id}" for one in trace.referrals if one.item in closed}
    trace.items = [(meeting, item.masked if item.id in closed else item) for meeting, item in trace.items]
    trace.actions = [one for one in trace.actions if one.item not in closed]
    trace.referrals = [one for one in trace.referrals if one.item not in closed]
    trace.steps = [step for step in trace.steps if step.about not in about]


def _sees(tx: Transaction, meeting: Meeting) -> bool:
    return callers.takes_part(tx, meeting.committee)


def _part(tx: Transaction, trace: Trace, among: Aggregates[Any], where: Command, most: int) -> list[Any]:
    found, after = among.page(tx, where, None, most)
    trace.more = trace.more or after is not None
    return found
