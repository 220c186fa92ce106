"""A notification's way out: queued, taken by a sender with its lot, and what became of it."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from copy import deepcopy
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import chain, groupby

from chassis.mongo import Transaction
from notify import deliveries, events, performance, store
from notify.deliveries import Lot
from notify.errors import NotYetKnown
from notify.handlers.gathering import against, gather, known_for
from notify.letters import Correspondence
from notify.model import Facts, Notification

Outcome = Callable[[Notification, datetime], Facts]
Taken = tuple[Notification, Correspondence]
Settled = tuple[Notification, Facts]
NOT_YET_KNOWN_DELAY = timedelta(seconds=1)


@dataclass(frozen=True, slots=True)
class Report:
    """What became of an attempt; with that of its last letter, that the lot is done with."""

    claimed: Notification
    outcome: Outcome
    done: Lot | None = None


def queue(tx: Transaction, *notifications: Notification) -> None:
    """Puts new ones in line."""
    if not notifications:
        return
    facts = [(one, one.queue(tx.now)) for one in notifications]
    store.notifications.add(tx, *notifications)
    for channel, those in groupby(notifications, key=lambda one: one.channel):
        deliveries.put(tx, channel, [one.id for one in those], tx.now)
    tx.tell(*chain.from_iterable(events.of_notification(*one) for one in facts))


def take(tx: Transaction, lot: Lot, lease: timedelta, domain: str) -> list[Taken] | None:
    """Claims for one attempt what of the lot is still to be sent, which is looked at once more.

    None when another sender has the lot; when nothing is left of it, it is done with.
    """
    if not deliveries.claim(tx, lot, tx.now + lease):
        return None
    due = [one for one in store.notifications_of(tx, lot.letters) if one.is_due(tx.now)]
    known, taken, settled = known_for(tx, due), list[Taken](), list[Settled]()
    waiting: list[Notification] = []
    for one in due:
        try:
            correspondence = gather(known, one)
            reason = against(tx, known, one, correspondence)
        except NotYetKnown:
            one.wait(tx.now + NOT_YET_KNOWN_DELAY)
            waiting.append(one)
            continue
        if reason:
            settled.append((one, one.stop(reason.status, tx.now, reason.reason)))
        else:
            settled.append((one, one.claim(tx.now, lease, f"<{one.id}@{domain}>")))
            taken.append((one, correspondence))
    settle(tx, *settled, *((one, ()) for one in waiting))
    _put_again(tx, waiting)
    if not taken:
        deliveries.close(tx, lot)
    return taken


def mark(tx: Transaction, reports: Sequence[Report]) -> list[Notification]:
    """Records what became of attempts; Stale when another sender has taken one over since."""
    marked = [(deepcopy(report.claimed), report.outcome) for report in reports]  # it may run twice
    settle(tx, *((one, outcome(one, tx.now)) for one, outcome in marked))
    _put_again(tx, [one for one, _ in marked if one.due_at])
    for report in reports:
        if report.done:
            deliveries.close(tx, report.done)
    done = [one for one, _ in marked]
    performance.count(tx, done)
    return done


def put_back(tx: Transaction, lot: Lot, untried: Sequence[Notification]) -> None:
    """Those that were claimed and not tried may be taken again at once."""
    left = deepcopy(list(untried))
    for one in left:
        one.wait(tx.now)
    settle(tx, *((one, ()) for one in left))
    _put_again(tx, left)
    deliveries.close(tx, lot)


def settle(tx: Transaction, *settled: Settled) -> None:
    """Keeps what has changed, and tells of it; Stale when it was changed by others too."""
    store.notifications.save_all(tx, [one for one, _ in settled])
    for correlation_id, those in groupby(settled, key=lambda one: one[0].correlation_id):
        tx.correlation_id = correlation_id
        tx.tell(*chain.from_iterable(events.of_notification(*one) for one in those))


def _put_again(tx: Transaction, notifications: Iterable[Notification]) -> None:
    """Together what is tried again for the same time: when the last of them is due."""
    alike: defaultdict[tuple[str, int], list[Notification]] = defaultdict(list)
    for one in notifications:
        alike[one.channel, one.attempts].append(one)
    for (channel, _), those in alike.items():
        deliveries.put(tx, channel, [one.id for one in those], max(one.due_at or tx.now for one in those))
