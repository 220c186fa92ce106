"""Deeds that are no events: what is done by hand, what is refused, what changes and is told to nobody.

They wait in the outbox, in the transaction of the deed; the relay enters them in the log `deeds`, which is
chained as the logs of events are, and sent to nobody.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from chassis import ids
from chassis.call import Caller
from chassis.clock import to_wire
from chassis.outbox import OUTBOX, origin_of
from chassis.transaction import Transaction

FORGOTTEN = "person.forgotten"
DISCARDED, SETTLED = "dead.discard", "parked.settle"


def deed(
    did: str,
    by: Caller,
    at: datetime,
    data: Mapping[str, Any],
    *,
    about: str | None = None,
    correlation_id: str | None = None,
) -> dict[str, Any]:
    """A row of the outbox; none may name a person. Of `data`, `because` says why, and `outcome` what came of
    it where that is no success."""
    id = ids.new_id()
    event = {"id": id, "type": did, "time": to_wire(at), "data": dict(data)}
    known = {"subject": about, "correlationid": correlation_id}
    return {
        "_id": id,
        "stream": "audit",
        "aggregate": f"deeds/{id}",
        "version": 0,
        "position": 0,
        "event": event | {name: value for name, value in known.items() if value is not None},
        "origin": origin_of(by),
    }


def record(tx: Transaction, did: str, by: str, because: str, things: Sequence[Mapping[str, Any]]) -> None:
    """Who did what by hand, and why: a deed for each thing that it was done to, a `subject` or a `key`."""
    who = Caller(id=by)
    _keep(
        tx,
        [
            deed(did, who, tx.now, {"because": because, **thing}, about=thing.get("subject") or thing["key"])
            for thing in things
        ],
    )


def record_command(tx: Transaction, result: Mapping[str, Any]) -> None:
    """A command that told nobody of what it did."""
    about = str(result["id"]) if result.get("id") else None
    _keep(tx, [deed(tx.asked, tx.caller, tx.now, {}, about=about, correlation_id=tx.correlation_id)])


def _keep(tx: Transaction, rows: Sequence[dict[str, Any]]) -> None:
    tx.db[OUTBOX].insert_many(rows, session=tx.session)
    tx.ring(OUTBOX)
