"""What the secretariat makes of proposals: each judgement, told at once."""

from collections.abc import Callable, Mapping
from typing import Any

from agenda.handlers import callers, items, projections
from agenda.handlers.keeping import keep
from agenda.model.decision import Judgement
from agenda.model.fact import Facts
from agenda.model.judge import Judge
from agenda.model.proposal import Proposal
from agenda.store import PROPOSALS
from chassis.mongo import Transaction

Command = dict[str, Any]
Verdict = Callable[[Transaction, Proposal, Judge, Command], Facts]


def judge(tx: Transaction, judgement: Judgement, command: Command) -> Proposal:
    callers.secretariat(tx.caller)
    proposal = PROPOSALS.get(tx, command["id"], command["if_match"])
    return keep(tx, PROPOSALS, proposal, VERDICTS[judgement](tx, proposal, callers.judge(tx), command))


def _return(tx: Transaction, proposal: Proposal, judge: Judge, says: Command) -> Facts:
    return proposal.send_back(judge, says["comments"])


def _admit(tx: Transaction, proposal: Proposal, judge: Judge, says: Command) -> Facts:
    needed = projections.committee(tx, proposal.committee).support_needed
    return proposal.admit(judge, needed, says["waiver"])


def _refuse(tx: Transaction, proposal: Proposal, judge: Judge, says: Command) -> Facts:
    return proposal.refuse(judge, says["reason"])


def _defer(tx: Transaction, proposal: Proposal, judge: Judge, says: Command) -> Facts:
    return proposal.defer(judge, says["reason"])


def _refer(tx: Transaction, proposal: Proposal, judge: Judge, says: Command) -> Facts:
    return proposal.refer(judge, says["to"])


def _reject(tx: Transaction, proposal: Proposal, judge: Judge, says: Command) -> Facts:
    return proposal.reject(judge, says["reason"])


def _merge(tx: Transaction, proposal: Proposal, judge: Judge, says: Command) -> Facts:
    return proposal.merge(judge, PROPOSALS.get(tx, says["into"]))


def _duplicate(tx: Transaction, proposal: Proposal, judge: Judge, says: Command) -> Facts:
    return proposal.duplicate(judge, PROPOSALS.get(tx, says["of"]))


VERDICTS: Mapping[Judgement, Verdict] = {
    Judgement.RETURN: _return,
    Judgement.ADMIT: _admit,
    Judgement.REFUSE: _refuse,
    Judgement.SELECT: items.select,
    Judgement.DEFER: _defer,
    Judgement.MERGE: _merge,
    Judgement.DUPLICATE: _duplicate,
    Judgement.REFER: _refer,
    Judgement.REJECT: _reject,
}
