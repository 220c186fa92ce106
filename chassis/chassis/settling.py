"""What becomes of delivered messages: their effects, kept in one transaction, or a failed row."""

from collections.abc import Sequence

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


class Settler:
    def __init__(self, inbox: Inbox, failed: FailedRows) -> None:
        self._inbox = inbox
        self._failed = failed

    def settle(self, batch: Sequence[Delivery], done: Done, step: Step) -> None:
        """Unavailable while the store is away; TooSlow or Apart where a batch is better taken otherwise."""
        readable = []
        for delivery in batch:
            heard = self._read(delivery)
            if heard is None:
                done(delivery)
            else:
                readable.append((delivery, heard))
        self._take(readable, done, step)

    def _read(self, delivery: Delivery) -> Heard | None:
        """None when it was set aside instead."""
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
            self._failed.set_aside(delivery, error, event)
            return None

    def _take(self, readable: list[tuple[Delivery, Heard]], done: Done, step: Step) -> None:
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

    def _set_aside(self, readable: list[tuple[Delivery, Heard]], refusal: Refusal, done: Done) -> None:
        delivery, heard = readable[refusal.position]
        self._failed.set_aside(delivery, refusal.error, heard.event)
        done(delivery)
