"""What every change of notifications does: they are kept, it is told, and some are put in line again."""

from collections import defaultdict
from collections.abc import Iterable
from itertools import chain, groupby

from chassis.mongo import Transaction
from notify import events, store
from notify.broadcasts import progress
from notify.by_hand import waiting
from notify.model import Facts, Notification
from notify.outgoing import deliveries

Settled = tuple[Notification, Facts]


def settle(tx: Transaction, *settled: Settled) -> None:
    """Keeps what has changed, and tells of it; Stale when others have changed it since it was read."""
    store.notifications.save_all(tx, [one for one, _ in settled])
    progress.note(tx, settled)
    waiting.take_off(tx, (one for one, _ in settled))
    for correlation_id, those in groupby(settled, key=lambda one: one[0].correlation_id):
        tx.correlation_id = correlation_id
        tx.tell(*chain.from_iterable(events.of_notification(*one) for one in those))


def put_again(tx: Transaction, notifications: Iterable[Notification]) -> None:
    """Together what is tried again for the same time: when the last of them is due."""
    alike: defaultdict[tuple[str, int], list[Notification]] = defaultdict(list)
    for one in notifications:
        alike[one.channel, one.attempts].append(one)
    for (channel, _), those in alike.items():
        deliveries.put(tx, channel, [one.id for one in those], max(one.due_at or tx.now for one in those))
