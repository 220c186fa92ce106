"""What a reviewer advises to do with a proposal; who judges it may do otherwise."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from agenda.errors import RECUSED, Conflict, Invalid
from agenda.model.fact import Fact, Facts, happened
from agenda.model.text import Text


class ReviewStatus(StrEnum):
    ASSIGNED = "assigned"
    RECOMMENDED = "recommended"
    RECUSED = "recused"


class Recommendation(StrEnum):
    SELECT = "select"
    DEFER = "defer"
    REJECT = "reject"
    MERGE = "merge"
    REFER = "refer"


class Recusal(StrEnum):
    """`stands_with_it` is seen by itself: it is an expert of a member that proposes or supports it."""

    STANDS_WITH_IT = "stands_with_it"
    DECLARED = "declared"


@dataclass(slots=True, kw_only=True)
class Review:
    """`reviewer` is an id that names no person; `member` the expert commission it is an expert of, if any."""

    id: str
    proposal: str
    committee: str
    reviewer: str
    assigned_by: str
    assigned_at: datetime
    member: str | None = None
    status: ReviewStatus = ReviewStatus.ASSIGNED
    recommendation: Recommendation | None = None
    reasons: Text | None = None
    into: str | None = None
    to: Text | None = None
    given_at: datetime | None = None
    recusal: Recusal | None = None
    recused_for: Text | None = None
    version: int = 0

    def assign(self) -> Facts:
        return happened(Fact.REVIEW_ASSIGNED)

    def recommend(
        self,
        what: Recommendation,
        reasons: Text,
        at: datetime,
        *,
        into: str | None = None,
        to: Text | None = None,
    ) -> Facts:
        """May be said anew; a merger names its target, a referral the body whose matter it is."""
        if self.status is ReviewStatus.RECUSED:
            raise Conflict(RECUSED)
        for recommended, name, value in (
            (Recommendation.MERGE, "into", into),
            (Recommendation.REFER, "to", to),
        ):
            if what is recommended and value is None:
                raise Invalid(fields={name: ["required"]})
        self.status = ReviewStatus.RECOMMENDED
        self.recommendation, self.reasons, self.given_at = what, reasons, at
        self.into = into if what is Recommendation.MERGE else None
        self.to = to if what is Recommendation.REFER else None
        return happened(Fact.REVIEW_GIVEN)

    def recuse(self, why: Recusal, reason: Text | None, at: datetime) -> Facts:
        """For good; what was advised before is not kept."""
        if self.status is ReviewStatus.RECUSED:
            raise Conflict(RECUSED)
        self.status, self.recusal, self.recused_for, self.given_at = ReviewStatus.RECUSED, why, reason, at
        self.recommendation = self.reasons = self.into = self.to = None
        return happened(Fact.REVIEW_RECUSED)
