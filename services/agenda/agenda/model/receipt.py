"""What a proposer is told at once: the short reference, who answers for it, and what comes next, and when."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from agenda.errors import NOT_SUBMITTED, Conflict
from agenda.model.meeting import Meeting
from agenda.model.number import Number
from agenda.model.proposal import Proposal
from agenda.model.received import Received
from agenda.model.text import Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Receipt:
    proposal: str
    reference: Number
    name: Text
    title: Text
    received_at: datetime | None
    received: Received | None
    office: Text
    next_meeting: Meeting | None


def of(proposal: Proposal, committee: Mapping[str, Any], next_meeting: Meeting | None) -> Receipt:
    if proposal.reference is None:
        raise Conflict(NOT_SUBMITTED)
    display = proposal.reference.display
    return Receipt(
        proposal=proposal.id,
        reference=proposal.reference,
        name={"th": f"ข้อเสนอ {display['th']}", "en": f"Proposal {display['en']}"},
        title=proposal.title,
        received_at=proposal.submitted_at,
        received=proposal.received,
        office=office(committee),
        next_meeting=next_meeting,
    )


def office(committee: Mapping[str, Any]) -> Text:
    """The secretariat, by the committee that it serves and the convener that it is of."""
    group = committee.get("short_name") or committee.get("name") or {"th": "", "en": "the group"}
    convener = (committee.get("convener") or {}).get("name", {})
    words = {"th": ("ฝ่ายเลขานุการ", " "), "en": ("The secretariat of ", ", ")}
    return {
        language: f"{begin}{group[language]}" + (between + convener[language] if language in convener else "")
        for language, (begin, between) in words.items()
        if language in group
    }
