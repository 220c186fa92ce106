"""Who stands with a proposal besides the member that proposes it: its co-sponsors, and who supports it."""

from collections.abc import Iterable
from datetime import datetime

from agenda.errors import (
    ALREADY_SUPPORTING,
    NOT_INVITED,
    NOT_SUPPORTING,
    OWN_PROPOSAL,
    SUPPORT_MISSING,
    Conflict,
)
from agenda.model.fact import Fact, Facts, happened
from agenda.model.proposal_keeping import KeptProposal
from agenda.model.text import Text


class SupportedProposal(KeptProposal):
    __slots__ = ()

    def support(self, member: str) -> Facts:
        self.allow("support")
        self._may_join(member)
        self.supporters.append(member)
        return happened(Fact.PROPOSAL_SUPPORTED)

    def unsupport(self, member: str, at: datetime) -> Facts:
        self.allow("unsupport")
        if member not in self.supporters:
            raise Conflict(NOT_SUPPORTING)
        return self.lose_supporter(member, at)

    def invite(self, members: Iterable[str]) -> Facts:
        """To propose it together; who supports it already may be asked too."""
        self.allow("invite")
        for member in members:
            if member == self.proposed_by:
                raise Conflict(OWN_PROPOSAL)
            if member in (*self.cosponsors, *self.invited):
                raise Conflict(ALREADY_SUPPORTING)
            self.invited.append(member)
        return happened(Fact.PROPOSAL_COSPONSORS_INVITED)

    def cosponsor(self, member: str) -> Facts:
        """By a member that was invited; it no longer stands among those who only support it."""
        self.allow("cosponsor")
        if member not in self.invited:
            raise Conflict(NOT_INVITED)
        self.invited.remove(member)
        self.supporters = [one for one in self.supporters if one != member]
        self.cosponsors.append(member)
        return happened(Fact.PROPOSAL_COSPONSORED) if self.told else ()

    def leave(self, member: str, at: datetime) -> Facts:
        """By one that does not accept the invitation, or proposes it no longer."""
        self.allow("leave")
        if member in self.supporters or member not in (*self.cosponsors, *self.invited):
            raise Conflict(NOT_INVITED)
        return self.lose_supporter(member, at)

    def lose_supporter(self, member: str, at: datetime) -> Facts:
        """In any state. With the last one nobody is left to whom it could be offered."""
        facts: Facts = ()
        if member in self.supporters:
            facts = happened(Fact.PROPOSAL_UNSUPPORTED)
        elif member in self.cosponsors and self.told:
            facts = happened(Fact.PROPOSAL_UNCOSPONSORED)
        elif member not in (*self.cosponsors, *self.invited):
            raise Conflict(NOT_SUPPORTING)
        for names in (self.supporters, self.cosponsors, self.invited):
            if member in names:
                names.remove(member)
        return facts if self.standing_with else (*facts, *self.end_offer(at))

    def must_have_support(self, needed: int, waiver: Text | None) -> None:
        """Conflict where others than its proposer are too few, and nobody said why it may do without."""
        missing = needed - len(self.standing_with)
        if missing > 0 and not (waiver or self.waiver):
            raise Conflict(SUPPORT_MISSING, missing=missing, needed=needed)
        if missing > 0:
            self.waiver = waiver or self.waiver

    def reassign(self, member: str, to: str, at: datetime) -> Facts:
        """`to` stands for this member; who stands for several of them counts once, the proposer never. Where
        nobody else is left, it is offered no longer."""
        if self.proposed_by == member:
            self.proposed_by = to
        taken = {self.proposed_by}
        for names in (self.cosponsors, self.supporters, self.invited):
            instead = dict.fromkeys(to if one == member else one for one in names)
            names[:] = [one for one in instead if one not in taken]
            taken.update(names)
        facts = happened(Fact.PROPOSAL_REASSIGNED) if self.told else ()
        return facts if self.standing_with else (*facts, *self.end_offer(at))

    def _may_join(self, member: str) -> None:
        if member == self.proposed_by:
            raise Conflict(OWN_PROPOSAL)
        if member in self.standing_with:
            raise Conflict(ALREADY_SUPPORTING)
