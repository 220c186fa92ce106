"""A person is to be forgotten. Letters are not kept, and notifications name ids alone, but for links."""

from typing import Any

from chassis.envelope import Event
from chassis.erasure import forget
from chassis.erasure_events import told
from chassis.mongo import Transaction
from notify import store
from notify.events import ERASURE_COMPLETED


def erased(tx: Transaction, event: Event, data: dict[str, Any]) -> None:
    """After the projection, which no fact of before the erasure can undo: that one is the newest."""
    blanked = forget(tx, event.subject)
    if count := store.forget_links(tx, data["id"]):
        blanked["notifications"] = count
    tx.tell(told(ERASURE_COMPLETED, data["erasure"], blanked))
