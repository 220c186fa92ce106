"""The quorum of a meeting, kept beside it: whoever is counted at the door does not change the meeting."""

from collections import Counter
from collections.abc import Mapping
from typing import Any

from agenda import store
from agenda.handlers import projections
from agenda.handlers.keeping import keep
from agenda.model.meeting import Meeting
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


def count(tx: Transaction, meeting: Meeting, came: Mapping[str, int]) -> None:
    """`came` is how many members of each kind are there that were not; less than none, where some are not."""
    changes = {side: came[side] for side in SIDES if came.get(side)}
    if not changes:
        return
    quorum = store.quorums(tx, [meeting.id]).get(meeting.id)
    if quorum is None:
        asked = _needed(tx, meeting.committee)
        if asked is None:
            return
        quorum = Quorum(id=meeting.id, committee=meeting.committee, needed=asked)
    keep(tx, QUORUMS, quorum, quorum.count(changes))


def _needed(tx: Transaction, committee: str) -> dict[str, int] | None:
    rule: dict[str, Any] | None = projections.committee(tx, committee).facts.get("quorum")
    if not rule:
        return None
    counted = projections.members_of(tx, committee) if rule.get("shares") else []
    return needed(rule, Counter(one.kind for one in counted if one.status == "active"))
