"""Judgements made now and told later, many at once: until then only the secretariat knows of them."""

from copy import deepcopy
from typing import Any

from agenda.handlers import callers, items
from agenda.handlers.judging import VERDICTS
from agenda.handlers.keeping import keep
from agenda.model.decision import Decision, Judgement
from agenda.model.judge import Judge
from agenda.model.proposal import Proposal
from agenda.store import MEETINGS, PROPOSALS
from chassis.mongo import Transaction

Command = dict[str, Any]


def decide(tx: Transaction, command: Command) -> Proposal:
    """Refused where it would be if it were told now; it is looked at again when it is."""
    callers.secretariat(tx.caller)
    proposal = PROPOSALS.get(tx, command.pop("id"), command.pop("if_match"))
    judgement, judge = command.pop("judgement"), callers.judge(tx)
    _try_out(tx, deepcopy(proposal), judgement, judge, command)
    proposal.settle(
        Decision(
            judgement=judgement,
            decided_by=judge.id,
            decided_at=judge.at,
            edition=proposal.edition,
            says=command,
        )
    )
    return keep(tx, PROPOSALS, proposal)


def publish(tx: Transaction, command: Command) -> Proposal:
    callers.secretariat(tx.caller)
    return _tell(tx, PROPOSALS.get(tx, command["id"], command["if_match"]))


def publish_all(tx: Transaction, command: Command) -> list[Proposal]:
    """All of them, or none where one cannot be told."""
    callers.secretariat(tx.caller)
    return [_tell(tx, PROPOSALS.get(tx, id)) for id in command["proposals"]]


def _tell(tx: Transaction, proposal: Proposal) -> Proposal:
    decision = proposal.decision()
    judge = Judge(decision.decided_by, decision.decided_at, told_at=tx.now)
    facts = VERDICTS[decision.judgement](tx, proposal, judge, decision.says)
    return keep(tx, PROPOSALS, proposal, facts)


def _try_out(tx: Transaction, copy: Proposal, judgement: Judgement, judge: Judge, says: Command) -> None:
    if judgement is Judgement.SELECT:
        items.put_on(tx, copy, MEETINGS.get(tx, says["meeting"]), judge, says)
    else:
        VERDICTS[judgement](tx, copy, judge, says)
