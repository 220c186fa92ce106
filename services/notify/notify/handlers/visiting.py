"""Who comes by a link in a letter."""

from typing import Any

from chassis.mongo import Transaction
from notify import store
from notify.doors import Doors
from notify.errors import LINK_INVALID, Denied
from notify.officials import ACCOUNTS
from notify.store import REPRESENTATIVES


def visitor(tx: Transaction, query: dict[str, Any], doors: Doors) -> dict[str, Any]:
    """Denied for who is not in office any more; whether an account is open the gateway knows."""
    person, about = doors.who(query["purpose"], query["token"])
    kind, _, account = person.partition("/")
    if kind == ACCOUNTS:
        return {"account": account, "about": about}
    known = store.known_by_id(tx, REPRESENTATIVES, [person]).get(person)
    if known is None or known["status"] != "confirmed":
        raise Denied(LINK_INVALID)
    return {"representative": person, "member": known["member"], "about": about}
