"""Meetings: planned with a number of their own, or recorded with the one they had."""

from collections.abc import Callable
from typing import Any

from agenda.handlers import callers, codes, numbering, projections, quorums, standing_items
from agenda.handlers.keeping import keep
from agenda.model.agenda import Agenda
from agenda.model.fact import Facts
from agenda.model.meeting import Meeting
from agenda.model.member import Committee
from agenda.model.number import Number, Series, buddhist_year
from agenda.store import MEETINGS, PROPOSALS
from chassis.mongo import Transaction

Command = dict[str, Any]


def plan(tx: Transaction, command: Command) -> Meeting:
    callers.secretariat(tx.caller)
    committee = projections.committee(tx, command.pop("committee"))
    held = command.pop("held")
    if held is not None:
        return _record(tx, committee, command | held)
    committee.must_be_active()
    numbers = numbering.series(tx, "meetings", committee.id, buddhist_year(command["starts_at"]))
    meeting = _new(tx, committee, command | {"number": numbers.allot()})
    keep(tx, MEETINGS, meeting, (*meeting.plan(), *standing_items.listed(tx, meeting)))
    numbering.keep(tx, numbers)
    return meeting


def revise(tx: Transaction, command: Command) -> Meeting:
    return change(tx, command, lambda meeting: meeting.revise(command, tx.now))


def convene(tx: Transaction, command: Command) -> Meeting:
    def convened(meeting: Meeting) -> Facts:
        committee = projections.committee(tx, meeting.committee)
        committee.must_be_active()
        called = meeting.convene(codes.new_key(), tx.now, committee.minutes_days)
        return (*called, *standing_items.listed(tx, meeting))

    meeting = change(tx, command, convened)
    quorums.settle(tx, meeting)
    return meeting


def reschedule(tx: Transaction, command: Command) -> Meeting:
    starts_at, ends_at, reason = command["starts_at"], command["ends_at"], command["reason"]
    return change(tx, command, lambda meeting: meeting.reschedule(starts_at, ends_at, reason, tx.now))


def call_to_order(tx: Transaction, command: Command) -> Meeting:
    meeting = change(tx, command, Meeting.open)
    quorums.settle(tx, meeting)
    return meeting


def close(tx: Transaction, command: Command) -> Meeting:
    return change(tx, command, lambda meeting: meeting.close(command["participants"]))


def cancel(tx: Transaction, command: Command) -> Meeting:
    """What was on its agenda waits for another meeting."""
    meeting = change(tx, command, lambda meeting: meeting.cancel(command["reason"]))
    for id in meeting.agenda.proposals:
        proposal = PROPOSALS.get(tx, id)
        keep(tx, PROPOSALS, proposal, proposal.take_off(callers.judge(tx)))
    return meeting


def change(tx: Transaction, command: Command, what: Callable[[Meeting], Facts]) -> Meeting:
    callers.secretariat(tx.caller)
    meeting = MEETINGS.get(tx, command["id"], command["if_match"])
    return keep(tx, MEETINGS, meeting, what(meeting))


def get(tx: Transaction, command: Command) -> Meeting:
    return MEETINGS.get(tx, command["id"])


def page(tx: Transaction, command: Command) -> tuple[list[Meeting], str | None]:
    after, limit = command.pop("after"), command.pop("limit")
    return MEETINGS.page(tx, projections.scoped(tx, command), after, limit)


def _record(tx: Transaction, committee: Committee, command: Command) -> Meeting:
    given = command.pop("number")
    numbers = numbering.series(tx, "meetings", committee.id, given["year_be"]) if given else None
    meeting = _new(tx, committee, command | {"number": _recorded(numbers, given)})
    keep(tx, MEETINGS, meeting, meeting.record(tx.now))
    if numbers:
        numbering.keep(tx, numbers)
    return meeting


def _recorded(numbers: Series | None, given: Command | None) -> Number | None:
    return numbers.record(given["ordinal"]) if numbers and given else None


def _new(tx: Transaction, committee: Committee, command: Command) -> Meeting:
    return Meeting(
        id=tx.new_id(),
        committee=committee.id,
        agenda=Agenda(sections=committee.sections),
        created_at=tx.now,
        **command,
    )
