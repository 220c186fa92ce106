"""Trying again what was set aside, when it has come due. Any `work` of a service claims any row."""

import threading
import time
from collections.abc import Sequence

from chassis import log
from chassis.clock import now
from chassis.envelope import Undecodable
from chassis.errors import Unavailable
from chassis.failed import LEASE_SECONDS, POLL_SECONDS, DiedTrying, FailedRows
from chassis.inbox import Apart, Heard, Inbox, Refusal, Refused, TooSlow
from chassis.mongo import Document, Transaction

AT_ONCE = 20
COUNT_SECONDS = 15.0

Readable = list[tuple[Document, Heard]]

logger = log.get(__name__)


class Retries:
    """Runs in a thread of its own."""

    def __init__(self, rows: FailedRows, inbox: Inbox) -> None:
        self._rows = rows
        self._inbox = inbox
        self._cut_short: list[Document] = []
        self._count_at = 0.0

    def run(self, stop: threading.Event) -> None:
        while not stop.is_set():
            self._rows.due.clear()
            try:
                seconds = self._turn()
            except Unavailable as error:
                logger.warning("retries_paused", reason=type(error.__cause__ or error).__name__)
                seconds = POLL_SECONDS
            if seconds > 0:
                self._rows.due.wait(seconds)

    def _turn(self) -> float:
        """Tries some of what is due, and returns in how many seconds to look again."""
        self._rows.give_back(self._cut_short)
        self._cut_short = []
        if time.monotonic() >= self._count_at:
            self._rows.count()
            self._count_at = time.monotonic() + COUNT_SECONDS
        coming = self._rows.coming(AT_ONCE)
        moment = now()
        due = [row["_id"] for row in coming if row["due_at"] <= moment]
        if due:
            self._try(self._rows.claim(due))
            return 0.0
        early = [(row["due_at"] - moment).total_seconds() for row in coming[:1]]
        return min(early, default=POLL_SECONDS)

    def _try(self, claimed: list[Document]) -> None:
        """What the store's absence cuts short does not count as a try."""
        left = {row["_id"]: row for row in claimed}
        readable: Readable = []
        try:
            for row in claimed:
                try:
                    readable.append((row, self._inbox.read(self._rows.event(row))))
                except (Undecodable, DiedTrying) as error:
                    self._rows.judge([(left[row["_id"]], error)])
                    del left[row["_id"]]
            self._take(readable, left)
        except Unavailable:
            self._cut_short = list(left.values())
            raise

    def _take(self, readable: Readable, left: dict[object, Document]) -> None:
        try:
            if readable:
                self._take_together(readable, left)
        except (Refused, TooSlow, Apart):
            end = time.monotonic() + LEASE_SECONDS / 3
            for number, one in enumerate(readable):
                if time.monotonic() > end:
                    self._rows.give_back([row for row, _ in readable[number:]])
                    break
                self._take_together([one], left)

    def _take_together(self, readable: Readable, left: dict[object, Document]) -> None:
        def forget(tx: Transaction, refusals: Sequence[Refusal]) -> None:
            failed = {refusal.position for refusal in refusals}
            self._rows.forget(tx, [row for n, (row, _) in enumerate(readable) if n not in failed])

        refusals = self._inbox.take_all([heard for _, heard in readable], also=forget)
        self._rows.judge([(readable[refusal.position][0], refusal.error) for refusal in refusals])
        for row, _ in readable:
            left.pop(row["_id"], None)
