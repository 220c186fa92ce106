"""Addresses that the mail system says do not exist: nothing more is sent there until they are put right.

Kept by a digest of the address: once the person has another one it counts no more. The secretariat may lift
one.
"""

import hashlib
from collections.abc import Iterable
from dataclasses import asdict, dataclass, fields
from datetime import datetime
from enum import StrEnum

from chassis.aggregates import Aggregates
from chassis.ids import in_parts
from chassis.mongo import Document, Transaction
from notify import store
from notify.errors import SUPPRESSION_NOT_FOUND, TRANSITION_FORBIDDEN, Conflict
from notify.model import Status
from notify.relevance import Overtaken
from notify.store import REPRESENTATIVES

SUPPRESSIONS = "suppressions"
OF_THE_ADDRESS = ("5.1.", "5.2.1", "5.4.4", "5.4.310")
"""Classes of RFC 3463: bad address, mailbox disabled, no such host."""
OF_THE_SENDER = frozenset({"5.1.5", "5.1.7", "5.1.8", "5.1.9"})
"""Of the first class those that find no fault with the recipient's: the sender's is bad, or a server is."""
AGAINST = Overtaken(Status.SUPPRESSED, "address_not_reachable")


class State(StrEnum):
    STANDING = "standing"
    LIFTED = "lifted"


@dataclass(slots=True, kw_only=True)
class Suppression:
    """Of a representative, whose `id` it has; `reason` is what the mail system gave."""

    id: str
    address: str
    reason: str
    since: datetime
    state: State = State.STANDING
    note: str | None = None
    lifted_at: datetime | None = None
    version: int = 0

    def lift(self, at: datetime, note: str) -> None:
        if self.state is not State.STANDING:
            status = str(self.state)
            raise Conflict(TRANSITION_FORBIDDEN, aggregate="suppression", status=status, verb="lift")
        self.state, self.lifted_at, self.note = State.LIFTED, at, note

    def counts_against(self, address: str | None) -> bool:
        return self.state is State.STANDING and address is not None and self.address == _digest(address)


def _to_document(one: Suppression) -> Document:
    document = asdict(one)
    del document["id"], document["version"]
    return {**document, "state": str(one.state)}


def _from_document(document: Document) -> Suppression:
    values = {**document, "id": document["_id"], "state": State(document["state"])}
    return Suppression(**{one.name: values[one.name] for one in fields(Suppression)})


suppressions: Aggregates[Suppression] = Aggregates(
    SUPPRESSIONS, _to_document, _from_document, SUPPRESSION_NOT_FOUND, store.INDEXES
)


def is_of_the_address(status: str) -> bool:
    return status.startswith(OF_THE_ADDRESS) and status not in OF_THE_SENDER


def add(tx: Transaction, representative: str, reason: str) -> None:
    """Of the address that the person has now, if any; anew where an earlier one counts no more."""
    email = store.known_by_id(tx, REPRESENTATIVES, [representative]).get(representative, {}).get("email")
    if not email:
        return
    before = next(iter(suppressions.find(tx, {"_id": representative})), None)
    if before and before.counts_against(email):
        return
    made = Suppression(id=representative, address=_digest(email), reason=reason, since=tx.now)
    if before:
        made.version = before.version
        suppressions.save(tx, made)
    else:
        suppressions.add(tx, made)


def forget(tx: Transaction, representative: str) -> bool:
    where = {"_id": representative}
    return tx.db[SUPPRESSIONS].delete_one(where, session=tx.session).deleted_count == 1


def among(tx: Transaction, representatives: Iterable[Document]) -> set[str]:
    """The ids of those who cannot be reached at the address that they have."""
    addresses = {one["_id"]: one["email"] for one in representatives if one.get("email")}
    return {
        one.id
        for part in in_parts(addresses)
        for one in suppressions.find(tx, {"_id": {"$in": part}})
        if one.counts_against(addresses[one.id])
    }


def _digest(address: str) -> str:
    return hashlib.sha256(address.casefold().encode()).hexdigest()[:16]
