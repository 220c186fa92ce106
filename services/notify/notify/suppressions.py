"""Addresses that the mail system says do not exist: nothing more is sent there until they are put right.

Kept by a digest of the address: once the person has another one it counts no more.
"""

import hashlib
from collections.abc import Iterable

from chassis.ids import in_parts
from chassis.mongo import Document, Transaction
from notify import store
from notify.model import Status
from notify.relevance import Overtaken
from notify.store import REPRESENTATIVES

SUPPRESSIONS = "suppressions"
OF_THE_ADDRESS = ("5.1.", "5.2.1", "5.4.4", "5.4.310")
"""Classes of RFC 3463: bad address, mailbox disabled, no such host."""
AGAINST = Overtaken(Status.SUPPRESSED, "address_not_reachable")


def is_of_the_address(status: str) -> bool:
    return status.startswith(OF_THE_ADDRESS)


def add(tx: Transaction, representative: str, status: str) -> None:
    """Of the address that the person has now, if any."""
    known = store.known_by_id(tx, REPRESENTATIVES, [representative]).get(representative, {})
    if "email" not in known:
        return
    row = {"address": _digest(known["email"]), "status": status, "since": tx.now}
    where = {"_id": representative}
    tx.db[SUPPRESSIONS].update_one(where, {"$set": row}, upsert=True, session=tx.session)


def lift(tx: Transaction, representative: str) -> bool:
    where = {"_id": representative}
    return tx.db[SUPPRESSIONS].delete_one(where, session=tx.session).deleted_count == 1


def among(tx: Transaction, representatives: Iterable[Document]) -> set[str]:
    """The ids of those who cannot be reached at the address that they have."""
    addresses = {one["_id"]: one["email"] for one in representatives if "email" in one}
    rows = [
        row
        for part in in_parts(addresses)
        for row in tx.db[SUPPRESSIONS].find({"_id": {"$in": part}}, session=tx.session)
    ]
    return {row["_id"] for row in rows if row["address"] == _digest(addresses[row["_id"]])}


def _digest(address: str) -> str:
    return hashlib.sha256(address.casefold().encode()).hexdigest()[:16]
