"""How soon letters leave: of each day, committee and channel, how many were sent, and how many of them within
ten seconds.

What a person wanted held counts from when it was let go.

The counters are written by each process for itself, last in its transactions, and added up when somebody
asks: two that wrote the same one would have to mark their letters one after the other.
"""

import os
import platform
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta

from chassis.mongo import Index, Transaction
from chassis.thai import day_of
from notify.model import Notification, Status

PERFORMANCE = "performance"
INDEXES = (Index("performance_day", PERFORMANCE, [("day", 1)]),)
SOON = timedelta(seconds=10)

NAMES = ("day", "channel", "committee")
Of = tuple[str, str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Day:
    """`day` is that of Bangkok, as `2018-01-31`; `soon` of those `sent` left within ten seconds."""

    day: str
    channel: str
    sent: int
    soon: int

    @property
    def share(self) -> float:
        return round(self.soon / self.sent, 4)


def count(tx: Transaction, notifications: Iterable[Notification]) -> None:
    """Those of them that have been sent just now."""
    sent, soon = Counter[Of](), Counter[Of]()
    for one in notifications:
        if one.status is Status.DELIVERED and one.sent_at is not None:
            of = day_of(one.sent_at), one.channel, one.committee
            sent[of] += 1
            soon[of] += one.sent_at - one.ready_at <= SOON
    own = f"{platform.node()}|{os.getpid()}"
    for of, number in sent.items():
        where, named = {"_id": "|".join((*of, own))}, dict(zip(NAMES, of, strict=True))
        change = {"$inc": {"sent": number, "soon": soon[of]}, "$setOnInsert": named}
        tx.db[PERFORMANCE].update_one(where, change, upsert=True, session=tx.session)


def days(tx: Transaction, first: str, last: str, committee: str | None = None) -> list[Day]:
    """In their order, without those on which nothing was sent; of all committees together, or of one."""
    among = {"day": {"$gte": first, "$lte": last}}
    sent, soon = Counter[tuple[str, str]](), Counter[tuple[str, str]]()
    for row in tx.db[PERFORMANCE].find(among, session=tx.session):
        if committee in (None, row.get("committee")):  # asked of the embedded store it would read all days
            sent[row["day"], row["channel"]] += row["sent"]
            soon[row["day"], row["channel"]] += row["soon"]
    return [
        Day(day=day, channel=channel, sent=sent[day, channel], soon=soon[day, channel])
        for day, channel in sorted(sent)
    ]
