"""The quorum of a meeting, kept beside it: whoever is counted at the door does not change the meeting."""

from collections import Counter
from typing import Any

from agenda import store
from agenda.handlers import projections
from agenda.handlers.keeping import keep
from agenda.model.meeting import Meeting
from agenda.model.member import Member
from agenda.model.quorum import SIDES, Quorum, needed
from agenda.store import QUORUMS
from chassis.mongo import Transaction


def settle(tx: Transaction, meeting: Meeting) -> None:
    """As many as the committee asks for now; nothing where it asks for none."""
    asked = _needed(tx, meeting.committee)
    if asked is None:
        return
    found = store.quorums(tx, [meeting.id]).get(meeting.id)
    quorum = found or Quorum(id=meeting.id, committee=meeting.committee, needed=asked)
    keep(tx, QUORUMS, quorum, quorum.ask_for(asked) if found else ())


def count(tx: Transaction, meeting: Meeting, member: Member, was: bool, present: bool) -> None:
    if was == present or member.kind not in SIDES:
        return
    quorum = store.quorums(tx, [meeting.id]).get(meeting.id)
    if quorum is None:
        asked = _needed(tx, meeting.committee)
        if asked is None:
            return
        quorum = Quorum(id=meeting.id, committee=meeting.committee, needed=asked)
    keep(tx, QUORUMS, quorum, quorum.count(member.kind, 1 if present else -1))


def _needed(tx: Transaction, committee: str) -> dict[str, int] | None:
    rule: dict[str, Any] | None = projections.committee(tx, committee).facts.get("quorum")
    if not rule:
        return None
    counted = projections.members_of(tx, committee) if rule.get("shares") else []
    return needed(rule, Counter(one.kind for one in counted if one.status == "active"))
