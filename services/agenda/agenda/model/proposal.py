"""A member's concern, as its proposer writes it, submits it and takes it back."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from agenda.model.fact import Fact, Facts, happened
from agenda.model.number import Series
from agenda.model.proposal_judging import JudgedProposal
from agenda.model.proposal_states import Status

REVISABLE = ("title", "rationale", "sdgs", "purpose")


class Proposal(JudgedProposal):
    __slots__ = ()

    def revise(self, changes: Mapping[str, Any]) -> None:
        self.allow("revise")
        for name in REVISABLE:
            if name in changes:
                setattr(self, name, changes[name])

    def submit(self, numbers: Series, at: datetime) -> Facts:
        """The first time takes the next of `numbers` as its reference, kept from then on."""
        self.allow("submit")
        self.status = Status.SUBMITTED
        self.reference = self.reference or numbers.allot()
        self.submitted_at = at
        return happened(Fact.PROPOSAL_SUBMITTED)

    def withdraw(self, at: datetime) -> Facts:
        self.allow("withdraw")
        self.status = Status.WITHDRAWN
        self.end_offer(at)
        return happened(Fact.PROPOSAL_WITHDRAWN) if self.told else ()
