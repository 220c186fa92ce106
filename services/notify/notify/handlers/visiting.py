"""Who comes by a link in a letter."""

from typing import Any

from chassis.mongo import Transaction
from notify import store
from notify.doors import Doors, Purpose, address_mark
from notify.errors import LINK_INVALID, Denied
from notify.officials import ACCOUNTS
from notify.store import REPRESENTATIVES


def visitor(tx: Transaction, query: dict[str, Any], doors: Doors) -> dict[str, Any]:
    """Denied for who is not in office any more, and to sign in for who has not the address any more that the
    letter went to; whether an account is open the gateway knows."""
    person, about, address = doors.who(query["purpose"], query["token"])
    kind, _, account = person.partition("/")
    if kind == ACCOUNTS:
        return {"account": account, "about": about}
    known = store.known_by_id(tx, REPRESENTATIVES, [person]).get(person)
    if known is None or known["status"] != "confirmed":
        raise Denied(LINK_INVALID)
    if query["purpose"] == Purpose.SIGN_IN and address != address_mark(known):
        raise Denied(LINK_INVALID)
    return {"representative": person, "member": known["member"], "about": about}
