"""Convening, tried out: who would be called, and who not, and why."""

from collections import Counter
from typing import Any

from agenda.handlers import callers, projections
from agenda.model.member import Committee, Member
from agenda.store import MEETINGS
from chassis.mongo import Transaction

Command = dict[str, Any]
STANDING = ("active", "suspended")
CALLED, SUSPENDED, MAY_NOT = "called", "suspended", "may_not_take_part"


def invitees(tx: Transaction, command: Command) -> Command:
    """A page of its committee's members, and how many of all are called; refused where convening would be."""
    callers.secretariat(tx.caller)
    meeting = MEETINGS.get(tx, command["id"])
    meeting.allow("convene")
    committee = projections.committee(tx, meeting.committee)
    committee.must_be_active()
    standing = [one for one in projections.members_of(tx, meeting.committee) if one.status in STANDING]
    counts = Counter(why(one, committee) or CALLED for one in standing)
    after, limit = command["after"] or "", command["limit"]
    ahead = [one for one in standing if one.id > after]
    shown = [
        {"id": one.id, "name": one.name, "kind": one.kind, "why": why(one, committee)}
        for one in ahead[:limit]
    ]
    following = ahead[limit - 1].id if len(ahead) > limit else None
    return {"committee": meeting.committee, "counts": dict(counts), "items": shown, "next": following}


def why(member: Member, committee: Committee) -> str | None:
    """Why a member is not called; None where it is."""
    if member.status != "active":
        return SUSPENDED
    return None if committee.grants(member.kind, "take_part") else MAY_NOT
