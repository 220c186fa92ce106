"""The outbox: events not yet told, written in the transaction that caused them.

Rows are a set: the relay orders their events by aggregate, version and position, never by when they were
inserted, because a transaction may commit late. A row is one event; what a transaction tells of many is one
row too, which holds them (`PACKED`): they are written, read and deleted together (docs/adr/0034).
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

from pymongo.database import Database

from chassis.call import Caller
from chassis.config import EVENT_LIMIT
from chassis.envelope import Event, Told, encode
from chassis.errors import TooLarge
from chassis.ids import in_parts, new_id

if TYPE_CHECKING:
    from chassis.mongo import Transaction

OUTBOX = "outbox"
PACKED = "packed"
COUNTED = ("version", "position")
STREAMS = ("public", "restricted", "audit")
UNPACKED = 10
"""Up to so many, told together, each have a row."""
PARCEL = 100
"""So many events of the largest size are less than half of what a row may hold."""
AS_IT_LIES = (("$natural", 1),)
"""How it is read: all rows are wanted. Row by row along an index, the embedded store waits some milliseconds
at each, with everybody else, while others write on the same page."""


class Backlog:
    """Rows that were read together: their events in order, taken a batch at a time."""

    def __init__(self, rows: Iterable[dict[str, Any]] = ()) -> None:
        events = [(event, row["_id"]) for row in rows for event in _unpacked(row)]
        self._left = Counter(row for _, row in events)
        self._events = sorted(events, key=lambda one: _place(one[0]), reverse=True)

    def __len__(self) -> int:
        return len(self._events)

    def take(self, count: int) -> tuple[list[dict[str, Any]], list[str]]:
        """The next events, and the ids of rows of which these are the last."""
        taken = [self._events.pop() for _ in range(min(count, len(self._events)))]
        self._left.subtract(row for _, row in taken)
        rows = dict.fromkeys(row for _, row in taken)
        return [event for event, _ in taken], [row for row in rows if not self._left[row]]


def insert_rows(tx: "Transaction", told: Sequence[Told]) -> None:
    """TooLarge for what could never be sent: the command is refused and nothing of it is kept."""
    rows = [_row(tx, one, tx.told + position) for position, one in enumerate(told)]
    tx.told += len(rows)
    if rows:
        tx.db[OUTBOX].insert_many(_packed(rows) if len(rows) > UNPACKED else rows, session=tx.session)
        tx.ring(OUTBOX)


def read(rows: Iterable[dict[str, Any]], most: int) -> Backlog:
    """Of rows as they lie, enough for so many events: what an aggregate told before lies before, for its next
    version was made when the last was committed."""
    found, events = list[dict[str, Any]](), 0
    for row in rows:
        found.append(row)
        events += len(_unpacked(row))
        if events >= most:
            break
    return Backlog(found)


def delete_rows(db: Database[dict[str, Any]], ids: Sequence[str]) -> None:
    for part in in_parts(ids):
        db[OUTBOX].delete_many({"_id": {"$in": part}})


def forget_rows(tx: "Transaction", subject: str, but: str | None) -> int:
    """Takes out what is untold about `<collection>/<id>`, but for one event; returns how much that was."""
    rows = tx.db[OUTBOX]
    gone = rows.delete_many({"aggregate": subject, "_id": {"$ne": but}}, session=tx.session).deleted_count
    for row in rows.find({f"{PACKED}.aggregate": subject}, session=tx.session):
        left = [one for one in row[PACKED] if one.get("aggregate") != subject or one["_id"] == but]
        gone += len(row[PACKED]) - len(left)
        if left:
            rows.update_one({"_id": row["_id"]}, {"$set": {PACKED: left}}, session=tx.session)
        else:
            rows.delete_one({"_id": row["_id"]}, session=tx.session)
    return gone


def count_since(db: Database[dict[str, Any]], before: str) -> int:
    """How many events have waited since before this time, as it stands in an event."""
    late = {"$gte": "", "$lt": before}
    packed = db[OUTBOX].find({f"{PACKED}.0.event.time": late}, {f"{PACKED}._id": 1})
    return db[OUTBOX].count_documents({"event.time": late}) + sum(len(row[PACKED]) for row in packed)


def stream_of(row: dict[str, Any]) -> str | None:
    """Which log a row belongs to; None for what `insert_rows` never wrote."""
    event = row.get("event")
    whole = isinstance(event, dict) and isinstance(event.get("type"), str) and "aggregate" in row
    return row.get("stream") if whole and row.get("stream") in STREAMS else None


def origin_of(caller: Caller, asked: str = "") -> dict[str, str]:
    """What is kept of who did it, from where, and by asking what; told to nobody."""
    known = {"by": caller.id, "place": caller.place, "asked": asked}
    return {name: value for name, value in known.items() if value}


def _packed(rows: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    parts = [rows[begin : begin + PARCEL] for begin in range(0, len(rows), PARCEL)]
    return [{"_id": new_id(), PACKED: part} for part in parts]


def _unpacked(row: dict[str, Any]) -> list[dict[str, Any]]:
    packed = row.get(PACKED)
    whole = isinstance(packed, list) and all(isinstance(one, dict) and "_id" in one for one in packed)
    return packed if packed and whole else [row]


def _place(event: dict[str, Any]) -> tuple[str, int, int]:
    """Also of what `insert_rows` never wrote."""
    version, position = (value if isinstance(value := event.get(name), int) else 0 for name in COUNTED)
    return str(event.get("aggregate")), version, position


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
        "origin": origin_of(tx.caller, tx.asked),
    }
