"""Who stands with a proposal besides the member that proposes it."""

from datetime import datetime

from agenda.errors import ALREADY_SUPPORTING, NOT_SUPPORTING, OWN_PROPOSAL, Conflict
from agenda.model.fact import Fact, Facts, happened
from agenda.model.proposal_keeping import KeptProposal


class SupportedProposal(KeptProposal):
    __slots__ = ()

    def support(self, member: str) -> Facts:
        self.allow("support")
        if member == self.proposed_by:
            raise Conflict(OWN_PROPOSAL)
        if member in self.supporters:
            raise Conflict(ALREADY_SUPPORTING)
        self.supporters.append(member)
        return happened(Fact.PROPOSAL_SUPPORTED)

    def unsupport(self, member: str, at: datetime) -> Facts:
        self.allow("unsupport")
        return self.lose_supporter(member, at)

    def lose_supporter(self, member: str, at: datetime) -> Facts:
        """In any state. With the last one nobody is left to whom it could be offered."""
        if member not in self.supporters:
            raise Conflict(NOT_SUPPORTING)
        self.supporters.remove(member)
        entrusted = () if self.supporters else self.end_offer(at)
        return (*happened(Fact.PROPOSAL_UNSUPPORTED), *entrusted)

    def reassign(self, member: str, to: str) -> Facts:
        """`to` stands for this member; who stands for several supporters counts once, the proposer never."""
        if self.proposed_by == member:
            self.proposed_by = to
        supporters = dict.fromkeys(to if one == member else one for one in self.supporters)
        self.supporters = [one for one in supporters if one != self.proposed_by]
        return happened(Fact.PROPOSAL_REASSIGNED) if self.told else ()
