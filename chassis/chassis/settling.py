"""What becomes of delivered messages: their effects, or a failed row, kept in one transaction."""

from collections.abc import Sequence

from prometheus_client import Counter

from chassis.delivery import Delivery
from chassis.envelope import Event, Undecodable
from chassis.failed import DeliveredTooOften, FailedRows, SetAside
from chassis.inbox import Inbox, Refusal, Refused, Step, Taken
from chassis.lanes import Done
from chassis.mongo import Document, Transaction
from chassis.pace import Pace
from chassis.subscription import Heard

SET_ASIDE_DELIVERIES = 10

HEARD = Counter("wara_events_heard_total", "Events reacted to, or known already")

Readable = Sequence[tuple[Delivery, Heard]]


class ComesBackOften(Exception):
    """A message delivered so often that it may be what kills its consumers: it is tried as a row."""


class Settler:
    def __init__(self, inbox: Inbox, failed: FailedRows, pace: Pace) -> None:
        self._inbox = inbox
        self._failed = failed
        self._pace = pace

    def settle(self, batch: Sequence[Delivery], done: Done, step: Step) -> None:
        """Unavailable while the store is away, Apart where each is better taken alone; what it did not come
        to in good time is not done."""
        found = [(delivery, self._read(delivery)) for delivery in batch]
        self._take([(delivery, one) for delivery, one in found if isinstance(one, Heard)], done, step)
        untried = [one for _, one in found if isinstance(one, SetAside)]  # last: no good event waits for them
        self._failed.set_aside(untried)
        for one in untried:
            done(one.delivery)

    def _read(self, delivery: Delivery) -> Heard | SetAside:
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
            return SetAside(delivery, error, event)

    def _take(self, readable: Readable, done: Done, step: Step) -> None:
        if not readable:
            return
        kept: list[Document] = []

        def also(tx: Transaction, taken: Taken) -> None:
            kept[:] = self._failed.keep(tx, [_set_aside(readable, refusal) for refusal in taken.refusals])

        try:
            taken = self._inbox.take_all([heard for _, heard in readable], step, also)
        except Refused as refused:
            self._take_beside(readable, refused.refusal, done, step)
            return
        self._failed.say(kept)
        for delivery, _ in readable[: taken.count]:
            done(delivery)
        if taken.unfinished:
            readable[taken.count][0].unfinished = True
        self._pace.note(taken.count)
        HEARD.inc(taken.count - len(taken.refusals))

    def _take_beside(self, readable: Readable, refusal: Refusal, done: Done, step: Step) -> None:
        """Without the one whose failure undid them all."""
        self._failed.set_aside([_set_aside(readable, refusal)])
        done(readable[refusal.position][0])
        self._take(readable[: refusal.position], done, step)
        self._take(readable[refusal.position + 1 :], done, step)


def _set_aside(readable: Readable, refusal: Refusal) -> SetAside:
    delivery, heard = readable[refusal.position]
    return SetAside(delivery, refusal.error, heard.event)
