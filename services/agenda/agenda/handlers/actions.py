"""What a meeting charged members with, or the secretariat: assigned, begun, reported on, ended."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from agenda.following.store import ACTIONS, REPORTS, open_actions_of
from agenda.handlers import callers, projections
from agenda.handlers.keeping import keep
from agenda.model.action import Action, Report
from agenda.model.fact import Facts
from agenda.store import MEETINGS, PROPOSALS
from chassis.mongo import Transaction

Command = dict[str, Any]
PORTION = 100
SECRETARIAT = "secretariat"


def assign(tx: Transaction, command: Command) -> Action:
    """Charges somebody with what was resolved on an item, which then names the action."""
    callers.secretariat(tx.caller)
    meeting = MEETINGS.get(tx, command["meeting"])
    item = meeting.agenda.item(command["item"])
    proposal = PROPOSALS.get(tx, item.proposal) if item.proposal else None
    action = Action(
        id=tx.new_id(),
        committee=meeting.committee,
        proposal=item.proposal,
        sdgs=proposal.sdgs if proposal else [],
        closed=item.closed,
        created_at=tx.now,
        **{**command, "owner": _owner(tx, command["owner"], meeting.committee)},
    )
    item.charge(action.id)
    keep(tx, MEETINGS, meeting)
    return keep(tx, ACTIONS, action, action.assign())


def revise(tx: Transaction, command: Command) -> Action:
    """Another owner is a fact of its own."""
    callers.secretariat(tx.caller)
    action = ACTIONS.get(tx, command["id"], command["if_match"])
    facts = action.revise(command, tx.now) if command.keys() & {"title", "due_on"} else ()
    if "owner" in command:
        owner = _owner(tx, command["owner"], action.committee)
        facts += action.pass_to(owner) if owner != action.owner else ()
    return keep(tx, ACTIONS, action, facts)


def start(tx: Transaction, command: Command) -> Action:
    return _as_owner(tx, command, lambda action: action.start(tx.now))


def complete(tx: Transaction, command: Command) -> Action:
    return _as_owner(tx, command, lambda action: action.complete(tx.now))


def drop(tx: Transaction, command: Command) -> Action:
    """What a meeting resolved is not its owner's to let go of."""
    callers.secretariat(tx.caller)
    return _as_owner(tx, command, lambda action: action.drop(command["reason"], tx.now))


def report(tx: Transaction, command: Command) -> Report:
    action = _as_owner(tx, command, lambda action: action.report(command["on"]))
    one = Report(
        id=tx.new_id(),
        action=action.id,
        committee=action.committee,
        text=command["text"],
        on=command["on"],
        reported_by=tx.caller.member,
        reported_at=tx.now,
    )
    REPORTS.add(tx, one)
    return one


def get(tx: Transaction, command: Command) -> Action:
    return _shown(tx, [ACTIONS.get(tx, command["id"])])[0]


def page(tx: Transaction, command: Command) -> tuple[list[Action], str | None]:
    after, limit = command.pop("after"), command.pop("limit")
    if command.get("owner") == SECRETARIAT:
        where = projections.scoped(tx, {**command, "owner": None})
    elif "owner" in command:
        known = projections.members(tx, [command["owner"]]).values()
        if not known:
            return [], None
        where = {**command, "committee": next(iter(known)).committee}
    else:
        where = projections.scoped(tx, command, "meeting", "proposal")
    found, more = ACTIONS.page(tx, where, after, limit)
    return _shown(tx, found), more


def reports(tx: Transaction, command: Command) -> tuple[list[Report], str | None]:
    if _hidden(tx, [ACTIONS.get(tx, command["id"])]):
        return [], None
    return REPORTS.page(tx, {"action": command["id"]}, command["after"], command["limit"])


def pass_on(tx: Transaction, member: str, to: str | None) -> None:
    """All that this member is charged with; in portions, where that is much."""
    found, more = open_actions_of(tx, member, PORTION)
    for action in found:
        keep(tx, ACTIONS, action, action.pass_to(to))
    if more:
        tx.unfinished = True


def remind(tx: Transaction, id: str, at: datetime) -> None:
    action = ACTIONS.get(tx, id)
    if action.remind_at is not None and action.remind_at < at:
        keep(tx, ACTIONS, action, action.remind(at))


def _shown(tx: Transaction, actions: list[Action]) -> list[Action]:
    hidden = _hidden(tx, actions)
    return [one.masked if one.id in hidden else one for one in actions]


def _hidden(tx: Transaction, actions: list[Action]) -> set[str]:
    """Who is charged with one knows it, also where it may not take part any more."""
    others = [one for one in actions if not (one.owner and tx.caller.represents(one.owner))]
    reading = callers.reading_closed(tx, others)
    return {one.id for one in others if one.closed and one.committee not in reading}


def _owner(tx: Transaction, owner: str, committee: str) -> str | None:
    """A member of the committee, which takes part as things stand; None is the secretariat."""
    if owner == SECRETARIAT:
        return None
    member = projections.entitled(tx, owner, "take_part")
    member.must_be_of(committee)
    return member.id


def _as_owner(tx: Transaction, command: Command, what: Callable[[Action], Facts]) -> Action:
    action = ACTIONS.get(tx, command["id"], command.get("if_match"))
    if action.owner is None:
        callers.secretariat(tx.caller)
    else:
        callers.speak_for(tx.caller, action.owner)
    return keep(tx, ACTIONS, action, what(action))
