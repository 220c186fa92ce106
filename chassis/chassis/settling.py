"""What becomes of delivered messages: their effects, kept in one transaction, or a failed row."""

from collections.abc import Sequence
from dataclasses import dataclass

from prometheus_client import Counter

from chassis.delivery import Delivery
from chassis.envelope import Event, Undecodable
from chassis.failed import DeliveredTooOften, FailedRows
from chassis.inbox import Heard, Inbox, Refusal, Refused, Step
from chassis.lanes import Done

SET_ASIDE_DELIVERIES = 10

HEARD = Counter("wara_events_heard_total", "Events reacted to, or known already")


class ComesBackOften(Exception):
    """A message delivered so often that it may be what kills its consumers: it is tried as a row."""


@dataclass(frozen=True, slots=True)
class Untried:
    """Why a message is not even tried; `event` where that much could be read."""

    error: Exception
    event: Event | None


class Settler:
    def __init__(self, inbox: Inbox, failed: FailedRows) -> None:
        self._inbox = inbox
        self._failed = failed

    def settle(self, batch: Sequence[Delivery], done: Done, step: Step) -> None:
        """Unavailable while the store is away; TooSlow or Apart where a batch is better taken otherwise."""
        found = [(delivery, self._read(delivery)) for delivery in batch]
        self._take([(delivery, one) for delivery, one in found if isinstance(one, Heard)], done, step)
        for delivery, one in found:  # last, so that no good event waits for it
            if isinstance(one, Untried):
                self._failed.set_aside(delivery, one.error, one.event)
                done(delivery)

    def _read(self, delivery: Delivery) -> "Heard | Untried":
        event: Event | None = None
        try:
            event = delivery.event()
            heard = self._inbox.read(event)
            if delivery.spent:
                raise DeliveredTooOften("the broker gave it up")
            if delivery.deliveries >= SET_ASIDE_DELIVERIES:
                raise ComesBackOften(f"delivered {delivery.deliveries} times")
            return heard
        except (Undecodable, DeliveredTooOften, ComesBackOften) as error:
            return Untried(error, event)

    def _take(self, readable: Sequence[tuple[Delivery, Heard]], done: Done, step: Step) -> None:
        if not readable:
            return
        try:
            refusals = self._inbox.take_all([heard for _, heard in readable], step)
        except Refused as refused:
            at = refused.refusal.position
            self._set_aside(readable, refused.refusal, done)
            self._take(readable[:at], done, step)
            self._take(readable[at + 1 :], done, step)
            return
        for refusal in refusals:
            self._set_aside(readable, refusal, done)
        failed = {refusal.position for refusal in refusals}
        for position, (delivery, _) in enumerate(readable):
            if position not in failed:
                done(delivery)
        HEARD.inc(len(readable) - len(failed))

    def _set_aside(self, readable: Sequence[tuple[Delivery, Heard]], refusal: Refusal, done: Done) -> None:
        delivery, heard = readable[refusal.position]
        self._failed.set_aside(delivery, refusal.error, heard.event)
        done(delivery)
