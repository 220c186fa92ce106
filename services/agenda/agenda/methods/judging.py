"""What becomes of proposals before a meeting has them."""

from typing import Any

from agenda.handlers import deciding, judging, reconsidering, showing
from agenda.model.decision import Judgement
from agenda.schemas.judging import (
    AdmitProposal,
    DecideProposal,
    DuplicateProposal,
    MergeProposal,
    PublishProposals,
    ReconsiderProposal,
    ReferProposal,
    ReturnProposal,
    SelectProposal,
)
from agenda.schemas.parts import Reasoned, Verb
from chassis.mongo import Transaction
from chassis.rpc import command
from chassis.schema import load

Body = dict[str, Any]
View = dict[str, Any]


class Judging:
    @command
    def return_proposal(self, tx: Transaction, body: Body) -> View:
        return showing.proposal(tx, judging.judge(tx, Judgement.RETURN, load(ReturnProposal(), body)))

    @command
    def admit_proposal(self, tx: Transaction, body: Body) -> View:
        return showing.proposal(tx, judging.judge(tx, Judgement.ADMIT, load(AdmitProposal(), body)))

    @command
    def refuse_proposal(self, tx: Transaction, body: Body) -> View:
        return showing.proposal(tx, judging.judge(tx, Judgement.REFUSE, load(Reasoned(), body)))

    @command
    def defer_proposal(self, tx: Transaction, body: Body) -> View:
        return showing.proposal(tx, judging.judge(tx, Judgement.DEFER, load(Reasoned(), body)))

    @command
    def merge_proposal(self, tx: Transaction, body: Body) -> View:
        return showing.proposal(tx, judging.judge(tx, Judgement.MERGE, load(MergeProposal(), body)))

    @command
    def duplicate_proposal(self, tx: Transaction, body: Body) -> View:
        return showing.proposal(tx, judging.judge(tx, Judgement.DUPLICATE, load(DuplicateProposal(), body)))

    @command
    def refer_proposal(self, tx: Transaction, body: Body) -> View:
        return showing.proposal(tx, judging.judge(tx, Judgement.REFER, load(ReferProposal(), body)))

    @command
    def reject_proposal(self, tx: Transaction, body: Body) -> View:
        return showing.proposal(tx, judging.judge(tx, Judgement.REJECT, load(Reasoned(), body)))

    @command
    def reconsider_proposal(self, tx: Transaction, body: Body) -> View:
        return showing.proposal(tx, reconsidering.ask(tx, load(ReconsiderProposal(), body)))

    @command
    def uphold_proposal(self, tx: Transaction, body: Body) -> View:
        return showing.proposal(tx, reconsidering.uphold(tx, load(Reasoned(), body)))

    @command
    def reopen_proposal(self, tx: Transaction, body: Body) -> View:
        return showing.proposal(tx, reconsidering.reopen(tx, load(Reasoned(), body)))

    @command
    def select_proposal(self, tx: Transaction, body: Body) -> View:
        return showing.proposal(tx, judging.judge(tx, Judgement.SELECT, load(SelectProposal(), body)))

    @command
    def decide_proposal(self, tx: Transaction, body: Body) -> View:
        return showing.proposal(tx, deciding.decide(tx, load(DecideProposal(), body)))

    @command
    def publish_proposal(self, tx: Transaction, body: Body) -> View:
        return showing.proposal(tx, deciding.publish(tx, load(Verb(), body)))

    @command
    def publish_proposals(self, tx: Transaction, body: Body) -> View:
        told = deciding.publish_all(tx, load(PublishProposals(), body))
        return {"items": [showing.proposal(tx, one) for one in told]}
