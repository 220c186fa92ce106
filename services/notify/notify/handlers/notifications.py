"""What the secretariat does with notifications, and what a member may see of its own."""

from datetime import date, timedelta
from typing import Any

from chassis.mongo import Transaction
from chassis.thai import day_of
from notify import store
from notify.errors import Denied
from notify.handlers.keeping import settle
from notify.handlers.sending import queue
from notify.model import Notification
from notify.outgoing.performance import Day, days

OFFICERS = ("secretariat", "operator")
BY_A_PERSON = "by_the_secretariat"
SHOWN = timedelta(days=29)


def list_notifications(tx: Transaction, query: dict[str, Any]) -> tuple[list[Notification], str | None]:
    """Newest first."""
    where = {name: query[name] for name in store.NARROWEST_FIRST if query[name] is not None}
    if not is_officer(tx):
        where["member"] = _own_member(tx, query["member"])
    return store.page(tx, where, query["after"], query["limit"])


def get_notification(tx: Transaction, id: str) -> Notification:
    notification = store.notifications.get(tx, id)
    if not is_officer(tx):
        _own_member(tx, notification.member)
    return notification


def count_notifications(tx: Transaction) -> dict[str, Any]:
    must_be_officer(tx)
    return {"by_status": store.counts(tx)}


def performance(tx: Transaction, query: dict[str, Any]) -> list[Day]:
    must_be_officer(tx)
    last = query["last"] or day_of(tx.now)
    first = query["first"] or (date.fromisoformat(last) - SHOWN).isoformat()
    return days(tx, first, last, query["committee"])


def cancel_notification(tx: Transaction, verb: dict[str, Any]) -> Notification:
    must_be_officer(tx)
    notification = store.notifications.get(tx, verb["id"], verb["if_match"])
    settle(tx, (notification, notification.cancel(tx.now, BY_A_PERSON)))
    return notification


def resend_notification(tx: Transaction, verb: dict[str, Any]) -> Notification:
    """Another notification, which names the one it repeats."""
    must_be_officer(tx)
    notification = store.notifications.get(tx, verb["id"], verb["if_match"]).again(tx.new_id(), tx.now)
    queue(tx, notification)
    return notification


def must_see(tx: Transaction, member: str) -> None:
    if not is_officer(tx):
        _own_member(tx, member)


def is_officer(tx: Transaction) -> bool:
    return any(tx.caller.has(role) for role in OFFICERS)


def must_be_officer(tx: Transaction) -> None:
    if not is_officer(tx):
        raise Denied()


def _own_member(tx: Transaction, asked: str | None) -> str:
    member = asked or tx.caller.member
    if member is None or not tx.caller.represents(member):
        raise Denied()
    return member
