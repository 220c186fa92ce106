"""Proposals, as members make and support them."""

from typing import Any

from agenda.handlers import handing_over, proposals, showing
from agenda.schemas.parts import ById, Verb
from agenda.schemas.proposals import (
    AmendProposal,
    CreateProposal,
    HandOverProposal,
    ListLeft,
    ListProposals,
    ReviseProposal,
    SupportProposal,
)
from chassis.mongo import Transaction
from chassis.rpc import command, query
from chassis.schema import load

Body = dict[str, Any]
View = dict[str, Any]


class Proposals:
    @command
    def create_proposal(self, tx: Transaction, body: Body) -> View:
        return showing.proposal(tx, proposals.create(tx, load(CreateProposal(), body)))

    @command
    def revise_proposal(self, tx: Transaction, body: Body) -> View:
        return showing.proposal(tx, proposals.revise(tx, load(ReviseProposal(), body)))

    @command
    def submit_proposal(self, tx: Transaction, body: Body) -> View:
        return showing.proposal(tx, proposals.submit(tx, load(Verb(), body)))

    @command
    def amend_proposal(self, tx: Transaction, body: Body) -> View:
        return showing.proposal(tx, proposals.amend(tx, load(AmendProposal(), body)))

    @command
    def withdraw_proposal(self, tx: Transaction, body: Body) -> View:
        return showing.proposal(tx, proposals.withdraw(tx, load(Verb(), body)))

    @command
    def take_over_proposal(self, tx: Transaction, body: Body) -> View:
        return showing.proposal(tx, handing_over.take_over(tx, load(SupportProposal(), body)))

    @command
    def hand_over_proposal(self, tx: Transaction, body: Body) -> View:
        return showing.proposal(tx, handing_over.hand_over(tx, load(HandOverProposal(), body)))

    @query
    def list_left_proposals(self, tx: Transaction, body: Body) -> View:
        return showing.page(tx, showing.left, handing_over.page(tx, load(ListLeft(), body)))

    @query
    def get_proposal(self, tx: Transaction, body: Body) -> View:
        return showing.proposal(tx, proposals.get(tx, load(ById(), body)))

    @query
    def list_proposals(self, tx: Transaction, body: Body) -> View:
        return showing.page(tx, showing.proposal, proposals.page(tx, load(ListProposals(), body)))
