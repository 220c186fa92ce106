"""Whom a letter to all members of a committee would reach, and whom not, and why; nothing is sent."""

from collections import Counter
from typing import Any

from chassis.mongo import Document, Transaction
from notify import people, store
from notify.audiences import INVITATION
from notify.outgoing import suppressions
from notify.relevance import unreachable
from notify.routing import EMAIL, channels
from notify.store import COMMITTEES, MEMBERS


def recipients(tx: Transaction, query: dict[str, Any]) -> dict[str, Any]:
    """The recipients of some of the members, and how many there are of all, by language and by channel."""
    everybody = people.serving(tx, [query["committee"]])
    members = store.known_by_id(tx, MEMBERS, {one["member"] for one in everybody})
    committee = store.known_by_id(tx, COMMITTEES, [query["committee"]]).get(query["committee"], {})
    of_some = people.of_members(tx, query["members"])
    suppressed = suppressions.among(tx, [*everybody, *of_some])
    reached = [one for one in everybody if _why_not(one, members, committee, suppressed) is None]
    known = members | store.known_by_id(tx, MEMBERS, set(query["members"]))
    return {
        "counts": dict(Counter(one["language"] for one in reached)),
        "channels": dict(Counter(map(_channel, reached))),
        "items": [
            {
                **one,
                "representative": one["_id"],
                "channel": _channel(one),
                "why": _why_not(one, known, committee, suppressed),
            }
            for one in sorted(of_some, key=lambda one: str(one["_id"]))
            if one["status"] != "ended"
        ],
    }


def _channel(representative: Document) -> str:
    return channels(INVITATION.name, representative)[0]


def _why_not(
    representative: Document, members: dict[str, Document], committee: Document, suppressed: set[str]
) -> str | None:
    member = members.get(representative["member"])
    if member is None:
        return "not_yet_known"
    found = unreachable(INVITATION.name, representative, member, committee)
    if found is None and _channel(representative) == EMAIL and representative["_id"] in suppressed:
        found = suppressions.AGAINST
    return found.reason if found else None
