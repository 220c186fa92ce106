"""The outbox: events not yet told, written in the transaction that caused them.

Rows are a set: the relay orders them by aggregate, version and position, never by when they were inserted,
because a transaction may commit late.
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from pymongo.database import Database

from chassis.config import EVENT_LIMIT
from chassis.envelope import Event, Told, encode
from chassis.errors import TooLarge
from chassis.ids import in_parts, new_id

if TYPE_CHECKING:
    from chassis.mongo import Transaction

OUTBOX = "outbox"
ORDER = (("aggregate", 1), ("version", 1), ("position", 1))
AS_IT_LIES = (("$natural", 1),)
"""How it is read: all rows are wanted. Row by row along an index, the embedded store waits some milliseconds
at each, with everybody else, while others write on the same page."""


def insert_rows(tx: "Transaction", told: Sequence[Told]) -> None:
    """TooLarge for what could never be sent: the command is refused and nothing of it is kept."""
    rows = [_row(tx, one, tx.told + position) for position, one in enumerate(told)]
    tx.told += len(rows)
    if rows:
        tx.db[OUTBOX].insert_many(rows, session=tx.session)
        tx.ring(OUTBOX)


def delete_rows(db: Database[dict[str, Any]], ids: Sequence[str]) -> None:
    for part in in_parts(ids):
        db[OUTBOX].delete_many({"_id": {"$in": part}})


def stream_of(row: dict[str, Any]) -> str | None:
    """Which log a row belongs to; None for what `insert_rows` never wrote."""
    event = row.get("event")
    whole = isinstance(event, dict) and isinstance(event.get("type"), str) and "aggregate" in row
    return row.get("stream") if whole and row.get("stream") in ("public", "restricted") else None


def _row(tx: "Transaction", told: Told, position: int) -> dict[str, Any]:
    event_id = new_id()
    event = Event(
        id=event_id,
        type=told.type,
        source=told.type.split(".", 1)[0],
        subject=told.subject,
        time=tx.now,
        version=told.version,
        data=told.data,
        dataclassification=told.dataclassification,
        correlationid=tx.correlation_id or (tx.cause.correlationid if tx.cause else event_id),
        causationid=tx.cause.id if tx.cause else None,
        traceparent=tx.traceparent or (tx.cause.traceparent if tx.cause else None),
    )
    if len(encode(event)) > EVENT_LIMIT - 64:  # room for the sequence it is given later
        raise TooLarge(limit=EVENT_LIMIT)
    return {
        "_id": event_id,
        "stream": told.dataclassification,
        "aggregate": told.subject,
        "version": told.version,
        "position": position,
        "event": event.to_dict(),
    }
