"""Decided now and told later: until then it stands as it stood."""

from agenda.errors import DECIDED_ON_ANOTHER_TEXT, NOT_DECIDED, Conflict
from agenda.model.decision import Decision
from agenda.model.proposal_reconsidering import ReconsideredProposal


class DecidedProposal(ReconsideredProposal):
    __slots__ = ()

    @property
    def to_publish(self) -> bool:
        return self.decided is not None

    def settle(self, decision: Decision) -> None:
        """In the place of one before that was not told either."""
        self.allow(decision.judgement)
        self.decided = decision

    def decision(self) -> Decision:
        """The one to be told; Conflict where there is none, or its proposer has changed the text since."""
        if self.decided is None:
            raise Conflict(NOT_DECIDED, proposal=self.id)
        if self.decided.edition != self.edition:
            raise Conflict(DECIDED_ON_ANOTHER_TEXT, proposal=self.id)
        return self.decided
