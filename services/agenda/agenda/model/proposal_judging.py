"""What the secretariat and meetings make of a proposal."""

from collections.abc import Collection

from agenda.errors import OTHER_COMMITTEE, TARGET_IS_ITSELF, TARGET_NOT_OPEN, Conflict
from agenda.model.fact import Fact, Facts, happened
from agenda.model.judge import Judge
from agenda.model.proposal_record import ProposalRecord
from agenda.model.proposal_states import IN_HAND, Status
from agenda.model.proposal_support import SupportedProposal
from agenda.model.resolution import Resolution
from agenda.model.text import Text

OUTCOME = ("comments", "reason", "meeting", "item", "into", "of", "to")


class JudgedProposal(SupportedProposal):
    __slots__ = ()

    def send_back(self, judge: Judge, comments: Text) -> Facts:
        self._judge("return", Status.RETURNED, judge, comments=comments)
        return happened(Fact.PROPOSAL_RETURNED)

    def admit(self, judge: Judge, needed: int = 0, waiver: Text | None = None) -> Facts:
        """`needed` are as many others as its committee wants to stand with it."""
        self.allow("admit")
        self.must_have_support(needed, waiver)
        self._judge("admit", Status.ADMISSIBLE, judge)
        return happened(Fact.PROPOSAL_ADMITTED)

    def refuse(self, judge: Judge, reason: Text) -> Facts:
        self._judge("refuse", Status.NOT_ADMITTED, judge, reason=reason)
        return happened(Fact.PROPOSAL_REFUSED)

    def select(
        self, judge: Judge, meeting: str, item: str, needed: int = 0, waiver: Text | None = None
    ) -> Facts:
        self.allow("select")
        self.must_have_support(needed, waiver)
        self._judge("select", Status.SELECTED, judge, meeting=meeting, item=item)
        self.continues = None
        return happened(Fact.PROPOSAL_SELECTED)

    def defer(self, judge: Judge, reason: Text) -> Facts:
        self._judge("defer", Status.DEFERRED, judge, reason=reason)
        return happened(Fact.PROPOSAL_DEFERRED)

    def merge(self, judge: Judge, into: ProposalRecord) -> Facts:
        self.allow("merge")
        self._check_target(into, (*IN_HAND, Status.SELECTED))
        self._judge("merge", Status.MERGED, judge, into=into.id)
        return happened(Fact.PROPOSAL_MERGED)

    def duplicate(self, judge: Judge, of: ProposalRecord) -> Facts:
        """Of one that was told and stands for itself, however it was judged."""
        self.allow("duplicate")
        hidden = (Status.DRAFT, Status.WITHDRAWN, Status.MERGED, Status.DUPLICATE)
        self._check_target(of, [status for status in Status if status not in hidden])
        self._judge("duplicate", Status.DUPLICATE, judge, of=of.id)
        return happened(Fact.PROPOSAL_DUPLICATED)

    def refer(self, judge: Judge, to: Text) -> Facts:
        self._judge("refer", Status.REFERRED, judge, to=to)
        return happened(Fact.PROPOSAL_REFERRED)

    def reject(self, judge: Judge, reason: Text) -> Facts:
        self._judge("reject", Status.REJECTED, judge, reason=reason)
        return happened(Fact.PROPOSAL_REJECTED)

    def take_off(self, judge: Judge, continues: str | None = None) -> Facts:
        """Off the agenda, to be put on another; `continues` is the item that was adjourned without a date."""
        self.undecided("take off")
        self._judge("take off", Status.DEFERRED, judge)
        self.continues = continues
        return happened(Fact.PROPOSAL_DEFERRED)

    def move(self, judge: Judge, meeting: str, item: str) -> Facts:
        self.undecided("move")
        self._judge("move", Status.SELECTED, judge, meeting=meeting, item=item)
        return happened(Fact.PROPOSAL_SELECTED)

    def decide(self, resolution: Resolution) -> Facts:
        """What the meeting resolved; the proposal stays selected, decided and published are other facts."""
        self.undecided("decide")
        self.resolution = resolution
        self.end_offer(resolution.decided_at)
        return happened(Fact.PROPOSAL_DECIDED)

    def _judge(self, verb: str, status: Status, judge: Judge, **outcome: Text | str) -> None:
        self.allow(verb)
        self.status, self.decided = status, None
        self.judged_by, self.judged_at = judge.id, judge.at
        self.judgement_told_at = judge.told_at
        for name in OUTCOME:
            setattr(self, name, outcome.get(name))
        if not self.is_open:
            self.end_offer(judge.at)

    def _check_target(self, target: ProposalRecord, open_in: Collection[Status]) -> None:
        if target.id == self.id:
            raise Conflict(TARGET_IS_ITSELF)
        if target.committee != self.committee:
            raise Conflict(OTHER_COMMITTEE)
        if target.status not in open_in:
            raise Conflict(TARGET_NOT_OPEN, status=str(target.status))
