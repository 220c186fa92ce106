"""What comes due by time: an offer to take a proposal over ends, the owner of a late action is reminded."""

from datetime import datetime
from functools import partial

from agenda import store as kept
from agenda.following import store as following
from agenda.handlers import actions, leaving
from chassis import due
from chassis.due import AT_ONCE, Due
from chassis.mongo import Store


def over(at: datetime) -> Due:
    return Due(lambda tx: kept.offers_over(tx, at, AT_ONCE), partial(leaving.end_offer, at=at))


def late(at: datetime) -> Due:
    return Due(lambda tx: following.over_at(tx, at, AT_ONCE), partial(actions.remind, at=at))


def look(store: Store, at: datetime) -> int:
    """Returns how many were over."""
    return sum(due.look(store, one) for one in (over(at), late(at)))
