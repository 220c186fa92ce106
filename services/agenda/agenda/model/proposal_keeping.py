"""A proposal whose proposer leaves the group: with whom it goes on."""

from datetime import datetime

from agenda.errors import NOT_OFFERED, NOT_SUPPORTING, NOT_WITH_THE_SECRETARIAT, Conflict
from agenda.model.fact import Fact, Facts, happened
from agenda.model.handover import Keeper, Outcome
from agenda.model.proposal_record import ProposalRecord
from agenda.model.proposal_states import Status

LEFT = {Outcome.OFFERED: Fact.PROPOSAL_OFFERED, Outcome.ENTRUSTED: Fact.PROPOSAL_ENTRUSTED}


class KeptProposal(ProposalRecord):
    __slots__ = ()

    def lose_proposer(self, at: datetime, until: datetime | None) -> Facts:
        """A draft goes with it; the rest is offered, or entrusted at once where `until` is None."""
        outcome = Outcome.OFFERED if until else Outcome.ENTRUSTED
        if self.status is Status.DRAFT:
            self.status, outcome = Status.WITHDRAWN, Outcome.WITHDRAWN
        self.handovers.begin(self.proposed_by, at, outcome, until)
        return happened(LEFT[outcome]) if outcome in LEFT else ()

    def take_over(self, member: str, at: datetime) -> Facts:
        """By the first of its supporters that accepts while it is offered."""
        self.undecided("take over")
        if not self.handovers.is_offered(at):
            raise Conflict(NOT_OFFERED)
        if member not in self.standing_with:
            raise Conflict(NOT_SUPPORTING)
        return self._pass_to(member, at)

    def hand_over(self, member: str, at: datetime) -> Facts:
        """By the secretariat, which keeps it, to a member that will go on with it."""
        self.undecided("hand over")
        if self.keeper is not Keeper.SECRETARIAT:
            raise Conflict(NOT_WITH_THE_SECRETARIAT)
        return self._pass_to(member, at)

    def end_offer(self, at: datetime) -> Facts:
        """Nobody took it over, so it stays with the secretariat; nothing where none is offered."""
        if self.handovers.offered_until is None:
            return ()
        self.handovers.settle(Outcome.ENTRUSTED, at)
        return happened(Fact.PROPOSAL_ENTRUSTED)

    def _pass_to(self, member: str, at: datetime) -> Facts:
        self.handovers.settle(Outcome.TAKEN_OVER, at, to=member)
        self.proposed_by = member
        for names in (self.supporters, self.cosponsors, self.invited):
            if member in names:
                names.remove(member)
        return happened(Fact.PROPOSAL_TAKEN_OVER)
