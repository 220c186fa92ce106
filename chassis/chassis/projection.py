"""What a service keeps of another service's facts: always the newest version it has heard."""

from collections.abc import Mapping
from typing import Any

from chassis.mongo import Transaction


def keep_newest(tx: Transaction, collection: str, id: str, version: int, fields: Mapping[str, Any]) -> None:
    """Keeps `fields` under `id` unless a newer version is there.

    The same version again is taken: two facts of one change share a version, and the later one wins.
    """
    tx.pending.add(tx.place(collection), {"_id": id, "version": version, **fields})
