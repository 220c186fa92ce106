"""Who did what by hand, and why: rows of a service's `audit`, in the transaction of the deed."""

from collections.abc import Mapping, Sequence
from typing import Any

from chassis import ids
from chassis.mongo import Transaction

AUDIT = "audit"


def record(tx: Transaction, did: str, by: str, because: str, things: Sequence[Mapping[str, Any]]) -> None:
    """One row for each thing that it was done to; none of them may name a person."""
    deed = {"at": tx.now, "by": by, "did": did, "because": because}
    tx.db[AUDIT].insert_many([{"_id": ids.new_id(), **deed, **thing} for thing in things], session=tx.session)
