"""Until when proposals meant for a meeting are taken, and when those still at work on one are reminded."""

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from agenda.errors import WINDOW_CLOSED, Conflict, Invalid
from agenda.model.meeting_states import AHEAD

if TYPE_CHECKING:
    from agenda.model.meeting import Meeting

REMINDED_BEFORE = timedelta(days=7)


def check(until: datetime | None, starts_at: datetime) -> None:
    if until and until >= starts_at:
        raise Invalid(fields={"proposals_until": ["out_of_range"]})


def is_open(meeting: "Meeting", at: datetime) -> bool:
    """Without an end of its own until the meeting begins."""
    return meeting.status in AHEAD and at <= (meeting.proposals_until or meeting.starts_at)


def must_be_open(meeting: "Meeting", at: datetime, ahead: list["Meeting"]) -> None:
    """Conflict that names the next of those `ahead` that still takes proposals, where there is one."""
    if is_open(meeting, at):
        return
    about: dict[str, Any] = {"meeting": _called(meeting)}
    for other in ahead:
        if other.id != meeting.id and is_open(other, at):
            about |= {"next": _called(other), "next_meeting": other.id}
            break
    raise Conflict(WINDOW_CLOSED, **about)


def remind_at(meeting: "Meeting") -> datetime | None:
    """Once for each end that is set."""
    if meeting.proposals_until is None or meeting.reminded or meeting.status not in AHEAD:
        return None
    return meeting.proposals_until - REMINDED_BEFORE


def _called(meeting: "Meeting") -> dict[str, str] | str:
    return meeting.number.display if meeting.number else meeting.id
