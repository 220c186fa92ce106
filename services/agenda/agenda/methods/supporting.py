"""Who stands with a proposal."""

from typing import Any

from agenda.handlers import showing, supporting
from agenda.schemas.proposals import InviteCosponsor, SupportProposal
from chassis.mongo import Transaction
from chassis.rpc import command
from chassis.schema import load

Body = dict[str, Any]
View = dict[str, Any]


class Supporting:
    @command
    def support_proposal(self, tx: Transaction, body: Body) -> View:
        return showing.proposal(tx, supporting.support(tx, load(SupportProposal(), body)))

    @command
    def unsupport_proposal(self, tx: Transaction, body: Body) -> View:
        return showing.proposal(tx, supporting.unsupport(tx, load(SupportProposal(), body)))

    @command
    def invite_cosponsor(self, tx: Transaction, body: Body) -> View:
        return showing.proposal(tx, supporting.invite(tx, load(InviteCosponsor(), body)))

    @command
    def cosponsor_proposal(self, tx: Transaction, body: Body) -> View:
        return showing.proposal(tx, supporting.cosponsor(tx, load(SupportProposal(), body)))

    @command
    def leave_proposal(self, tx: Transaction, body: Body) -> View:
        return showing.proposal(tx, supporting.leave(tx, load(SupportProposal(), body)))
