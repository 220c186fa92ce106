"""The queue of what is to be sent: lots of letters, and from when on a sender may take each.

A lot is claimed by moving that time on past the sender's lease: who dies leaves it due again. A letter may be
in two lots for a while; its own `due_at` says whether it may be taken.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from math import ceil
from typing import Any

from chassis.mongo import Index, Transaction

DELIVERIES = "deliveries"
INDEXES = (Index("deliveries_due", DELIVERIES, [("due_at", 1)]),)
SIDE_BY_SIDE, SMALLEST, LARGEST = 6, 10, 50
EVER = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Lot:
    """Ids of notifications of one channel, that are claimed and marked together.

    `booked_at` is when these were given their turn, where they waited for one.
    """

    id: str
    channel: str
    due_at: datetime
    letters: Sequence[str]
    booked_at: datetime | None = None

    @property
    def of_several(self) -> bool:
        return len(self.letters) > 1


def put(
    tx: Transaction,
    channel: str,
    letters: Sequence[str],
    due_at: datetime,
    booked_at: datetime | None = None,
) -> None:
    """In lots for several lanes; a crowd's are large, for each costs two transactions."""
    booked = {"booked_at": booked_at} if booked_at else {}
    lots = [
        {"_id": tx.new_id(), "channel": channel, "due_at": due_at, "letters": part, **booked}
        for part in _lots(letters)
    ]
    if lots:
        tx.db[DELIVERIES].insert_many(lots, session=tx.session)
        tx.ring(bell(channel))


def _lots(letters: Sequence[str]) -> list[Sequence[str]]:
    size = min(max(ceil(len(letters) / SIDE_BY_SIDE), SMALLEST), LARGEST)
    return [letters[at : at + size] for at in range(0, len(letters), size)]


def bell(channel: str) -> str:
    """What rings in the process that puts letters of this channel in line."""
    return f"{DELIVERIES}.{channel}"


def channels_due(tx: Transaction) -> set[str]:
    """By which something is due, put in line here or elsewhere."""
    found = tx.db[DELIVERIES].find(_due(tx), {"channel": 1}, session=tx.session)
    return {one["channel"] for one in found}


def due(tx: Transaction, limit: int, channel: str = "email") -> list[Lot]:
    """Of one channel. Letters that go alone before those of a crowd, else the longest due first."""
    found = tx.db[DELIVERIES].find(_due(tx), session=tx.session).sort("due_at", 1)
    lots = (
        Lot(one["_id"], one["channel"], one["due_at"], one["letters"], one.get("booked_at"))
        for one in found
        if one["channel"] == channel
    )
    return sorted(lots, key=lambda lot: lot.of_several)[:limit]


def claim(tx: Transaction, lot: Lot, until: datetime) -> bool:
    """False when another sender was faster."""
    change, guard = {"$set": {"due_at": until}}, {"_id": lot.id, "due_at": lot.due_at}
    return tx.db[DELIVERIES].update_one(guard, change, session=tx.session).matched_count == 1


def close(tx: Transaction, lot: Lot, until: datetime) -> None:
    """By who claimed it until then, unless it was claimed by another since."""
    tx.db[DELIVERIES].delete_one({"_id": lot.id, "due_at": until}, session=tx.session)


def _due(tx: Transaction) -> dict[str, Any]:
    """Bounded on both sides, or the embedded store reads the whole index."""
    return {"due_at": {"$gte": EVER, "$lte": tx.now}}
