"""How soon letters leave: of each day and channel, how many were sent, and how many within ten seconds.

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
    sent, soon = Counter[tuple[str, str]](), Counter[tuple[str, str]]()
    for one in notifications:
        if one.status is Status.DELIVERED and one.sent_at is not None:
            of = day_of(one.sent_at), one.channel
            sent[of] += 1
            soon[of] += one.sent_at - one.ready_at <= SOON
    own = f"{platform.node()}|{os.getpid()}"
    for (day, channel), number in sent.items():
        where, named = {"_id": f"{day}|{channel}|{own}"}, {"day": day, "channel": channel}
        change = {"$inc": {"sent": number, "soon": soon[day, channel]}, "$setOnInsert": named}
        tx.db[PERFORMANCE].update_one(where, change, upsert=True, session=tx.session)


def days(tx: Transaction, first: str, last: str) -> list[Day]:
    """In their order, without those on which nothing was sent."""
    among = {"day": {"$gte": first, "$lte": last}}
    sent, soon = Counter[tuple[str, str]](), Counter[tuple[str, str]]()
    for row in tx.db[PERFORMANCE].find(among, session=tx.session):
        sent[row["day"], row["channel"]] += row["sent"]
        soon[row["day"], row["channel"]] += row["soon"]
    return [
        Day(day=day, channel=channel, sent=sent[day, channel], soon=soon[day, channel])
        for day, channel in sorted(sent)
    ]
