"""A person's inbox: the notifications to them, of whatever channel, as one list. Nothing is written for it.

Copies by other channels and letters sent again say nothing new. What was stopped before it left no longer
holds: it is shown as withdrawn, for it may have been read; what they are not to have is not shown.
"""

from collections.abc import Iterable, Iterator
from itertools import islice

from chassis.mongo import Document, Transaction
from chassis.stretches import Milestones, back
from notify import listings, store
from notify.audiences import IN_OFFICE, TEMPLATES
from notify.inboxes import marks
from notify.model import Notification, Status
from notify.outgoing.suppressions import AGAINST
from notify.relevance import WRITTEN_TO_OTHERWISE

LOOKED_AT = 500
"""Of the newest so many it is counted how many are unread."""
WITHDRAWN = frozenset({Status.CANCELLED, Status.EXPIRED, Status.SUPPRESSED})
STANDS = frozenset({AGAINST.reason, WRITTEN_TO_OTHERWISE})
"""Stopped for what has to do with the way it goes alone."""
HIDDEN = frozenset({Status.ACCEPTED, Status.DIGESTED, Status.TECHNICAL_FAILURE})
"""What waits for a digest, and what one has told, is there with the digest."""
_DECIDING = {"key": 1, "channel": 1, "template": 1, "status": 1, "reason": 1, "resends": 1}

_milestones = Milestones()


def page(
    tx: Transaction, recipient: str, before: str | None, limit: int
) -> tuple[list[Notification], str | None]:
    """Newest first."""
    found = list(islice(_newest(tx, recipient, before), limit + 1))
    more = found[limit - 1]["_id"] if len(found) > limit else None
    return [store.notifications.model(row) for row in found[:limit]], more


def unread(tx: Transaction, recipient: str, up_to: str | None = None) -> list[str]:
    """Ids of the newest that are not read yet."""
    rows = list(islice(_newest(tx, recipient, None, _DECIDING), LOOKED_AT))
    if not rows:
        return []
    read = marks.since(tx, recipient, rows[-1]["_id"])
    return [
        row["_id"]
        for row in rows
        if row["_id"] not in read and not is_withdrawn(row) and (up_to is None or row["_id"] <= up_to)
    ]


def theirs(tx: Transaction, ids: Iterable[str], people: Iterable[str]) -> list[Notification]:
    """Those of them that are, or were until they were withdrawn, in the inbox of one of these people."""
    wanted = set(people)
    found = store.notifications_of(tx, ids)
    return [
        one
        for one in found
        if one.recipient in wanted and (is_shown(row_of(one)) or is_withdrawn(row_of(one)))
    ]


def row_of(one: Notification) -> Document:
    """What decides about it, as it is kept."""
    return {name: getattr(one, name) for name in _DECIDING}


def copies(tx: Transaction, recipient: str, channel: str, limit: int) -> list[Notification]:
    """The newest copies by a channel, among the newest notifications."""
    rows = islice(_all(tx, recipient, None), LOOKED_AT)
    found = (store.notifications.model(row) for row in rows if row["channel"] == channel)
    return list(islice(found, limit))


def is_shown(row: Document) -> bool:
    stopped = row["status"] == Status.SUPPRESSED and row["reason"] not in STANDS
    return _is_news(row) and row["status"] not in HIDDEN and not stopped


def is_withdrawn(row: Document) -> bool:
    return _is_news(row) and row["status"] in WITHDRAWN and row["reason"] not in STANDS


def _is_news(row: Document) -> bool:
    """To somebody in office, and neither a copy by another channel nor a letter sent again."""
    template = TEMPLATES.get(row["template"])
    to_them = template is None or template.representatives >= IN_OFFICE
    return to_them and row["resends"] is None and not row["key"].endswith(f"|{row['channel']}")


def _newest(
    tx: Transaction, recipient: str, before: str | None, fields: Document | None = None
) -> Iterator[Document]:
    return (row for row in _all(tx, recipient, before, fields) if is_shown(row))


def _all(
    tx: Transaction, recipient: str, before: str | None, fields: Document | None = None
) -> Iterator[Document]:
    def behind(last: str) -> list[str]:
        return list(listings.between(tx, "recipient", recipient, last))

    milestones = _milestones.catch_up((tx.db.name, recipient), behind)
    for low, high in back(milestones, before):
        ids = list(listings.between(tx, "recipient", recipient, low, high))
        yield from store.rows_of(tx, (id for id in reversed(ids) if id != before), fields)
