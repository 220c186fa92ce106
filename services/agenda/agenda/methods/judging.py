"""What becomes of proposals before a meeting has them."""

from typing import Any

from agenda.handlers import items, judging, reconsidering, showing
from agenda.schemas.judging import (
    AdmitProposal,
    DuplicateProposal,
    MergeProposal,
    ReconsiderProposal,
    ReferProposal,
    ReturnProposal,
    SelectProposal,
)
from agenda.schemas.parts import Reasoned
from chassis.mongo import Transaction
from chassis.rpc import command
from chassis.schema import load

Body = dict[str, Any]
View = dict[str, Any]


class Judging:
    @command
    def return_proposal(self, tx: Transaction, body: Body) -> View:
        return showing.proposal(tx, judging.send_back(tx, load(ReturnProposal(), body)))

    @command
    def admit_proposal(self, tx: Transaction, body: Body) -> View:
        return showing.proposal(tx, judging.admit(tx, load(AdmitProposal(), body)))

    @command
    def refuse_proposal(self, tx: Transaction, body: Body) -> View:
        return showing.proposal(tx, judging.refuse(tx, load(Reasoned(), body)))

    @command
    def defer_proposal(self, tx: Transaction, body: Body) -> View:
        return showing.proposal(tx, judging.defer(tx, load(Reasoned(), body)))

    @command
    def merge_proposal(self, tx: Transaction, body: Body) -> View:
        return showing.proposal(tx, judging.merge(tx, load(MergeProposal(), body)))

    @command
    def duplicate_proposal(self, tx: Transaction, body: Body) -> View:
        return showing.proposal(tx, judging.duplicate(tx, load(DuplicateProposal(), body)))

    @command
    def refer_proposal(self, tx: Transaction, body: Body) -> View:
        return showing.proposal(tx, judging.refer(tx, load(ReferProposal(), body)))

    @command
    def reject_proposal(self, tx: Transaction, body: Body) -> View:
        return showing.proposal(tx, judging.reject(tx, load(Reasoned(), body)))

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
        return showing.proposal(tx, items.select(tx, load(SelectProposal(), body)))
