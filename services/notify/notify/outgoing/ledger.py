"""What senders report is kept together: as much in a transaction as was reported during the last one.

Who reports waits until it is kept, so no more letters are out and written down nowhere than there are lanes.
"""

import time
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from typing import TypeVar

from chassis import clock, log
from chassis.errors import Stale, Unavailable
from chassis.ids import AT_ONCE
from chassis.mongo import Store
from notify.handlers import accounts
from notify.handlers.accounts import Account
from notify.model import Notification
from notify.outgoing import receipts
from notify.outgoing.receipts import Sent
from notify.outgoing.together import Together

REST_SECONDS = 0.2

Kept = TypeVar("Kept")

logger = log.get(__name__)


class Ledger:
    """Does not give up before the leases are over: the letters may be out."""

    def __init__(self, rows: Store) -> None:
        self._store = rows
        self._receipts = Together(self._write, lambda _: 1, AT_ONCE)
        self._accounts = Together(self._mark, lambda account: len(account.claimed), AT_ONCE)

    def receiving(self) -> AbstractContextManager[None]:
        """While a lane sends letters of a lot: the receipts of several lanes are written as one."""
        return self._receipts.expected()

    def receive(self, claimed: Notification, sent: Sent) -> Callable[[], None]:
        """Has a receipt written down: it is when what this returns has been called."""
        return self._receipts.bring((claimed, sent))

    def mark(self, account: Account) -> list[Notification]:
        """What was tried, as it is kept; without what others had taken over, of which this report does not
        count."""
        return self._accounts.do(account) or []

    def _write(self, some: Sequence[tuple[Notification, Sent]]) -> list[None]:
        self._insist(
            [claimed for claimed, _ in some],
            lambda: receipts.write(self._store, [sent for _, sent in some]),
        )
        return [None] * len(some)

    def _mark(self, some: Sequence[Account]) -> list[list[Notification]]:
        found = self._insist([one for account in some for one in account.claimed], lambda: self._marked(some))
        marked = {one.id: one for one in found or ()}
        for tried in (report.claimed for account in some for report in account.reports):
            if tried.id not in marked:
                logger.warning("late_report", notification=tried.id, attempts=tried.attempts)
        return [
            [marked[one.claimed.id] for one in account.reports if one.claimed.id in marked]
            for account in some
        ]

    def _marked(self, some: Sequence[Account]) -> list[Notification]:
        try:
            return self._store.transact(lambda tx: accounts.mark(tx, some))
        except Stale:
            return self._store.transact(lambda tx: accounts.mark(tx, accounts.standing(tx, some)))

    def _insist(self, claimed: Sequence[Notification], keep: Callable[[], Kept]) -> Kept | None:
        """None when the leases are over."""
        while not all(one.is_due(clock.now()) for one in claimed):
            try:
                return keep()
            except Unavailable:
                logger.warning("mark_delayed")
                time.sleep(REST_SECONDS)
        return None
