"""Hearing an event exactly once: the inbox key first, then the effects, in one transaction."""

import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import timedelta

from pymongo.errors import PyMongoError

from chassis import clock
from chassis.envelope import Classification, Event, Undecodable
from chassis.errors import Unavailable
from chassis.mongo import Index, Origin, Store, Transaction, is_passing
from chassis.subscription import Heard, Subscription
from chassis.turns import Crowded
from chassis.watched import WatchedDatabase

INBOX = "inbox"
REACTION_SECONDS = 10.0
BATCH_SECONDS = 0.5
KEPT = timedelta(days=90)
"""How long an event that comes again is known."""
INDEXES = (Index("inbox_newest", INBOX, [("at", -1)]),)


class Unwanted(Undecodable):
    """An event of a type that nothing here reacts to."""


@dataclass(frozen=True, slots=True)
class Refusal:
    """What the event at this position of a batch raised."""

    position: int
    error: Exception


class Refused(Exception):
    """One of a batch failed, and nothing of the batch is kept."""

    def __init__(self, refusal: Refusal) -> None:
        super().__init__(refusal)
        self.refusal = refusal


class Apart(Exception):
    """A batch failed and none of its events is known to be the cause; nothing of it is kept."""


class TooMuch(Exception):
    """What the reactions left to the end, all together, is more than one transaction should hold."""


@dataclass(frozen=True, slots=True)
class Taken:
    """How many of a batch were dealt with, from its first on; which of them failed, and left nothing.

    `unfinished` says that the one after them has kept a part of what it does, and is to be taken again.
    """

    count: int
    refusals: Sequence[Refusal] = ()
    unfinished: bool = False

    def failed(self) -> set[int]:
        return {refusal.position for refusal in self.refusals}


Step = Callable[[], None]
Also = Callable[[Transaction, Taken], None]


class Inbox:
    def __init__(self, store: Store, subscriptions: Iterable[Subscription]) -> None:
        self._store = store
        self._subscriptions = {subscription.type: subscription for subscription in subscriptions}

    def heard(self) -> list[tuple[str, Classification]]:
        return [(one.type, one.classification) for one in self._subscriptions.values()]

    def subscription(self, event: Event) -> Subscription:
        try:
            return self._subscriptions[event.type]
        except KeyError:
            raise Unwanted(f"no reaction to {event.type}") from None

    def read(self, event: Event) -> Heard:
        """Undecodable where nothing reacts to it, or where its data is not what the reaction needs."""
        return self.subscription(event).read(event)

    def take(self, event: Event) -> None:
        """One event, to its end; raises what its reaction raised."""
        unfinished = True
        while unfinished:
            try:
                taken = self.take_all([self.read(event)])
            except Refused as refused:
                raise refused.refusal.error from refused
            for refusal in taken.refusals:
                raise refusal.error
            unfinished = taken.unfinished

    def take_all(
        self, batch: Sequence[Heard], step: Step = lambda: None, also: Also = lambda tx, taken: None
    ) -> Taken:
        """As many as a quick transaction holds, without those that failed before they wrote anything.

        `step` is called as it gets on, and `also` at the end in the same transaction. Where nothing was kept
        it raises Refused, Apart (of a batch of one always Refused), or Unavailable while the store is away.
        """
        began = time.monotonic()

        def attempt(tx: Transaction) -> Taken:
            nonlocal began
            began = time.monotonic()
            return _together(tx, batch, step, also)

        try:
            return self._store.transact(attempt, Origin(kind=INBOX), REACTION_SECONDS)
        except Refused:
            raise
        except Exception as error:
            if isinstance(error, Unavailable) and not self._overran(error, began):
                raise
            if len(batch) > 1:
                raise Apart() from error
            raise Refused(Refusal(0, error)) from error

    def _overran(self, error: Unavailable, began: float) -> bool:
        """Whether the reaction took too long, and neither the store is away nor were others before it.

        Of its time it may have waited some for its turn: what then had less than half is not to blame.
        """
        if isinstance(error, Crowded) or time.monotonic() - began < REACTION_SECONDS / 2:
            return False
        try:
            return self._store.answers()
        except PyMongoError:
            return False


def _together(tx: Transaction, batch: Sequence[Heard], step: Step, also: Also) -> Taken:
    began = time.monotonic()
    fresh = _keep_keys(tx, [one.event for one in batch])
    step()
    refusals: list[Refusal] = []
    count = 0
    for position, one in enumerate(batch):
        if position and time.monotonic() - began > BATCH_SECONDS:
            break
        if one.event.id in fresh:
            refusal = _attempt(tx, one, position, alone=len(batch) == 1)
            step()
            if tx.unfinished:
                break
            fresh.remove(one.event.id)
            if refusal is not None:
                refusals.append(refusal)
        count += 1
    _finish(tx, step)
    _forget_keys(tx, [*fresh, *(batch[refusal.position].event.id for refusal in refusals)])
    taken = Taken(count, refusals, tx.unfinished)
    also(tx, taken)
    return taken


def _finish(tx: Transaction, step: Step) -> None:
    """What is left to the end is nobody's own: where it is too much, each has to do its part alone."""
    unfinished, tx.unfinished = tx.unfinished, False
    tx.finish(step)
    if tx.unfinished:
        raise TooMuch()
    tx.unfinished = unfinished


def _keep_keys(tx: Transaction, events: Sequence[Event]) -> set[str]:
    """Keeps the inbox keys of those not heard before, and returns their ids."""
    fresh = {event.id: event for event in events}
    known = tx.db[INBOX].find({"_id": {"$in": list(fresh)}}, {"_id": 1}, session=tx.session)
    for row in known:
        del fresh[row["_id"]]
    at = clock.now()
    keys = [{"_id": event.id, "type": event.type, "at": at} for event in fresh.values()]
    if keys:
        tx.db[INBOX].insert_many(keys, session=tx.session)
    return set(fresh)


def _forget_keys(tx: Transaction, ids: list[str]) -> None:
    if ids:
        tx.db[INBOX].delete_many({"_id": {"$in": ids}}, session=tx.session)


def _attempt(tx: Transaction, heard: Heard, position: int, alone: bool) -> Refusal | None:
    """What is the store's to repeat, or its absence, stays as it is; the rest is this event's own fault.

    A fault of the store's ends the transaction, and so does one after a write, which must not be kept.
    """
    plain, watched, mark = tx.db, WatchedDatabase(tx.db), tx.pending.mark()
    tx.db = watched
    try:
        heard.react(tx)
        if alone:
            tx.finish()
    except Unavailable:
        raise
    except PyMongoError as error:
        if is_passing(error):
            raise
        raise Refused(Refusal(position, error)) from error
    except Exception as error:
        if watched.written:
            raise Refused(Refusal(position, error)) from error
        tx.unfinished = False
        tx.pending.undo(mark)
        return Refusal(position, error)
    finally:
        tx.db = plain
    return None
