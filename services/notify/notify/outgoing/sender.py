"""Sends what is due, in threads of `work`: claim a lot under a lease → send each letter and write its receipt
down → mark the lot.

Mail cannot be sent exactly once. A letter whose sender died is sent again under the same Message-ID, once its
lease is over, but for a receipt: never lost, and doubled only when a process dies between the server's answer
and our receipt.
"""

import random
import threading
from collections.abc import Callable, Mapping, Sequence
from contextlib import nullcontext
from datetime import datetime, timedelta
from functools import partial
from itertools import chain

from prometheus_client import Counter, Histogram

from chassis import clock, log, threads
from chassis.config import Settings
from chassis.errors import Unavailable
from chassis.mongo import Store, Transaction
from chassis.retry_after import NOTHING
from notify.channels import registry
from notify.channels.channel import Away, Channel, NotNow, Refused, TooFast
from notify.config import Post
from notify.handlers import sending
from notify.handlers.accounts import Account, Report
from notify.handlers.sending import Taken
from notify.letters import Correspondence
from notify.model import Notification, Status
from notify.outgoing import bundles, parcels
from notify.outgoing.deliveries import Lot, bell, channels_due, due
from notify.outgoing.ledger import Ledger
from notify.outgoing.line import Line
from notify.outgoing.receipts import Sent
from notify.outgoing.throttle import Throttle

LOTS_PER_LANE = 2
POLL_SECONDS = 2.0
FIRST_DELAY, LONGEST_DELAY = 0.2, 5.0
ANSWERS_AWAITED = 6
"""How often one attempt may wait for the server: greeting, MAIL, RCPT, DATA, the letter, and one to spare."""

ATTEMPTS = Counter("notify_attempts_total", "Attempts to send, by what came of them", ["channel", "outcome"])
SLOWED = Counter("notify_slowed_total", "How often a recipient's side asked for fewer letters at a time")
DELAY = Histogram(
    "notify_delivery_seconds", "From when a notification could be sent to its letter being taken over"
)

logger = log.get(__name__)

Channels = Mapping[str, Channel]
Tried = tuple[list[Report], list[Notification], Away | None]
"""What came of a lot; what was not tried of it, and why where the server is away."""


class Sender:
    """Several lanes side by side, each with channels of its own, because a letter is mostly waiting.

    It takes what goes by one of these channels, and leaves all other letters to other senders; it looks again
    when it is woken, also to see that it is to stop.
    """

    def __init__(self, rows: Store, lanes: Sequence[Channels], post: Post) -> None:
        self._store = rows
        self._lanes = lanes
        self.channels = lanes[0].keys()
        self._post = post
        self._ledger = Ledger(rows)
        self._throttle = Throttle(post.rates)
        self._begun_within = timedelta(seconds=post.smtp.timeout)
        self._lease = self._begun_within * (1 + ANSWERS_AWAITED)
        self.wake = threading.Event()

    def run(self, stop: threading.Event) -> None:
        delay = FIRST_DELAY
        while not stop.is_set():
            self.wake.clear()
            try:
                if self.send_due(stop) == 0 and not stop.is_set():
                    self.wake.wait()
                delay = FIRST_DELAY
            except (Away, Unavailable) as error:
                logger.warning("sender_paused", reason=f"{type(error).__name__}: {error}", seconds=delay)
                stop.wait(delay)
                delay = min(delay * 2, LONGEST_DELAY)
        self.close()

    def close(self) -> None:
        for channel in chain.from_iterable(lane.values() for lane in self._lanes):
            channel.close()

    def send_due(self, stop: threading.Event) -> int:
        """Deals with lots that are due now and returns how many."""
        line, faults = Line(self._due, len(self._lanes) * LOTS_PER_LANE), list[Exception]()
        threads = [
            threading.Thread(target=self._send_along, args=(lane, line, stop, faults), daemon=True)
            for lane in self._lanes[: line.length]
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        if faults:
            raise faults[0]
        return line.gone

    def _due(self, most: int) -> list[Lot]:
        lots = self._store.read(lambda tx: [lot for name in self.channels for lot in due(tx, most, name)])
        first = random.randrange(len(lots)) if lots else 0  # or all processes would want the same at once
        return lots[first:] + lots[:first]

    def _send_along(self, lane: Channels, line: Line, stop: threading.Event, faults: list[Exception]) -> None:
        try:
            while not stop.is_set() and not faults and (lot := line.next()):
                self._send(lot, lane[lot.channel], stop)
        except Exception as error:  # noqa: BLE001 - raised where all lanes come together
            faults.append(error)

    def _send(self, lot: Lot, channel: Channel, stop: threading.Event) -> None:
        channel.open()
        taken = self._store.transact(self._taking(lot)) or []
        until = clock.now() + self._begun_within  # or a letter might leave after the lease
        with self._ledger.receiving() if lot.of_several else nullcontext():
            reports, held, away = self._try_each(lot, taken, channel, until, stop)
        if taken:
            self._mark(Account(lot, taken[0][0].due_at or until, reports, held))
        if away:
            raise away

    def _try_each(
        self, lot: Lot, taken: Sequence[Taken], channel: Channel, until: datetime, stop: threading.Event
    ) -> Tried:
        reports, held, away = list[Report](), list[Notification](), None
        received: Callable[[], None] = _nothing
        for place, (notification, correspondence) in enumerate(taken):
            untried = [one for one, _ in taken[place:]]
            if stop.is_set() or clock.now() > until:
                held += untried
                break
            domain = sending.mail_domain(lot, correspondence)
            if self._throttle.slowed_since(domain, notification.history[-1].at):
                held.append(notification)
                continue
            try:
                channel.open()
            except Away as excuse:
                held, away = [*held, *untried], excuse
                break
            reports.append(self._attempt(channel, notification, correspondence, domain, received))
            if lot.of_several and (sent := reports[-1].sent):
                received = self._ledger.receive(notification, sent)
        received()
        return reports, held, away

    def _taking(self, lot: Lot) -> Callable[[Transaction], list[Taken] | None]:
        lease, domain = self._lease, self._post.domain
        return lambda tx: sending.take(tx, lot, lease, domain, self._throttle)

    def _attempt(
        self,
        channel: Channel,
        notification: Notification,
        correspondence: Correspondence,
        domain: str,
        received: Callable[[], None],
    ) -> Report:
        """The letter is written while the receipt of the one before is, and sent when that is `received`."""
        try:
            parcel = parcels.pack(notification, correspondence, self._post)
        except Exception as error:  # noqa: BLE001 - whatever is wrong with a letter is this row's fate alone
            fault = type(error).__name__  # not its text, which may hold what is personal
            logger.error("letter_not_written", template=notification.template, reason=fault)
            return Report(notification, lambda row, at: row.fail_technically(at, fault), clock.now())
        received()
        try:
            receipt = channel.send(parcel)
        except Refused as refusal:
            reason = str(refusal)
            return Report(notification, lambda row, at: row.fail_for_good(at, reason), clock.now())
        except Unavailable:
            raise
        except Exception as error:  # noqa: BLE001 - nor does a fault of the channel's own keep others waiting
            if isinstance(error, TooFast):
                self._slow_down(notification, domain)
            reason = str(error) if isinstance(error, NotNow | Away) else type(error).__name__
            wait = error.wait if isinstance(error, NotNow) else NOTHING
            put_off = reason, random.uniform(0.5, 1.5), wait
            return Report(notification, lambda row, at: row.fail_for_now(at, *put_off), clock.now())
        sent = Sent(
            letter=notification.id,
            at=clock.now(),
            edition=parcel.letter.edition,
            server=receipt.server,
            said=receipt.said,
            words=bundles.without_seals(parcel.letter),
        )
        return Report(notification, sent.deliver, sent.at, sent)

    def _slow_down(self, notification: Notification, domain: str) -> None:
        gap = self._throttle.slow_down(domain, clock.now(), notification.history[-1].at)
        if gap is not None:
            SLOWED.inc()
            logger.warning("domain_slowed_down", seconds=gap)

    def _mark(self, account: Account) -> None:
        for marked in self._ledger.mark(account):
            ATTEMPTS.labels(marked.channel, str(marked.status)).inc()
            if marked.status is Status.DELIVERED and marked.sent_at:
                DELAY.observe((marked.sent_at - marked.ready_at).total_seconds())


def _nothing() -> None:
    """Is waited for before the first letter of a lot."""


def run(rows: Store, settings: Settings, stop: threading.Event) -> None:
    """One sender a channel: where one is away or slow, no other waits."""
    env, post = settings.env, Post.read(settings.env)
    lanes = (
        [{kind.name: kind.make(rows, env, post)} for _ in range(kind.lanes)] for kind in registry.kinds()
    )
    attend(rows, [Sender(rows, channels, post) for channels in lanes], stop)


def attend(rows: Store, senders: Sequence[Sender], stop: threading.Event) -> None:
    """Runs them side by side until `stop`. One look for all of them finds what is due again, or was put in
    line by other processes."""
    for sender in senders:
        for channel in sender.channels:
            rows.listen(bell(channel), sender.wake.set)
    running = [threads.start(f"sender-{'-'.join(one.channels)}", partial(one.run, stop)) for one in senders]
    while not stop.wait(POLL_SECONDS):
        due = _channels_due(rows)
        for sender in senders:
            if due & sender.channels:
                sender.wake.set()
    for sender in senders:
        sender.wake.set()
    for thread in running:
        thread.join()


def _channels_due(rows: Store) -> set[str]:
    try:
        return rows.read(channels_due)
    except Unavailable as error:
        logger.warning("not_looked", reason=type(error.__cause__ or error).__name__)
        return set()
