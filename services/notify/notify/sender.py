"""Sends what is due, in threads of `work`: claim under a lease → send → mark.

Mail cannot be sent exactly once. A row whose sender died is sent again under the same Message-ID, once its
lease is over: never lost, and doubled only when a process dies between the server's answer and our mark.
"""

import random
import threading
import time
from collections.abc import Mapping, Sequence
from datetime import timedelta
from itertools import chain

from prometheus_client import Counter, Histogram

from chassis import clock, log
from chassis.config import Settings
from chassis.errors import Stale, Unavailable
from chassis.mongo import Store
from notify import parcels, store
from notify.audiences import EMAIL
from notify.channels.channel import Away, Channel, NotNow, Refused
from notify.channels.email import Email
from notify.config import Post
from notify.handlers import sending
from notify.handlers.sending import Outcome
from notify.letters import Correspondence
from notify.model import Notification, Status

LANES = 4
BATCH = 50
POLL_SECONDS = 1.0
FIRST_DELAY, LONGEST_DELAY = 0.2, 5.0
ANSWERS_AWAITED = 6
"""How often one attempt may wait for the server: greeting, MAIL, RCPT, DATA, the letter, and one to spare."""

ATTEMPTS = Counter("notify_attempts_total", "Attempts to send, by what came of them", ["channel", "outcome"])
DELAY = Histogram("notify_delivery_seconds", "From a notification's making to its letter being taken over")

logger = log.get(__name__)

Channels = Mapping[str, Channel]
Due = Sequence[tuple[str, str]]


class Sender:
    """Several lanes side by side, each with channels of its own, because a letter is mostly waiting."""

    def __init__(self, rows: Store, lanes: Sequence[Channels], post: Post) -> None:
        self._store = rows
        self._lanes = lanes
        self._post = post
        self._lease = timedelta(seconds=post.smtp.timeout * ANSWERS_AWAITED)
        self.wake = threading.Event()

    def run(self, stop: threading.Event) -> None:
        delay = FIRST_DELAY
        while not stop.is_set():
            self.wake.clear()
            try:
                if self.send_due(stop) == 0:
                    self.wake.wait(POLL_SECONDS)
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
        """Deals with what is due now and returns how much that was."""
        due = self._store.read(lambda tx: store.due(tx, BATCH))
        first = random.randrange(len(due)) if due else 0  # or all processes would want the same row at once
        due = due[first:] + due[:first]
        shares = [due[place :: len(self._lanes)] for place in range(len(self._lanes))]
        faults: list[Exception] = []
        threads = [
            threading.Thread(target=self._send_along, args=(lane, share, stop, faults), daemon=True)
            for lane, share in zip(self._lanes, shares, strict=True)
            if share
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        if faults:
            raise faults[0]
        return len(due)

    def _send_along(self, lane: Channels, due: Due, stop: threading.Event, faults: list[Exception]) -> None:
        try:
            for id, channel in due:
                if stop.is_set():
                    break
                self._send(id, lane[channel])
        except Exception as error:  # noqa: BLE001 - raised where all lanes come together
            faults.append(error)

    def _send(self, id: str, channel: Channel) -> None:
        channel.open()
        taken = self._store.transact(lambda tx: sending.take(tx, id, self._lease, self._post.domain))
        if taken is None:
            return
        notification, correspondence = taken
        with log.bind(notification=id, correlation_id=notification.correlation_id):
            marked = self._mark(notification, self._attempt(channel, notification, correspondence))
        if marked:
            ATTEMPTS.labels(marked.channel, str(marked.status)).inc()
        if marked and marked.status is Status.DELIVERED:
            DELAY.observe((clock.now() - marked.created_at).total_seconds())

    def _attempt(
        self, channel: Channel, notification: Notification, correspondence: Correspondence
    ) -> Outcome:
        try:
            parcel = parcels.pack(notification, correspondence, self._post)
        except Exception as error:  # noqa: BLE001 - whatever is wrong with a letter is this row's fate alone
            fault = type(error).__name__  # not its text, which may hold what is personal
            logger.error("letter_not_written", template=notification.template, reason=fault)
            return lambda row, at: row.fail_technically(at, fault)
        try:
            channel.send(parcel)
        except Refused as refusal:
            reason = str(refusal)
            return lambda row, at: row.fail_for_good(at, reason)
        except (NotNow, Away) as excuse:
            reason, jitter = str(excuse), random.uniform(0.5, 1.5)
            return lambda row, at: row.fail_for_now(at, reason, jitter)
        return lambda row, at: row.deliver(at)

    def _mark(self, claimed: Notification, outcome: Outcome) -> Notification | None:
        """Does not give up before the lease is over: the letter may be out. None when it came too late."""
        while not claimed.is_due(clock.now()):
            try:
                return self._store.transact(lambda tx: sending.mark(tx, claimed, outcome))
            except Stale:
                break
            except Unavailable:
                logger.warning("mark_delayed")
                time.sleep(FIRST_DELAY)
        logger.warning("late_report", attempts=claimed.attempts)
        return None


def run(rows: Store, settings: Settings, stop: threading.Event) -> None:
    post = Post.read(settings.env)
    sender = Sender(rows, [{EMAIL: Email(post.smtp)} for _ in range(LANES)], post)
    rows.listen(store.notifications.collection, sender.wake.set)
    sender.run(stop)
