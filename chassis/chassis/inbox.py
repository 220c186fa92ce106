"""Hearing an event exactly once: the inbox key first, then the effects, in one transaction."""

import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from marshmallow import Schema, ValidationError
from pymongo.errors import PyMongoError

from chassis import clock
from chassis.envelope import Classification, Event, Undecodable
from chassis.errors import Unavailable
from chassis.mongo import Index, Origin, Store, Transaction, is_passing
from chassis.watched import WatchedDatabase

INBOX = "inbox"
REACTION_SECONDS = 10.0
BATCH_SECONDS = 0.5
KEPT_SECONDS = 90 * 24 * 3600  # how long an event that comes again is known
INDEXES = (Index("inbox_at", INBOX, [("at", 1)], expire_seconds=KEPT_SECONDS),)

Reaction = Callable[[Transaction, Event, dict[str, Any]], None]


@dataclass(frozen=True, slots=True)
class Subscription:
    """`reader` redeclares only the fields that are used, and lets the others pass (unknown=EXCLUDE).

    `projection` keeps what the event states and does nothing else: a rebuild runs it alone. `reaction` comes
    after it, and decides from what is kept then, which may be newer than the event.
    """

    type: str
    reader: Schema
    reaction: Reaction | None = None
    classification: Classification = "public"
    projection: Reaction | None = None

    @property
    def name(self) -> str:
        run = self.reaction or self.projection
        return getattr(run, "__name__", repr(run))

    def react(self, tx: Transaction, event: Event, data: dict[str, Any]) -> None:
        if self.projection is not None:
            for generation in tx.generations.written:
                self.project(tx, generation, event, data)
        if self.reaction is not None:
            self.reaction(tx, event, data)

    def project(self, tx: Transaction, generation: int, event: Event, data: dict[str, Any]) -> None:
        if self.projection is not None:
            with tx.within(generation):
                self.projection(tx, event, dict(data))


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


class TooSlow(Exception):
    """A batch took so long that its events had better run side by side; nothing of it is kept."""


class Apart(Exception):
    """A batch failed and none of its events is known to be the cause; nothing of it is kept."""


Step = Callable[[], None]
Also = Callable[[Transaction, Sequence[Refusal]], None]


@dataclass(frozen=True, slots=True)
class Heard:
    event: Event
    subscription: Subscription
    data: dict[str, Any]

    def react(self, tx: Transaction) -> None:
        event = self.event
        tx.cause, tx.correlation_id, tx.traceparent = event, event.correlationid, event.traceparent
        self.subscription.react(tx, event, self.data)


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
        subscription = self.subscription(event)
        try:
            return Heard(event, subscription, dict(subscription.reader.load(event.data)))
        except ValidationError as error:
            raise Undecodable(f"data: {error.normalized_messages()}") from error

    def take(self, event: Event) -> None:
        """One event; raises what its reaction raised."""
        for refusal in self.take_all([self.read(event)]):
            raise refusal.error

    def take_all(
        self, batch: Sequence[Heard], step: Step = lambda: None, also: Also = lambda tx, refusals: None
    ) -> list[Refusal]:
        """All of them in one transaction, but for those that failed before they wrote anything.

        `step` is called after each, and `also` at the end in the same transaction. Where nothing was kept it
        raises Refused, TooSlow, Apart, or Unavailable while the store is away; of a batch of one, whatever it
        failed of is returned, and `also` came to nothing.
        """
        began = time.monotonic()
        try:
            return self._store.transact(
                lambda tx: _together(tx, batch, step, also), Origin(), REACTION_SECONDS
            )
        except TooSlow:
            raise
        except Unavailable as error:
            if time.monotonic() - began < REACTION_SECONDS or not self._store_answers():
                raise
            if len(batch) > 1:
                raise TooSlow() from error
            return [Refusal(0, error)]
        except Refused as refused:
            if len(batch) > 1:
                raise
            return [refused.refusal]
        except Exception as error:
            if len(batch) > 1:
                raise Apart() from error
            return [Refusal(0, error)]

    def _store_answers(self) -> bool:
        try:
            return self._store.answers()
        except PyMongoError:
            return False


def _together(tx: Transaction, batch: Sequence[Heard], step: Step, also: Also) -> list[Refusal]:
    began = time.monotonic()
    fresh = _keep_keys(tx, [one.event for one in batch])
    refusals = []
    for position, one in enumerate(batch):
        if one.event.id not in fresh:
            continue
        if position and time.monotonic() - began > BATCH_SECONDS:
            raise TooSlow()
        fresh.remove(one.event.id)
        refusal = _attempt(tx, one, position)
        if refusal is not None:
            refusals.append(refusal)
        step()
    _forget_keys(tx, [batch[refusal.position].event.id for refusal in refusals])
    also(tx, refusals)
    return refusals


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


def _attempt(tx: Transaction, heard: Heard, position: int) -> Refusal | None:
    """What is the store's to repeat, or its absence, stays as it is; the rest is this event's own fault.

    A fault of the store's ends the transaction, and so does one after a write, which must not be kept.
    """
    plain, watched = tx.db, WatchedDatabase(tx.db)
    tx.db = watched
    try:
        heard.react(tx)
    except Unavailable:
        raise
    except PyMongoError as error:
        if is_passing(error):
            raise
        raise Refused(Refusal(position, error)) from error
    except Exception as error:
        if watched.written:
            raise Refused(Refusal(position, error)) from error
        return Refusal(position, error)
    finally:
        tx.db = plain
    return None
