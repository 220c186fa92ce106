"""Whether what a letter would say still holds: asked when it is put in line, and again before it leaves."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from notify.audiences import INVITATION, RESCHEDULED, TEMPLATES
from notify.model import Notification, Status

CALLS = frozenset({INVITATION.name, RESCHEDULED.name})
"""The letters that call to a meeting."""
NEVER_LEFT = frozenset({Status.SUPPRESSED, Status.CANCELLED, Status.EXPIRED})


@dataclass(frozen=True, slots=True)
class Overtaken:
    status: Status
    reason: str


def overtaken(
    template: str, facts: Mapping[str, Any], meeting: Mapping[str, Any] | None, at: datetime
) -> Overtaken | None:
    """What became of the meeting that makes the letter pointless; None while there is a point in it."""
    if meeting is None or template not in CALLS:
        return None
    if meeting["status"] == "cancelled":
        return Overtaken(Status.CANCELLED, "meeting_cancelled")
    if meeting["status"] != "convened" or meeting["starts_at"] <= at:
        return Overtaken(Status.EXPIRED, "meeting_begun")
    if template == RESCHEDULED.name and facts["calendar_sequence"] < meeting["calendar_sequence"]:
        return Overtaken(Status.CANCELLED, "superseded")
    return None


def unreachable(
    template: str, representative: Mapping[str, Any], member: Mapping[str, Any]
) -> Overtaken | None:
    """Why this person is not written to, any more or yet; None when they are."""
    if representative["status"] not in TEMPLATES[template].representatives:
        return Overtaken(Status.SUPPRESSED, "representative_not_in_office")
    if member["status"] not in TEMPLATES[template].members:
        return Overtaken(Status.SUPPRESSED, "member_not_active")
    return None


def uncalled_for(invitation: Notification | None) -> Overtaken | None:
    """Who was never invited is not told that the meeting is off."""
    if invitation is None or invitation.attempts == 0 or invitation.status in NEVER_LEFT:
        return Overtaken(Status.CANCELLED, "not_invited")
    return None
