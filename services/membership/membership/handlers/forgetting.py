"""What follows an erasure, in `work`: membership forgets what it told, and gathers who else has forgotten."""

from typing import Any

from chassis.envelope import Event
from chassis.erasure import forget
from chassis.erasure_events import told
from chassis.mongo import Transaction
from membership import store
from membership.erasure_events import ERASURE_COMPLETED
from membership.handlers.scans import put_forward


def erased(tx: Transaction, event: Event, data: dict[str, Any]) -> None:
    """Heard from itself: only then is all that it told of the person before in the log.

    The letter by which an application came names whom it put forward, in pictures: their pages go whole, with
    the name.
    """
    blanked = {store.representatives.collection: 1, **forget(tx, event.subject)}
    person = store.representatives.get(tx, data["id"])
    applied = put_forward(tx, person) if "identity" in person.forgotten else []
    if count := sum(store.delete_scans(tx, id) for id in applied):
        blanked[store.scans.collection] = count
    tx.tell(told(ERASURE_COMPLETED, data["erasure"], blanked))


def completed(tx: Transaction, event: Event, data: dict[str, Any]) -> None:
    erasure = store.erasures.get(tx, data["id"])
    erasure.confirm(event.source, event.time, data["blanked"])
    store.erasures.save(tx, erasure)
