"""All that notify keeps about a person: its copy of what membership told, and which letters there were."""

from typing import Any

from chassis.mongo import Transaction
from notify import store
from notify.errors import NotYetKnown
from notify.handlers.notifications import must_see
from notify.store import REPRESENTATIVES

COPIED = ("name", "email", "language", "channels", "digest", "quiet_hours")


def of(tx: Transaction, id: str) -> dict[str, Any]:
    """`{copy, letters}`; both empty of whom it never heard."""
    try:
        known = store.known(tx, REPRESENTATIVES, id)
    except NotYetKnown:
        return {"copy": {}, "letters": []}
    must_see(tx, known["member"])
    letters = store.notifications.find(tx, {"recipient": id})
    return {"copy": {name: known[name] for name in COPIED if name in known}, "letters": letters}
