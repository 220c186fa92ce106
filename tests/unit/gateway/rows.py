"""Rows in memory, which behave as those of `gateway.rows`, and count how often they are looked at."""

from collections.abc import Mapping
from copy import deepcopy
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any


class Rows:
    def __init__(self) -> None:
        self.rows: dict[str, dict[str, Any]] = {}
        self.looked_up = 0

    def add(self, row: Mapping[str, Any]) -> bool:
        if row["_id"] in self.rows or ("identity" in row and self.all(identity=row["identity"])):
            return False
        self.rows[row["_id"]] = deepcopy(dict(row))
        return True

    def get(self, id: str) -> dict[str, Any] | None:
        self.looked_up += 1
        return deepcopy(self.rows.get(id))

    def all(self, **where: Any) -> list[dict[str, Any]]:
        self.looked_up += 1
        found = (row for row in self.rows.values() if all(_is(row, *one) for one in where.items()))
        return [deepcopy(row) for row in found]

    def page(self, after: str | None, limit: int, **where: Any) -> list[dict[str, Any]]:
        found = sorted(self.all(**where), key=lambda row: str(row["_id"]))
        return [row for row in found if after is None or row["_id"] > after][:limit]

    def replace(self, row: Mapping[str, Any]) -> bool:
        if self.rows[row["_id"]]["version"] != row["version"] - 1:
            return False
        self.rows[row["_id"]] = deepcopy(dict(row))
        return True

    def change(self, id: str, **values: Any) -> bool:
        return self.swap(id, {}, **values)

    def swap(self, id: str, was: Mapping[str, Any], **values: Any) -> bool:
        taken = self.all(identity=values["identity"]) if "identity" in values else []
        if (
            id not in self.rows
            or not was.items() <= self.rows[id].items()
            or any(row["_id"] != id for row in taken)
        ):
            return False
        self.rows[id].update(values)
        return True

    def mark(self, id: str, used_by: str, now: datetime) -> dict[str, Any] | None:
        row = self.rows.get(id)
        if row is None or row["ends_at"] <= now or used_by in row["used_by"]:
            return None
        row["used_by"].append(used_by)
        return row

    def take(self, id: str) -> dict[str, Any] | None:
        return self.rows.pop(id, None)

    def remove(self, **where: Any) -> int:
        gone = [row["_id"] for row in self.all(**where)]
        for id in gone:
            del self.rows[id]
        return len(gone)

    def forget(self) -> None:
        """All is over when the test is."""


def _is(row: Mapping[str, Any], name: str, wanted: Any) -> bool:
    """Of a list it is enough that it is in it."""
    value = row.get(name)
    return (
        wanted in value if isinstance(value, list) and not isinstance(wanted, list) else bool(value == wanted)
    )


@dataclass
class Memory:
    """Collections by their names."""

    of: dict[str, Rows] = field(default_factory=dict)

    def __call__(self, name: str) -> Rows:
        return self.of.setdefault(name, Rows())
