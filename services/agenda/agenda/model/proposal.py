"""A member's concern, from draft to what a meeting resolved on it."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from agenda.errors import (
    ALREADY_SUPPORTING,
    NOT_OFFERED,
    NOT_SUPPORTING,
    NOT_WITH_THE_SECRETARIAT,
    OTHER_COMMITTEE,
    OWN_PROPOSAL,
    TARGET_IS_ITSELF,
    TARGET_NOT_OPEN,
    TRANSITION_FORBIDDEN,
    Conflict,
)
from agenda.model.fact import Fact, Facts, happened
from agenda.model.handover import Handovers, Keeper, Outcome
from agenda.model.judge import Judge
from agenda.model.number import Number, Series
from agenda.model.proposal_states import IN_HAND, OPEN, TRANSITIONS, Purpose, Status
from agenda.model.resolution import Resolution
from agenda.model.text import Text
from agenda.model.transition import allow

OUTCOME = ("comments", "reason", "meeting", "item", "into", "of", "to")
LEFT = {Outcome.OFFERED: Fact.PROPOSAL_OFFERED, Outcome.ENTRUSTED: Fact.PROPOSAL_ENTRUSTED}
REVISABLE = ("title", "rationale", "sdgs", "purpose")


@dataclass(slots=True, kw_only=True)
class Proposal:
    """`proposed_by` is the member in whose name it stands; who goes on with it is its `keeper`."""

    id: str
    committee: str
    proposed_by: str
    title: Text
    rationale: Text
    sdgs: list[int]
    purpose: Purpose
    created_at: datetime
    status: Status = Status.DRAFT
    version: int = 0
    reference: Number | None = None
    submitted_at: datetime | None = None
    supporters: list[str] = field(default_factory=list)
    judged_by: str | None = None
    judged_at: datetime | None = None
    comments: Text | None = None
    reason: Text | None = None
    meeting: str | None = None
    item: str | None = None
    into: str | None = None
    of: str | None = None
    to: Text | None = None
    continues: str | None = None
    referrals: list[str] = field(default_factory=list)
    resolution: Resolution | None = None
    handovers: Handovers = field(default_factory=Handovers)

    @property
    def told(self) -> bool:
        """Drafts are told to nobody, and one withdrawn as a draft never was."""
        return self.reference is not None

    @property
    def is_open(self) -> bool:
        return self.status in OPEN and self.resolution is None

    @property
    def keeper(self) -> Keeper:
        return self.handovers.keeper

    def reassign(self, member: str, to: str) -> Facts:
        """`to` stands for this member; who stands for several supporters counts once, the proposer never."""
        if self.proposed_by == member:
            self.proposed_by = to
        supporters = dict.fromkeys(to if one == member else one for one in self.supporters)
        self.supporters = [one for one in supporters if one != self.proposed_by]
        return happened(Fact.PROPOSAL_REASSIGNED) if self.told else ()

    def revise(self, changes: Mapping[str, Any]) -> None:
        self._allow("revise")
        for name in REVISABLE:
            if name in changes:
                setattr(self, name, changes[name])

    def submit(self, numbers: Series, at: datetime) -> Facts:
        """The first time takes the next of `numbers` as its reference, kept from then on."""
        self._allow("submit")
        self.status = Status.SUBMITTED
        self.reference = self.reference or numbers.allot()
        self.submitted_at = at
        return happened(Fact.PROPOSAL_SUBMITTED)

    def support(self, member: str) -> Facts:
        self._allow("support")
        if member == self.proposed_by:
            raise Conflict(OWN_PROPOSAL)
        if member in self.supporters:
            raise Conflict(ALREADY_SUPPORTING)
        self.supporters.append(member)
        return happened(Fact.PROPOSAL_SUPPORTED)

    def unsupport(self, member: str, at: datetime) -> Facts:
        self._allow("unsupport")
        return self.lose_supporter(member, at)

    def lose_supporter(self, member: str, at: datetime) -> Facts:
        """In any state. With the last one nobody is left to whom it could be offered."""
        if member not in self.supporters:
            raise Conflict(NOT_SUPPORTING)
        self.supporters.remove(member)
        entrusted = () if self.supporters else self.end_offer(at)
        return (*happened(Fact.PROPOSAL_UNSUPPORTED), *entrusted)

    def lose_proposer(self, at: datetime, until: datetime | None) -> Facts:
        """A draft goes with it; the rest is offered, or entrusted at once where `until` is None."""
        outcome = Outcome.OFFERED if until else Outcome.ENTRUSTED
        if self.status is Status.DRAFT:
            self.status, outcome = Status.WITHDRAWN, Outcome.WITHDRAWN
        self.handovers.begin(self.proposed_by, at, outcome, until)
        return happened(LEFT[outcome]) if outcome in LEFT else ()

    def take_over(self, member: str, at: datetime) -> Facts:
        """By the first of its supporters that accepts while it is offered."""
        self._undecided("take over")
        if not self.handovers.is_offered(at):
            raise Conflict(NOT_OFFERED)
        if member not in self.supporters:
            raise Conflict(NOT_SUPPORTING)
        return self._pass_to(member, at)

    def hand_over(self, member: str, at: datetime) -> Facts:
        """By the secretariat, which keeps it, to a member that will go on with it."""
        self._undecided("hand over")
        if self.keeper is not Keeper.SECRETARIAT:
            raise Conflict(NOT_WITH_THE_SECRETARIAT)
        return self._pass_to(member, at)

    def end_offer(self, at: datetime) -> Facts:
        """Nobody took it over, so it stays with the secretariat; nothing where none is offered."""
        if self.handovers.offered_until is None:
            return ()
        self.handovers.settle(Outcome.ENTRUSTED, at)
        return happened(Fact.PROPOSAL_ENTRUSTED)

    def withdraw(self, at: datetime) -> Facts:
        self._allow("withdraw")
        self.status = Status.WITHDRAWN
        self.end_offer(at)
        return happened(Fact.PROPOSAL_WITHDRAWN) if self.told else ()

    def send_back(self, judge: Judge, comments: Text) -> Facts:
        self._judge("return", Status.RETURNED, judge, comments=comments)
        return happened(Fact.PROPOSAL_RETURNED)

    def admit(self, judge: Judge) -> Facts:
        self._judge("admit", Status.ADMISSIBLE, judge)
        return happened(Fact.PROPOSAL_ADMITTED)

    def refuse(self, judge: Judge, reason: Text) -> Facts:
        self._judge("refuse", Status.NOT_ADMITTED, judge, reason=reason)
        return happened(Fact.PROPOSAL_REFUSED)

    def select(self, judge: Judge, meeting: str, item: str) -> Facts:
        self._judge("select", Status.SELECTED, judge, meeting=meeting, item=item)
        self.continues = None
        return happened(Fact.PROPOSAL_SELECTED)

    def defer(self, judge: Judge, reason: Text) -> Facts:
        self._judge("defer", Status.DEFERRED, judge, reason=reason)
        return happened(Fact.PROPOSAL_DEFERRED)

    def merge(self, judge: Judge, into: "Proposal") -> Facts:
        self._allow("merge")
        self._check_target(into, (*IN_HAND, Status.SELECTED))
        self._judge("merge", Status.MERGED, judge, into=into.id)
        return happened(Fact.PROPOSAL_MERGED)

    def duplicate(self, judge: Judge, of: "Proposal") -> Facts:
        """Of one that was told and stands for itself, however it was judged."""
        self._allow("duplicate")
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
        self._undecided("take off")
        self._judge("take off", Status.DEFERRED, judge)
        self.continues = continues
        return happened(Fact.PROPOSAL_DEFERRED)

    def move(self, judge: Judge, meeting: str, item: str) -> Facts:
        self._undecided("move")
        self._judge("move", Status.SELECTED, judge, meeting=meeting, item=item)
        return happened(Fact.PROPOSAL_SELECTED)

    def decide(self, resolution: Resolution) -> Facts:
        """What the meeting resolved; the proposal stays selected, decided and published are other facts."""
        self._undecided("decide")
        self.resolution = resolution
        self.end_offer(resolution.decided_at)
        return happened(Fact.PROPOSAL_DECIDED)

    def _allow(self, verb: str) -> None:
        allow(TRANSITIONS, verb, "proposal", self.status)

    def _undecided(self, verb: str) -> None:
        self._allow(verb)
        if self.resolution:
            raise Conflict(TRANSITION_FORBIDDEN, aggregate="proposal", status="decided", verb=verb)

    def _judge(self, verb: str, status: Status, judge: Judge, **outcome: Text | str) -> None:
        self._allow(verb)
        self.status = status
        self.judged_by, self.judged_at = judge.id, judge.at
        for name in OUTCOME:
            setattr(self, name, outcome.get(name))
        if not self.is_open:
            self.end_offer(judge.at)

    def _pass_to(self, member: str, at: datetime) -> Facts:
        self.handovers.settle(Outcome.TAKEN_OVER, at, to=member)
        self.proposed_by = member
        self.supporters = [one for one in self.supporters if one != member]
        return happened(Fact.PROPOSAL_TAKEN_OVER)

    def _check_target(self, target: "Proposal", open_in: Collection[Status]) -> None:
        if target.id == self.id:
            raise Conflict(TARGET_IS_ITSELF)
        if target.committee != self.committee:
            raise Conflict(OTHER_COMMITTEE)
        if target.status not in open_in:
            raise Conflict(TARGET_NOT_OPEN, status=str(target.status))
