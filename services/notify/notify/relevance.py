"""Whether what a letter would say still holds: asked when it is put in line, and again before it leaves."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from notify.addressees import NEWS, news_of
from notify.audiences import (
    INVITATION,
    MINUTES_OVERDUE,
    NEAR,
    PAPER,
    PROPOSALS_DUE,
    REMINDER,
    RESCHEDULED,
    TEMPLATES,
)
from notify.model import Notification, Status
from notify.preferences import is_told_by_letter, kind_of, wants
from notify.routing import INBOX

CALLS = frozenset({INVITATION.name, RESCHEDULED.name, REMINDER.name, NEAR.name})
"""The letters that call to a meeting."""
SHORTLY_BEFORE = {REMINDER.name: timedelta(days=4), NEAR.name: timedelta(days=2)}
"""How long at most before the meeting a letter leaves that says it is near: of one that was moved away from
it another comes in time."""
CIRCULATED = frozenset({"minutes_circulated", "minutes_adopted"})
WRITTEN_TO_OTHERWISE = "written_to_otherwise"


@dataclass(frozen=True, slots=True)
class Overtaken:
    status: Status
    reason: str


def overtaken(
    template: str, facts: Mapping[str, Any], meeting: Mapping[str, Any] | None, at: datetime
) -> Overtaken | None:
    """What became of the meeting that makes the letter pointless; None while there is a point in it."""
    if meeting is None:
        return None
    if template == PROPOSALS_DUE.name:
        return _window_over(facts, meeting, at)
    if template == MINUTES_OVERDUE.name:
        return _not_overdue(meeting, at)
    if template == PAPER.name:
        return _called_off(meeting)
    if template not in CALLS:
        return None
    if off := _called_off(meeting):
        return off
    if meeting["status"] != "convened" or meeting["starts_at"] <= at:
        return Overtaken(Status.EXPIRED, "meeting_begun")
    if template == RESCHEDULED.name and facts["calendar_sequence"] < meeting["calendar_sequence"]:
        return Overtaken(Status.CANCELLED, "superseded")
    if template in SHORTLY_BEFORE and meeting["starts_at"] - at > SHORTLY_BEFORE[template]:
        return Overtaken(Status.CANCELLED, "superseded")
    return None


def _called_off(meeting: Mapping[str, Any]) -> Overtaken | None:
    return Overtaken(Status.CANCELLED, "meeting_cancelled") if meeting["status"] == "cancelled" else None


def _window_over(facts: Mapping[str, Any], meeting: Mapping[str, Any], at: datetime) -> Overtaken | None:
    """Whether the meeting takes no more proposals, or takes them until another day."""
    until = facts["proposals_until"]
    if off := _called_off(meeting):
        return off
    if meeting.get("proposals_until", until) != until:
        return Overtaken(Status.CANCELLED, "superseded")
    return Overtaken(Status.EXPIRED, "window_closed") if until < at else None


def _not_overdue(meeting: Mapping[str, Any], at: datetime) -> Overtaken | None:
    """Whether the minutes are there, or the meeting was put off."""
    if meeting["status"] in CIRCULATED:
        return Overtaken(Status.CANCELLED, "minutes_circulated")
    if off := _called_off(meeting):
        return off
    return Overtaken(Status.CANCELLED, "superseded") if meeting["starts_at"] > at else None


def in_office_since(representative: Mapping[str, Any], audience: Iterable[str]) -> datetime | None:
    """Since when this person is of the audience: as one who speaks for the member, or spoke for a record that
    became a part of it; for the committee, and its news, since the first of these. None when never."""
    terms = {one["member"]: one["confirmed_at"] for one in representative.get("served_for", ())}
    terms[representative["member"]] = representative["confirmed_at"]
    terms[representative["committee"]] = since = min(terms.values())
    terms[news_of(representative["committee"])] = since
    return min((terms[id] for id in audience if id in terms), default=None)


def unwanted(
    template: str, channel: str, facts: Mapping[str, Any], representative: Mapping[str, Any]
) -> Overtaken | None:
    """Why this person is spared a letter that nobody needs; None where they want it, or it is essential."""
    kind = kind_of(template, facts, representative)
    if kind is None or wants(kind, channel, representative):
        told = kind == NEWS and is_told_by_letter(facts, representative)
        return Overtaken(Status.SUPPRESSED, "told_by_letter") if told else None
    return Overtaken(Status.SUPPRESSED, "not_wanted")


def in_the_inbox_only(
    template: str, first: str, facts: Mapping[str, Any], representative: Mapping[str, Any]
) -> bool:
    """Whether they do without this kind where it would come to, and want to find it in their inbox."""
    wanted = (representative.get("channels") or {}).get(INBOX, ())
    kind = kind_of(template, facts, representative)
    return kind in wanted and unwanted(template, first, facts, representative) is not None


def no_longer_offered(proposal: Mapping[str, Any], at: datetime) -> Overtaken | None:
    """Whether it is too late to take it over."""
    handover = proposal.get("handover")
    if handover is None or handover["outcome"] != "offered":
        return Overtaken(Status.CANCELLED, "offer_settled")
    return Overtaken(Status.EXPIRED, "offer_over") if handover["until"] < at else None


def lapsed(facts: Mapping[str, Any], at: datetime) -> Overtaken | None:
    """Whether the time of its link is over."""
    return Overtaken(Status.EXPIRED, "link_lapsed") if facts["until"] <= at else None


def taken_back(proposal: Mapping[str, Any]) -> Overtaken | None:
    """Whether its proposer withdrew it: what became of it before interests nobody else any more."""
    return Overtaken(Status.CANCELLED, "proposal_withdrawn") if proposal["status"] == "withdrawn" else None


def settled(action: Mapping[str, Any], member: str, secretariat: str | None) -> Overtaken | None:
    """Whether there is no more to do, or another does it; what is nobody's is the secretariat's."""
    if action["status"] not in ("assigned", "started"):
        return Overtaken(Status.CANCELLED, "action_settled")
    return (
        None
        if (action["owner"] or secretariat) == member
        else Overtaken(Status.CANCELLED, "action_passed_on")
    )


def no_longer_late(action: Mapping[str, Any]) -> Overtaken | None:
    return None if action["overdue"] else Overtaken(Status.CANCELLED, "action_given_time")


def no_longer_near(facts: Mapping[str, Any], action: Mapping[str, Any]) -> Overtaken | None:
    """Whether it has another day, or its day is over."""
    if facts["due_on"] != action["due_on"]:
        return Overtaken(Status.CANCELLED, "action_given_time")
    return Overtaken(Status.EXPIRED, "action_overdue") if action["overdue"] else None


def term_settled(facts: Mapping[str, Any], office: Mapping[str, Any]) -> Overtaken | None:
    """Whether the office is over already, or has another last day."""
    if office["status"] == "ended":
        return Overtaken(Status.CANCELLED, "office_ended")
    moved = office.get("term_ends", facts["term_ends"]) != facts["term_ends"]
    return Overtaken(Status.CANCELLED, "term_moved") if moved else None


def out_of_sight(comment: Mapping[str, Any]) -> Overtaken | None:
    """Whether it is not to be read any more."""
    return None if comment["status"] == "shown" else Overtaken(Status.CANCELLED, "comment_taken_back")


def reviewed(review: Mapping[str, Any]) -> Overtaken | None:
    """Whether who was asked has advised, or stands back."""
    return None if review["status"] == "assigned" else Overtaken(Status.CANCELLED, "review_came_in")


def unreachable(
    template: str, representative: Mapping[str, Any], member: Mapping[str, Any], committee: Mapping[str, Any]
) -> Overtaken | None:
    """Why this person is not written to, any more or yet; None when they are."""
    if representative["status"] not in TEMPLATES[template].representatives:
        return Overtaken(Status.SUPPRESSED, "representative_not_in_office")
    if member["status"] not in TEMPLATES[template].members:
        return Overtaken(Status.SUPPRESSED, "member_not_active")
    if TEMPLATES[template].attending and not _may_attend(member, committee):
        return Overtaken(Status.SUPPRESSED, "may_not_take_part")
    return None


def _may_attend(member: Mapping[str, Any], committee: Mapping[str, Any]) -> bool:
    """By the table of the committee's terms; without one everybody may."""
    table = committee.get("rights")
    return table is None or "take_part" in table.get(member.get("kind"), ())


def uncalled_for(invitation: Notification | None) -> Overtaken | None:
    """Who was never invited is not told that the meeting is off; who may have been, by an attempt of which no
    answer came, is."""
    if invitation is not None and invitation.reason == WRITTEN_TO_OTHERWISE:
        return None
    if invitation is None or invitation.attempts == 0:
        return Overtaken(Status.CANCELLED, "not_invited")
    return None
