"""A person is to be forgotten. The agenda keeps nothing of representatives, but for what failed of it."""

from typing import Any

from agenda import events
from chassis.envelope import Event
from chassis.erasure import forget
from chassis.mongo import Transaction


def erased(tx: Transaction, event: Event, data: dict[str, Any]) -> None:
    tx.tell(events.of_erasure(data["erasure"], forget(tx, event.subject)))
