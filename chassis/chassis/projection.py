"""What a service keeps of another service's facts: always the newest version it has heard."""

from collections.abc import Mapping
from typing import Any

from chassis.mongo import Transaction


def keep_newest(tx: Transaction, collection: str, id: str, version: int, fields: Mapping[str, Any]) -> bool:
    """Keeps `fields` under `id` unless a newer version is there; False when one is.

    The same version again is taken: two facts of one change share a version, and the later one wins.
    """
    document, rows = {"_id": id, "version": version, **fields}, tx.projection(collection)
    kept = rows.find_one({"_id": id}, {"version": 1}, session=tx.session)
    if kept is None:
        rows.insert_one(document, session=tx.session)
        return True
    if kept["version"] > version:
        return False
    guard = {"_id": id, "version": kept["version"]}
    return rows.replace_one(guard, document, session=tx.session).matched_count == 1
