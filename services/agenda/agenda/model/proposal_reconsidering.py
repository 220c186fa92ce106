"""What was refused may be looked at once more."""

from dataclasses import replace
from datetime import datetime

from agenda.errors import ALREADY_RECONSIDERED, NOT_ASKED_FOR, TOO_LATE_TO_ASK, Conflict
from agenda.model.fact import Fact, Facts, happened
from agenda.model.handover import end_of_day
from agenda.model.judge import Judge
from agenda.model.proposal_judging import JudgedProposal
from agenda.model.proposal_states import Status
from agenda.model.reconsideration import TERM_DAYS, Answer, Reconsideration
from agenda.model.text import Text


class ReconsideredProposal(JudgedProposal):
    __slots__ = ()

    @property
    def asked_again(self) -> bool:
        """Whether an answer is still to be given."""
        return self.reconsideration is not None and self.reconsideration.answer is None

    def ask_again(self, reasons: Text, at: datetime) -> Facts:
        """Once, and while the term runs: from when the refusal was told to the end of its last day."""
        self.allow("reconsider")
        if self.reconsideration:
            raise Conflict(ALREADY_RECONSIDERED)
        told_at = self.judgement_told_at or self.judged_at
        if told_at and at > end_of_day(told_at, TERM_DAYS):
            raise Conflict(TOO_LATE_TO_ASK, days=TERM_DAYS)
        self.reconsideration = Reconsideration(
            reasons=reasons,
            asked_at=at,
            refused=str(self.status),
            refused_by=self.judged_by,
            refused_for=self.reason,
        )
        return happened(Fact.PROPOSAL_RECONSIDERATION_ASKED)

    def uphold(self, judge: Judge, reason: Text) -> Facts:
        self.allow("uphold")
        self._answer(judge, Answer.UPHELD, reason)
        return happened(Fact.PROPOSAL_UPHELD)

    def reopen(self, judge: Judge, reason: Text) -> Facts:
        """It is before the secretariat again, as on the day when it was submitted."""
        self.allow("reopen")
        self._answer(judge, Answer.REOPENED, reason)
        self._judge("reopen", Status.SUBMITTED, judge)
        return happened(Fact.PROPOSAL_REOPENED)

    def _answer(self, judge: Judge, answer: Answer, reason: Text) -> None:
        if self.reconsideration is None or not self.asked_again:
            raise Conflict(NOT_ASKED_FOR)
        self.reconsideration = replace(
            self.reconsideration, answer=answer, reason=reason, answered_by=judge.id, answered_at=judge.at
        )
