"""What became of attempts is kept together: as many in a transaction as were reported during the last one.

Whoever reports waits until it is kept, so no more letters are out and unmarked than there are crews.
"""

import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass

from chassis import clock, log
from chassis.errors import Stale, Unavailable
from chassis.mongo import Store
from notify.handlers import sending
from notify.handlers.sending import Report
from notify.model import Notification

REST_SECONDS = 0.2

logger = log.get(__name__)


@dataclass(slots=True)
class Entry:
    report: Report
    kept: bool = False
    marked: Notification | None = None


class Ledger:
    def __init__(self, rows: Store) -> None:
        self._store = rows
        self._entering, self._keeping = threading.Lock(), threading.Lock()
        self._entries: list[Entry] = []

    def mark(self, report: Report) -> Notification | None:
        """As it is kept; None when another sender had taken it over, and this report does not count."""
        entry = Entry(report)
        with self._entering:
            self._entries.append(entry)
        with self._keeping:
            if not entry.kept:  # else whoever was before kept it too
                self._keep_all(entry)
        return entry.marked

    def _keep_all(self, own: Entry) -> None:
        with self._entering:
            entries, self._entries = self._entries, []
        try:
            self._keep(entries)
        except BaseException:
            with self._entering:
                self._entries += [entry for entry in entries if entry is not own]
            raise
        for entry in entries:
            entry.kept = True

    def _keep(self, entries: Sequence[Entry]) -> None:
        """Does not give up before the leases are over: the letters may be out. One that was overtaken spoils
        no other."""
        reports = [entry.report for entry in entries]
        while not all(report.claimed.is_due(clock.now()) for report in reports):
            try:
                marked = self._store.transact(lambda tx: sending.mark(tx, reports))
            except Stale:
                break
            except Unavailable:
                logger.warning("mark_delayed")
                time.sleep(REST_SECONDS)
            else:
                for entry, one in zip(entries, marked, strict=True):
                    entry.marked = one
                return
        if len(entries) > 1:
            for entry in entries:
                self._keep([entry])
        else:
            logger.warning("late_report", attempts=reports[0].claimed.attempts)
