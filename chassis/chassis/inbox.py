"""Hearing an event exactly once: the inbox key first, then the effects, in one transaction."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from marshmallow import Schema, ValidationError

from chassis import clock
from chassis.envelope import Classification, Event, Undecodable
from chassis.mongo import Index, Origin, Store, Transaction

INBOX = "inbox"
REACTION_SECONDS = 10.0
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

    def take_all(self, events: Sequence[Event]) -> None:
        """All of them in one transaction; raises what the first failing one raised, and does nothing then."""
        work = [(event, *self._read(event)) for event in events]

        def together(tx: Transaction) -> None:
            for event, subscription, data in work:
                _react(tx, event, subscription, data)

        self._store.transact(together, Origin(), REACTION_SECONDS)

    def take(self, event: Event, also: Callable[[Transaction], None] = lambda tx: None) -> None:
        """One event; `also` runs in the same transaction, whether or not the event was heard before."""
        subscription, data = self._read(event)

        def alone(tx: Transaction) -> None:
            _react(tx, event, subscription, data)
            also(tx)

        self._store.transact(alone, Origin(), REACTION_SECONDS)

    def _read(self, event: Event) -> tuple[Subscription, dict[str, Any]]:
        subscription = self.subscription(event)
        try:
            return subscription, dict(subscription.reader.load(event.data))
        except ValidationError as error:
            raise Undecodable(f"data: {error.normalized_messages()}") from error


def _react(tx: Transaction, event: Event, subscription: Subscription, data: dict[str, Any]) -> None:
    tx.cause, tx.correlation_id, tx.traceparent = event, event.correlationid, event.traceparent
    if tx.db[INBOX].find_one({"_id": event.id}, {"_id": 1}, session=tx.session) is not None:
        return
    tx.db[INBOX].insert_one({"_id": event.id, "type": event.type, "at": clock.now()}, session=tx.session)
    subscription.react(tx, event, data)
