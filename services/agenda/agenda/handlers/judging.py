"""What the secretariat does with proposals, besides putting them on an agenda."""

from collections.abc import Callable
from typing import Any

from agenda.handlers import callers, projections
from agenda.handlers.keeping import keep
from agenda.model.fact import Facts
from agenda.model.proposal import Proposal
from agenda.store import PROPOSALS
from chassis.mongo import Transaction

Command = dict[str, Any]


def send_back(tx: Transaction, command: Command) -> Proposal:
    return _judge(tx, command, lambda one: one.send_back(callers.judge(tx), command["comments"]))


def admit(tx: Transaction, command: Command) -> Proposal:
    def admitted(one: Proposal) -> Facts:
        needed = projections.committee(tx, one.committee).support_needed
        return one.admit(callers.judge(tx), needed, command["waiver"])

    return _judge(tx, command, admitted)


def refuse(tx: Transaction, command: Command) -> Proposal:
    return _judge(tx, command, lambda one: one.refuse(callers.judge(tx), command["reason"]))


def defer(tx: Transaction, command: Command) -> Proposal:
    return _judge(tx, command, lambda one: one.defer(callers.judge(tx), command["reason"]))


def refer(tx: Transaction, command: Command) -> Proposal:
    return _judge(tx, command, lambda one: one.refer(callers.judge(tx), command["to"]))


def reject(tx: Transaction, command: Command) -> Proposal:
    return _judge(tx, command, lambda one: one.reject(callers.judge(tx), command["reason"]))


def merge(tx: Transaction, command: Command) -> Proposal:
    def into(one: Proposal) -> Facts:
        return one.merge(callers.judge(tx), PROPOSALS.get(tx, command["into"]))

    return _judge(tx, command, into)


def duplicate(tx: Transaction, command: Command) -> Proposal:
    def of(one: Proposal) -> Facts:
        return one.duplicate(callers.judge(tx), PROPOSALS.get(tx, command["of"]))

    return _judge(tx, command, of)


def _judge(tx: Transaction, command: Command, verdict: Callable[[Proposal], Facts]) -> Proposal:
    callers.secretariat(tx.caller)
    proposal = PROPOSALS.get(tx, command["id"], command["if_match"])
    return keep(tx, PROPOSALS, proposal, verdict(proposal))
