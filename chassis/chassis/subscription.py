"""What a service hears, and what it does then: the rows of a worker's table."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from marshmallow import Schema, ValidationError

from chassis.envelope import Classification, Event, Undecodable
from chassis.mongo import Transaction

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

    def read(self, event: Event) -> "Heard":
        """Undecodable where its data is not what the reaction needs."""
        try:
            return Heard(event, self, dict(self.reader.load(event.data)))
        except ValidationError as error:
            raise Undecodable(f"data: {error.normalized_messages()}") from error

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


@dataclass(frozen=True, slots=True)
class Heard:
    event: Event
    subscription: Subscription
    data: dict[str, Any]

    def react(self, tx: Transaction) -> None:
        event = self.event
        tx.cause, tx.correlation_id, tx.traceparent = event, event.correlationid, event.traceparent
        self.subscription.react(tx, event, self.data)
