"""Trying again what was set aside, when it has come due. Any `work` of a service claims any row."""

import threading
import time
from collections.abc import Callable

from chassis import log
from chassis.envelope import Undecodable
from chassis.errors import Unavailable
from chassis.failed import LEASE_SECONDS, DiedTrying, FailedRows, Verdict
from chassis.inbox import Apart, Inbox, Refused, Taken
from chassis.mongo import Document, Transaction
from chassis.subscription import Heard

AT_ONCE, BESIDE_OTHERS = 50, 10
REST_SECONDS, IDLE_SECONDS = 1.0, 2.0
IN_VAIN_SHARE = 0.01  # of the time goes to what fails again, while others wait
COUNT_SECONDS = 15.0

Readable = list[tuple[Document, Heard]]

logger = log.get(__name__)


class Retries:
    """Runs in a thread of its own."""

    def __init__(self, rows: FailedRows, inbox: Inbox, others_wait: Callable[[], bool]) -> None:
        """`others_wait` says whether events wait that nobody has tried yet."""
        self._rows = rows
        self._inbox = inbox
        self._others_wait = others_wait
        self._others_first = 0.0
        self._cut_short: list[Document] = []
        self._failed_again = 0
        self._count_at = 0.0

    def run(self, stop: threading.Event) -> None:
        """Rests between its turns, so that what comes due meanwhile shares a transaction; and longer while
        others wait, so that what keeps failing takes little from them, however much it is."""
        tried = 0
        while not stop.wait(0 if tried == AT_ONCE else REST_SECONDS if tried else IDLE_SECONDS):
            tried = 0
            if self._others_wait() and time.monotonic() < self._others_first:
                continue
            try:
                tried = self._turn()
            except Unavailable as error:
                logger.warning("retries_paused", reason=type(error.__cause__ or error).__name__)

    def _turn(self) -> int:
        """Tries some of what is due; returns how many that were."""
        began, self._failed_again = time.monotonic(), 0
        self._rows.give_back(self._cut_short)
        self._cut_short = []
        if time.monotonic() >= self._count_at:
            self._rows.count()
            self._count_at = time.monotonic() + COUNT_SECONDS
        claimed = self._rows.claim(BESIDE_OTHERS if self._others_wait() else AT_ONCE)
        if claimed:
            self._try(claimed)
            ended = time.monotonic()
            in_vain = (ended - began) * self._failed_again / len(claimed)
            self._others_first = ended + in_vain / IN_VAIN_SHARE
        return len(claimed)

    def _try(self, claimed: list[Document]) -> None:
        """What the store's absence cuts short does not count as a try."""
        left = {row["_id"]: row for row in claimed}
        readable: Readable = []
        try:
            for row in claimed:
                try:
                    readable.append((row, self._inbox.read(self._rows.event(row))))
                except (Undecodable, DiedTrying) as error:
                    self._judge(row, error, left)
            self._take(readable, left)
        except Unavailable:
            self._cut_short = list(left.values())
            raise

    def _take(self, readable: Readable, left: dict[object, Document]) -> None:
        """As many as go into one transaction, and so on, as long as they are safely ours."""
        end, at_once = time.monotonic() + LEASE_SECONDS / 3, len(readable)
        while readable:
            if time.monotonic() > end:
                self._rows.give_back([row for row, _ in readable])
                return
            try:
                count = self._take_together(readable[:at_once], left)
                readable = readable[count:]
            except Refused as refused:
                row, _ = readable.pop(refused.refusal.position)
                self._judge(row, refused.refusal.error, left)
            except Apart:
                at_once = 1

    def _take_together(self, readable: Readable, left: dict[object, Document]) -> int:
        said: list[Verdict] = []

        def also(tx: Transaction, taken: Taken) -> None:
            failed = taken.failed()
            done = [row for n, (row, _) in enumerate(readable[: taken.count]) if n not in failed]
            failures = [(readable[refusal.position][0], refusal.error) for refusal in taken.refusals]
            self._rows.forget(tx, done)
            said[:] = self._rows.judge(failures, tx)

        taken = self._inbox.take_all([heard for _, heard in readable], also=also)
        self._say(said)
        for row, _ in readable[: taken.count]:
            left.pop(row["_id"], None)
        return taken.count

    def _judge(self, row: Document, error: Exception, left: dict[object, Document]) -> None:
        self._say(self._rows.judge([(row, error)]))
        del left[row["_id"]]

    def _say(self, verdicts: list[Verdict]) -> None:
        self._failed_again += len(verdicts)
        self._rows.say_again(verdicts)
