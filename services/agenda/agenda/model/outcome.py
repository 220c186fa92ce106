"""What has become of a proposal, or of an item that comes from none, in one word and since when."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from enum import StrEnum

from agenda.model.action import Action, ActionStatus
from agenda.model.item import Item, ItemStatus
from agenda.model.number import BANGKOK
from agenda.model.proposal import Proposal
from agenda.model.proposal_states import Status
from agenda.model.referral import Referral, ReferralStatus
from agenda.model.resolution import Resolution, ResolutionKind
from agenda.model.text import Text


class Stage(StrEnum):
    DRAFTED = "drafted"
    WITH_PROPOSER = "with_proposer"
    IN_HAND = "in_hand"
    ON_AGENDA = "on_agenda"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"
    GOES_ON_ELSEWHERE = "goes_on_elsewhere"
    NOTED = "noted"
    AGREED = "agreed"
    TO_BE_REFERRED = "to_be_referred"
    AWAITED = "awaited"
    ANSWERED = "answered"
    TO_BE_CARRIED_OUT = "to_be_carried_out"
    BEING_CARRIED_OUT = "being_carried_out"
    DONE = "done"
    DROPPED = "dropped"
    REMOVED = "removed"


WORDS: Mapping[Stage, Text] = {
    Stage.DRAFTED: {"th": "เป็นร่าง", "en": "Being drafted"},
    Stage.WITH_PROPOSER: {"th": "ส่งคืนผู้เสนอเพื่อปรับปรุง", "en": "With its proposer, to be mended"},
    Stage.IN_HAND: {"th": "อยู่ระหว่างการพิจารณาของฝ่ายเลขานุการ", "en": "In hand with the secretariat"},
    Stage.ON_AGENDA: {"th": "บรรจุในระเบียบวาระการประชุมแล้ว", "en": "On the agenda of a meeting"},
    Stage.REFUSED: {"th": "ไม่รับไว้หรือไม่บรรจุในระเบียบวาระ", "en": "Refused"},
    Stage.WITHDRAWN: {"th": "ผู้เสนอถอนเรื่อง", "en": "Withdrawn"},
    Stage.GOES_ON_ELSEWHERE: {"th": "ดำเนินการต่อในข้อเสนออื่น", "en": "Goes on in another proposal"},
    Stage.NOTED: {"th": "ที่ประชุมรับทราบแล้ว", "en": "Noted by the meeting"},
    Stage.AGREED: {"th": "ที่ประชุมมีมติแล้ว", "en": "Decided by the meeting"},
    Stage.TO_BE_REFERRED: {"th": "รอส่งต่อ", "en": "To be referred"},
    Stage.AWAITED: {"th": "ส่งต่อแล้ว รอคำตอบ", "en": "Referred, and its answer awaited"},
    Stage.ANSWERED: {"th": "ได้รับคำตอบจากหน่วยงานที่ส่งต่อแล้ว", "en": "Answered by the body it was referred to"},
    Stage.TO_BE_CARRIED_OUT: {"th": "รอมอบหมายผู้ดำเนินการ", "en": "To be carried out"},
    Stage.BEING_CARRIED_OUT: {"th": "อยู่ระหว่างดำเนินการ", "en": "Being carried out"},
    Stage.DONE: {"th": "ดำเนินการแล้วเสร็จ", "en": "Done"},
    Stage.DROPPED: {"th": "ยุติการดำเนินการ", "en": "Not carried out"},
    Stage.REMOVED: {"th": "ถอนจากระเบียบวาระ", "en": "Off the agenda"},
}
OF_PROPOSAL: Mapping[Status, Stage] = {
    Status.DRAFT: Stage.DRAFTED,
    Status.SUBMITTED: Stage.IN_HAND,
    Status.RETURNED: Stage.WITH_PROPOSER,
    Status.ADMISSIBLE: Stage.IN_HAND,
    Status.NOT_ADMITTED: Stage.REFUSED,
    Status.SELECTED: Stage.ON_AGENDA,
    Status.DEFERRED: Stage.IN_HAND,
    Status.MERGED: Stage.GOES_ON_ELSEWHERE,
    Status.DUPLICATE: Stage.GOES_ON_ELSEWHERE,
    Status.REJECTED: Stage.REFUSED,
    Status.WITHDRAWN: Stage.WITHDRAWN,
}
OF_ITEM: Mapping[ItemStatus, Stage] = {
    ItemStatus.REMOVED: Stage.REMOVED,
    ItemStatus.ADJOURNED: Stage.IN_HAND,
}
OF_RESOLUTION: Mapping[ResolutionKind, Stage] = {
    ResolutionKind.NOTED: Stage.NOTED,
    ResolutionKind.AGREED: Stage.AGREED,
    ResolutionKind.REFERRED_UP: Stage.TO_BE_REFERRED,
    ResolutionKind.ACTION: Stage.TO_BE_CARRIED_OUT,
}
UNANSWERED: Mapping[ReferralStatus, Stage] = {
    ReferralStatus.PREPARED: Stage.TO_BE_REFERRED,
    ReferralStatus.SENT: Stage.AWAITED,
}


@dataclass(frozen=True, slots=True)
class Outcome:
    state: Stage
    since: datetime | None

    @property
    def words(self) -> Text:
        return WORDS[self.state]


def of_proposal(one: Proposal, actions: Sequence[Action], referrals: Sequence[Referral]) -> Outcome:
    if one.resolution:
        return of_resolution(one.resolution, actions, referrals)
    if one.status is Status.REFERRED:
        return _of_referrals(referrals) or Outcome(Stage.TO_BE_REFERRED, one.judged_at)
    began = one.created_at if one.status is Status.DRAFT else one.submitted_at
    return Outcome(
        OF_PROPOSAL[one.status], began if one.status is Status.SUBMITTED else one.judged_at or began
    )


def of_item(one: Item, actions: Sequence[Action], referrals: Sequence[Referral]) -> Outcome:
    if one.resolution:
        return of_resolution(one.resolution, actions, referrals)
    return Outcome(OF_ITEM.get(one.status, Stage.ON_AGENDA), None)


def of_resolution(
    resolution: Resolution, actions: Sequence[Action], referrals: Sequence[Referral]
) -> Outcome:
    """What is still to be done or awaited comes before what has come to its end."""
    return (
        _of_open(actions)
        or _of_referrals(referrals)
        or _of_ended(actions)
        or Outcome(OF_RESOLUTION[resolution.kind], resolution.decided_at)
    )


def _of_open(actions: Sequence[Action]) -> Outcome | None:
    began = [one.started_at or one.created_at for one in actions if one.is_open]
    return Outcome(Stage.BEING_CARRIED_OUT, min(began)) if began else None


def _of_ended(actions: Sequence[Action]) -> Outcome | None:
    if not actions:
        return None
    done = any(one.status is ActionStatus.DONE for one in actions)
    ended = [one.ended_at for one in actions if one.ended_at]
    return Outcome(Stage.DONE if done else Stage.DROPPED, max(ended, default=None))


def _of_referrals(referrals: Sequence[Referral]) -> Outcome | None:
    """Answered only when all are."""
    for one in referrals:
        if one.status in UNANSWERED:
            return Outcome(UNANSWERED[one.status], _morning(one.sent_on) or one.created_at)
    answered = [_morning(one.answer.on) for one in referrals if one.answer]
    return Outcome(Stage.ANSWERED, max(filter(None, answered))) if answered else None


def _morning(day: str | None) -> datetime | None:
    return datetime.combine(date.fromisoformat(day), time(0), BANGKOK) if day else None
