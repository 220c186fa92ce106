"""Does what is due about broadcasts, in a thread of `work`; any number of them share it, step by step."""

import threading
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from functools import partial

from jinja2 import TemplateError

from chassis import clock, log, threads
from chassis.config import Settings
from chassis.errors import Stale, Unavailable
from chassis.mongo import Document, Store, Transaction
from notify.broadcasts import trial
from notify.broadcasts.model import Broadcast
from notify.broadcasts.store import JOBS, Kind, due, put_off
from notify.channels.channel import Away, Channel, NotNow, Refused
from notify.channels.email import Email
from notify.config import Post
from notify.handlers import broadcast_jobs as jobs
from notify.outgoing.sender import ANSWERS_AWAITED

POLL_SECONDS, AT_ONCE = 4.0, 20
TRIED_AGAIN_AFTER, TRIED_WITHIN = timedelta(seconds=10), timedelta(minutes=10)
LONG = timedelta(minutes=1)
STEPS: Mapping[str, Callable[[Transaction, Document], None]] = {
    Kind.COUNT: jobs.count,
    Kind.TELL: jobs.release,
    Kind.WATCH: jobs.watch,
}

logger = log.get(__name__)


class Broadcaster:
    def __init__(self, rows: Store, channel: Channel, post: Post) -> None:
        self._store, self._channel, self._post = rows, channel, post
        self._lease = timedelta(seconds=post.smtp.timeout * (1 + ANSWERS_AWAITED))
        self.wake = threading.Event()

    def run(self, stop: threading.Event) -> None:
        """Until `stop`, at which it sleeps no longer."""
        working = threads.start("broadcaster", partial(self._work, stop))
        stop.wait()
        self.wake.set()
        working.join()

    def _work(self, stop: threading.Event) -> None:
        while not stop.is_set():
            self.wake.clear()
            try:
                if self.do_due() == 0:
                    self.wake.wait(POLL_SECONDS)
            except Unavailable as error:
                logger.warning("broadcasts_paused", reason=type(error.__cause__ or error).__name__)
                stop.wait(POLL_SECONDS)
        self._channel.close()

    def do_due(self) -> int:
        """One step of each job that is due; returns how many."""
        found = self._store.read(lambda tx: due(tx, AT_ONCE))
        for job in found:
            try:
                self._do(job)
            except Stale:
                continue  # another was faster
            except Unavailable:
                raise
            except Exception as error:  # noqa: BLE001 - of one job alone
                fault = type(error).__name__  # not its text, which may hold an address
                logger.error("broadcast_job_failed", kind=job["kind"], reason=fault)
                self._put_off(job, LONG)
        return len(found)

    def _do(self, job: Document) -> None:
        if job["kind"] == Kind.TEST:
            self._test(job)
        else:
            step = STEPS[job["kind"]]
            self._store.transact(lambda tx: step(tx, job))

    def _test(self, job: Document) -> None:
        lease, begun = self._lease, clock.now()
        broadcast = self._store.transact(lambda tx: jobs.claim_test(tx, job, lease))
        if broadcast is None or broadcast.test is None:
            return
        try:
            failed = self._send(job, broadcast, broadcast.test.asked_at)
        except (Away, NotNow) as excuse:
            if begun - broadcast.test.asked_at < TRIED_WITHIN:
                logger.warning("test_put_off", broadcast=broadcast.id)
                self._put_off(job, TRIED_AGAIN_AFTER)
                return
            failed = str(excuse)
        self._store.transact(lambda tx: jobs.mark_test(tx, job, failed))

    def _put_off(self, job: Document, rest: timedelta) -> None:
        self._store.transact(lambda tx: put_off(tx, job, tx.now + rest))

    def _send(self, job: Document, broadcast: Broadcast, asked_at: datetime) -> str | None:
        """Why it failed for good; nothing where it left."""
        around = self._store.read(lambda tx: trial.around(tx, broadcast))
        try:
            for parcel in trial.parcels(broadcast, around, job, asked_at, self._post):
                self._channel.send(parcel)
        except (Refused, TemplateError) as refusal:
            return str(refusal) if isinstance(refusal, Refused) else type(refusal).__name__
        return None


def run(rows: Store, settings: Settings, stop: threading.Event) -> None:
    post = Post.read(settings.env)
    broadcaster = Broadcaster(rows, Email(post.smtp), post)
    rows.listen(JOBS, broadcaster.wake.set)
    broadcaster.run(stop)
