"""What became of a lot: of each letter of it that was tried, and of those that were not, marked together."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from chassis.mongo import Transaction
from notify import store
from notify.handlers.keeping import Settled, put_again, settle
from notify.model import Facts, Notification, Status
from notify.outgoing import bundles, deliveries, performance, receipts
from notify.outgoing.deliveries import Lot
from notify.outgoing.receipts import Sent

Outcome = Callable[[Notification, datetime], Facts]


@dataclass(frozen=True, slots=True)
class Report:
    """What came of an attempt, and when; of a letter that was taken over also its receipt."""

    claimed: Notification
    outcome: Outcome
    at: datetime
    sent: Sent | None = None


@dataclass(frozen=True, slots=True)
class Account:
    """Of a lot, by the sender that holds it until `until`."""

    lot: Lot
    until: datetime
    reports: Sequence[Report]
    untried: Sequence[Notification] = ()

    @property
    def claimed(self) -> list[Notification]:
        return [*(report.claimed for report in self.reports), *self.untried]


def mark(tx: Transaction, accounts: Sequence[Account]) -> list[Notification]:
    """Records what became of attempts, and puts what was not tried in line again; returns what was tried.

    Stale when one of them is not as it was claimed.
    """
    tried = [(_afresh(report.claimed), report) for account in accounts for report in account.reports]
    untried = [_afresh(one) for account in accounts for one in account.untried]
    for one in untried:
        one.unclaim(tx.now)
    settled: list[Settled] = [(one, report.outcome(one, report.at)) for one, report in tried]
    settled += [(one, ()) for one in untried]
    _keep(tx, settled, [report.sent for _, report in tried if report.sent])
    put_again(tx, [one for one, _ in settled if one.due_at])
    for account in accounts:
        deliveries.close(tx, account.lot, account.until)
    return [one for one, _ in tried]


def standing(tx: Transaction, accounts: Sequence[Account]) -> list[Account]:
    """The same of those letters that nobody has taken over, as they are by now: a calendar may have answered
    to some meanwhile, or a mail server reported that it did not arrive."""
    found = store.notifications_of(tx, [one.id for account in accounts for one in account.claimed])
    now = {one.id: one for one in found}
    return [
        replace(
            account,
            reports=[
                replace(report, claimed=now[report.claimed.id])
                for report in account.reports
                if _is_held(now[report.claimed.id], report.claimed)
                or (report.sent and _has_come_back(now[report.claimed.id], report.claimed))
            ],
            untried=[now[one.id] for one in account.untried if _is_held(now[one.id], one)],
        )
        for account in accounts
    ]


def recover(tx: Transaction, letters: Sequence[Notification]) -> list[Notification]:
    """Marks those that a sender has sent before it died; returns the others."""
    sent = receipts.among(tx, [one.id for one in letters if one.status is Status.SENDING])
    if sent:
        marked = [one for one in letters if one.id in sent]
        _keep(tx, [(one, sent[one.id].deliver(one, sent[one.id].at)) for one in marked], sent.values())
    return [one for one in letters if one.id not in sent]


def _keep(tx: Transaction, settled: Sequence[Settled], sent: Iterable[Sent]) -> None:
    letters = [one for one, _ in settled]
    bundles.keep(tx, letters, {one.letter: one.words for one in sent if one.words})
    settle(tx, *settled)
    performance.count(tx, letters)


def _is_held(now: Notification, claimed: Notification) -> bool:
    """By the sender that claimed it so."""
    return now.status is Status.SENDING and (now.attempts, now.due_at) == (claimed.attempts, claimed.due_at)


def _has_come_back(now: Notification, claimed: Notification) -> bool:
    """From that attempt."""
    return now.status is Status.PERMANENT_FAILURE and now.attempts == claimed.attempts


def _afresh(claimed: Notification) -> Notification:
    """A transaction may run twice."""
    return replace(claimed, history=[*claimed.history])
