"""What somebody who was there finds wrong in the minutes, and what the secretariat made of it."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from agenda.model.fact import Fact, Facts, happened
from agenda.model.text import Text
from agenda.model.transition import Table, allow


class CorrectionStatus(StrEnum):
    PROPOSED = "proposed"
    ACCEPTED = "accepted"
    DECLINED = "declined"


TRANSITIONS: Table = {
    "accept": (CorrectionStatus.PROPOSED,),
    "decline": (CorrectionStatus.PROPOSED,),
}


@dataclass(slots=True, kw_only=True)
class Correction:
    """By a member, of what is said on `item` or of the minutes at large; `edition` is the one that has it."""

    id: str
    meeting: str
    committee: str
    member: str
    text: Text
    proposed_at: datetime
    item: str | None = None
    status: CorrectionStatus = CorrectionStatus.PROPOSED
    version: int = 0
    reason: Text | None = None
    answered_at: datetime | None = None
    edition: int | None = None

    def propose(self) -> Facts:
        return happened(Fact.CORRECTION_PROPOSED)

    def accept(self, edition: int, reason: Text | None, at: datetime) -> Facts:
        self._answer("accept", CorrectionStatus.ACCEPTED, reason, at)
        self.edition = edition
        return happened(Fact.CORRECTION_ACCEPTED)

    def decline(self, reason: Text, at: datetime) -> Facts:
        self._answer("decline", CorrectionStatus.DECLINED, reason, at)
        return happened(Fact.CORRECTION_DECLINED)

    def _answer(self, verb: str, status: CorrectionStatus, reason: Text | None, at: datetime) -> None:
        allow(TRANSITIONS, verb, "correction", self.status)
        self.status, self.reason, self.answered_at = status, reason, at
