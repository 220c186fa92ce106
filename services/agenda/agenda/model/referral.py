"""What went to another body, by which letter, and what that body answered."""

from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum

from agenda.errors import NOT_REFERRED, Conflict, Invalid
from agenda.model.fact import Fact, Facts, happened
from agenda.model.item import Item
from agenda.model.number import buddhist_year
from agenda.model.proposal import Proposal
from agenda.model.proposal_states import Status
from agenda.model.text import Text
from agenda.model.transition import Table, allow

ANOTHER_BODY: Text = {"th": "หน่วยงานอื่น", "en": "Another body"}


class ReferralStatus(StrEnum):
    PREPARED = "prepared"
    SENT = "sent"
    ANSWERED = "answered"


class ReplyKind(StrEnum):
    ACCEPTED = "accepted"
    DECLINED = "declined"
    NOTED = "noted"
    RETURNED = "returned"


TRANSITIONS: Table = {
    "send": (ReferralStatus.PREPARED, ReferralStatus.SENT),
    "answer": (ReferralStatus.SENT, ReferralStatus.ANSWERED),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """`on` is the day (ISO) of the answer, which is recorded later: whenever, it is the same answer."""

    kind: ReplyKind
    text: Text
    on: str
    recorded_at: datetime = field(compare=False)


@dataclass(slots=True, kw_only=True)
class Referral:
    """Of a proposal that was judged so, or of an item on which a meeting resolved so.

    Number and day (ISO) of the letter come from the registry and are typed in; another time puts them right.
    Of one from a `closed` item the public reads neither to whom it went nor what was answered.
    """

    id: str
    committee: str
    to: Text
    created_at: datetime
    proposal: str | None = None
    meeting: str | None = None
    item: str | None = None
    sdgs: list[int] = field(default_factory=list)
    closed: bool = False
    status: ReferralStatus = ReferralStatus.PREPARED
    version: int = 0
    letter_number: str | None = None
    sent_on: str | None = None
    answers: list[Reply] = field(default_factory=list)

    @property
    def answer(self) -> Reply | None:
        """The latest."""
        return max(self.answers, key=lambda one: one.on, default=None)

    @property
    def masked(self) -> "Referral":
        """As who does not take part knows it, where its item is closed."""
        if not self.closed:
            return self
        return replace(self, to=ANOTHER_BODY, letter_number=None, answers=[])

    @property
    def public_to(self) -> Text:
        return self.masked.to

    @property
    def public_letter_number(self) -> str | None:
        return self.masked.letter_number

    @property
    def public_answer(self) -> Reply | None:
        return self.masked.answer

    @property
    def year_be(self) -> int:
        return buddhist_year(self.created_at)

    def prepare(self) -> Facts:
        return happened(Fact.REFERRAL_PREPARED)

    def send(self, letter_number: str | None, sent_on: str) -> Facts:
        self._allow("send")
        self.status = ReferralStatus.SENT
        self.letter_number, self.sent_on = letter_number, sent_on
        return happened(Fact.REFERRAL_SENT)

    def note_answer(self, reply: Reply) -> Facts:
        """The other body may answer more than once."""
        self._allow("answer")
        if self.sent_on and reply.on < self.sent_on:
            raise Invalid(fields={"on": ["out_of_range"]})
        self.status = ReferralStatus.ANSWERED
        self.answers.append(reply)
        return happened(Fact.REFERRAL_ANSWERED)

    def _allow(self, verb: str) -> None:
        allow(TRANSITIONS, verb, "referral", self.status)


def of_proposal(id: str, proposal: Proposal, to: Text | None, at: datetime) -> Referral:
    """To the body that the judgement named, unless another is said."""
    if proposal.status is not Status.REFERRED or proposal.to is None:
        raise Conflict(NOT_REFERRED, proposal=proposal.id, status=str(proposal.status))
    proposal.referrals.append(id)
    return Referral(
        id=id,
        committee=proposal.committee,
        to=to or proposal.to,
        created_at=at,
        proposal=proposal.id,
        sdgs=proposal.sdgs,
    )


def of_item(
    id: str, committee: str, item: Item, proposal: Proposal | None, to: Text | None, at: datetime
) -> Referral:
    """To the body that the resolution named, unless another is said."""
    resolution = item.refer(id)
    body = to or resolution.to
    if body is None:
        raise Invalid(fields={"to": ["required"]})
    if proposal:
        proposal.referrals.append(id)
    return Referral(
        id=id,
        committee=committee,
        to=body,
        created_at=at,
        proposal=item.proposal,
        meeting=item.meeting,
        item=item.id,
        sdgs=proposal.sdgs if proposal else [],
        closed=item.closed,
    )
