"""The minutes of a meeting: drafted from the record, fixed when circulated, adopted at a later meeting.

A text that was fixed is never changed: what is corrected is another edition, and what is adopted is the last.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING, Any

from agenda.errors import NOT_THE_NEXT_MEETING, Conflict
from agenda.model.fact import Fact, Facts, happened
from agenda.model.handover import end_of_day
from agenda.model.meeting_states import Status

if TYPE_CHECKING:
    from agenda.model.meeting import Meeting

REMINDED_AGAIN_DAYS = 14


@dataclass(frozen=True, slots=True, kw_only=True)
class Minutes:
    """`edition` is the one that counts; `adopted_by` the meeting that adopted it."""

    edition: int
    circulated_at: datetime
    adopted_at: datetime | None = None
    adopted_by: str | None = None


@dataclass(slots=True, kw_only=True)
class MinutesText:
    """One edition, as it was fixed; `correction` is what it differs by from the one before."""

    id: str
    meeting: str
    committee: str
    edition: int
    content: Mapping[str, Any]
    fixed_at: datetime
    correction: str | None = None
    version: int = 0

    @staticmethod
    def id_of(meeting: str, edition: int) -> str:
        """The same for the same edition, so that there is never a second one of it."""
        return f"{meeting}/{edition}"


def draft(meeting: "Meeting") -> Facts:
    meeting.allow("draft")
    meeting.status = Status.MINUTES_DRAFT
    return happened(Fact.MEETING_MINUTES_DRAFTED)


def circulate(meeting: "Meeting", at: datetime) -> Facts:
    """From now on the record stays as it is, and who attended may ask for corrections."""
    meeting.allow("circulate")
    meeting.status = Status.MINUTES_CIRCULATED
    meeting.minutes, meeting.minutes_due_at = Minutes(edition=1, circulated_at=at), None
    return happened(Fact.MEETING_MINUTES_CIRCULATED)


def remind(meeting: "Meeting", at: datetime) -> Facts:
    """Again and again, until they are circulated."""
    meeting.minutes_due_at = end_of_day(at, REMINDED_AGAIN_DAYS)
    return happened(Fact.MEETING_MINUTES_OVERDUE)


def correct(meeting: "Meeting") -> Facts:
    meeting.allow("correct")
    minutes = _of(meeting)
    meeting.minutes = replace(minutes, edition=minutes.edition + 1)
    return happened(Fact.MEETING_MINUTES_CORRECTED)


def adopt(meeting: "Meeting", by: "Meeting", at: datetime) -> Facts:
    """At a later meeting of the same committee, which sits at least."""
    meeting.allow("adopt")
    if by.committee != meeting.committee or by.id == meeting.id or by.starts_at <= meeting.starts_at:
        raise Conflict(NOT_THE_NEXT_MEETING, meeting=by.id)
    by.allow("take up minutes")
    meeting.status = Status.MINUTES_ADOPTED
    meeting.minutes = replace(_of(meeting), adopted_at=at, adopted_by=by.id)
    return happened(Fact.MEETING_MINUTES_ADOPTED)


def corrected(content: Mapping[str, Any], item: str | None, notes: Any, about: Mapping[str, Any]) -> Any:
    """Another content, in which the notes on `item` are these, and which says what was corrected."""
    sections = [
        {**section, "items": [_with(one, notes) if one["id"] == item else one for one in section["items"]]}
        for section in content["sections"]
    ]
    return {**content, "sections": sections, "corrections": [*content["corrections"], about]}


def _with(item: Mapping[str, Any], notes: Any) -> Mapping[str, Any]:
    return {**item, "notes": notes}


def _of(meeting: "Meeting") -> Minutes:
    """There are some in every state that permits to correct or adopt them."""
    assert meeting.minutes is not None
    return meeting.minutes
