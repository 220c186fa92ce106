"""What can happen here: methods of the model return these, `events.py` gives them their public form."""

from dataclasses import dataclass
from enum import Enum, auto
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from agenda.model.item import Item


class Fact(Enum):
    PROPOSAL_SUBMITTED = auto()
    PROPOSAL_RETURNED = auto()
    PROPOSAL_ADMITTED = auto()
    PROPOSAL_REFUSED = auto()
    PROPOSAL_SUPPORTED = auto()
    PROPOSAL_UNSUPPORTED = auto()
    PROPOSAL_COSPONSORS_INVITED = auto()
    PROPOSAL_COSPONSORED = auto()
    PROPOSAL_UNCOSPONSORED = auto()
    PROPOSAL_AMENDED = auto()
    PROPOSAL_SELECTED = auto()
    PROPOSAL_DEFERRED = auto()
    PROPOSAL_MERGED = auto()
    PROPOSAL_DUPLICATED = auto()
    PROPOSAL_REFERRED = auto()
    PROPOSAL_REJECTED = auto()
    PROPOSAL_RECONSIDERATION_ASKED = auto()
    PROPOSAL_UPHELD = auto()
    PROPOSAL_REOPENED = auto()
    PROPOSAL_WITHDRAWN = auto()
    PROPOSAL_DECIDED = auto()
    PROPOSAL_REASSIGNED = auto()
    PROPOSAL_OFFERED = auto()
    PROPOSAL_ENTRUSTED = auto()
    PROPOSAL_TAKEN_OVER = auto()

    MEETING_PLANNED = auto()
    MEETING_RECORDED = auto()
    MEETING_REVISED = auto()
    MEETING_CONVENED = auto()
    MEETING_RESCHEDULED = auto()
    MEETING_OPENED = auto()
    MEETING_CLOSED = auto()
    MEETING_CANCELLED = auto()
    MEETING_MINUTES_DRAFTED = auto()
    MEETING_MINUTES_CIRCULATED = auto()
    MEETING_MINUTES_CORRECTED = auto()
    MEETING_MINUTES_ADOPTED = auto()
    MEETING_MINUTES_OVERDUE = auto()

    CORRECTION_PROPOSED = auto()
    CORRECTION_ACCEPTED = auto()
    CORRECTION_DECLINED = auto()
    MEETING_AGENDA_PUBLISHED = auto()

    ITEM_LISTED = auto()
    ITEM_DISCUSSED = auto()
    ITEM_DECIDED = auto()
    ITEM_ADJOURNED = auto()
    ITEM_REMOVED = auto()

    ACTION_ASSIGNED = auto()
    ACTION_REVISED = auto()
    ACTION_STARTED = auto()
    ACTION_REPORTED = auto()
    ACTION_COMPLETED = auto()
    ACTION_DROPPED = auto()
    ACTION_DUE_SOON = auto()
    ACTION_OVERDUE = auto()
    ACTION_REASSIGNED = auto()

    REFERRAL_PREPARED = auto()
    REFERRAL_SENT = auto()
    REFERRAL_ANSWERED = auto()

    RESPONSE_GIVEN = auto()
    RESPONSE_WITHDRAWN = auto()
    RESPONSE_AWAITED = auto()
    RESPONSE_NEAR = auto()
    ATTENDANCE_RECORDED = auto()
    QUORUM_REACHED = auto()
    QUORUM_LOST = auto()

    DOCUMENT_REVISED = auto()
    DOCUMENT_CHECKED = auto()
    DOCUMENT_CLEARED = auto()
    DOCUMENT_SIGNED = auto()
    DOCUMENT_PUBLISHED = auto()

    ATTACHMENT_ADDED = auto()
    ATTACHMENT_REMOVED = auto()

    COMMENT_ADDED = auto()
    COMMENT_REVISED = auto()
    COMMENT_REMOVED = auto()
    COMMENT_HIDDEN = auto()
    COMMENT_SHOWN = auto()

    REVIEW_ASSIGNED = auto()
    REVIEW_GIVEN = auto()
    REVIEW_RECUSED = auto()


@dataclass(frozen=True, slots=True)
class Happened:
    """A fact about the aggregate whose method returned it; about `item` of its agenda where there is one."""

    fact: Fact
    item: "Item | None" = None


Facts = tuple[Happened, ...]


def happened(fact: Fact) -> Facts:
    return (Happened(fact),)
