"""Which person asks for what is theirs alone."""

from uuid import UUID

from chassis.mongo import Document, Transaction
from notify import people, store
from notify.errors import Denied, NotYetKnown
from notify.people import REPRESENTATIVES

PRINCIPAL = "principal"


def person(tx: Transaction) -> Document:
    """The representative whom the caller is; with a token of the member, its principal. Denied to others."""
    caller, id = tx.caller, tx.caller.id
    known = store.known_by_id(tx, REPRESENTATIVES, [id]).get(id)
    if known is None and _is_id(id):
        raise NotYetKnown(id=id)
    if known is None:
        known = _principal(tx)
    if known is None or known["status"] != "confirmed" or not caller.represents(known["member"]):
        raise Denied()
    return known


def _principal(tx: Transaction) -> Document | None:
    """Of people heard of before it was kept who the principal is, who is longest in office."""
    theirs = people.of_members(tx, [tx.caller.member] if tx.caller.member else [])
    in_office = [one for one in theirs if one["status"] == "confirmed"]
    return min(
        in_office,
        key=lambda one: (one.get("role") != PRINCIPAL, one["confirmed_at"], one["_id"]),
        default=None,
    )


def _is_id(text: str) -> bool:
    try:
        return str(UUID(text)) == text
    except ValueError:
        return False
