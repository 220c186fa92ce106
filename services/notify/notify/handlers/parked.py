"""What an officer does with letters that failed for three days, one by one or all of some kind."""

from typing import Any

from chassis.mongo import Transaction
from notify import store
from notify.handlers.notifications import must_be_officer
from notify.handlers.sending import resume
from notify.model import Notification
from notify.outgoing import orders


def resume_notification(tx: Transaction, verb: dict[str, Any]) -> Notification:
    must_be_officer(tx)
    notification = store.notifications.get(tx, verb["id"], verb["if_match"])
    resume(tx, notification)
    return notification


def order(tx: Transaction, verb: orders.Verb, query: dict[str, Any]) -> dict[str, int]:
    """`letters` is how many it is about; `work` does it within seconds, in portions."""
    must_be_officer(tx)
    where = {name: value for name, value in query.items() if value is not None}
    return {"letters": orders.give(tx, verb, where)}
