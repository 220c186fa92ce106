"""Systems of others, and what each may hear, recorded where their keys are.

Here it is only said: users and queues at the broker are made by `wara provision`, which alone may.
"""

from collections.abc import Mapping
from typing import Any, Protocol

from chassis import clock
from chassis.call import Caller
from chassis.errors import Conflict, Denied, NotFound
from gateway.gate.remembered import Remembered
from gateway.partners.patterns import is_granted
from gateway.roles import PARTNER

EXTENSION = "wara.partners"
PARTNERS = "partners"
ID = r"[a-z][a-z0-9-]{0,39}\Z"
REQUESTED, ACTIVE, SUSPENDED = "requested", "active", "suspended"
EXISTS, NOT_GRANTED = "partner_exists", "type_not_granted"
CODES = (EXISTS, NOT_GRANTED)

Row = dict[str, Any]


class Rows(Protocol):
    """As `gateway.rows.Rows` keeps them. Unavailable while that is away."""

    def add(self, row: Mapping[str, Any]) -> bool: ...

    def get(self, id: str) -> Row | None: ...

    def all(self, **where: Any) -> list[Row]: ...

    def page(self, after: str | None, limit: int, **where: Any) -> list[Row]: ...

    def change(self, id: str, **values: Any) -> bool: ...

    def remove(self, **where: Any) -> int: ...


class Register:
    def __init__(self, rows: Rows) -> None:
        self._rows = rows
        self._known: Remembered[Row] = Remembered()

    def add(self, id: str, events: list[str], by: Caller, command_id: str) -> Row:
        """The view; Conflict where there is one of this id, but for the same command again."""
        row = {
            "_id": id,
            "events": events,
            "made_by": by.id,
            "made_at": clock.now(),
            "command": command_id,
            "provisioned_at": None,
            "suspended_at": None,
        }
        if not self._rows.add(row):
            there = self.row(id)
            if there["command"] != command_id:
                raise Conflict(EXISTS)
            return shown(there)
        return shown(row)

    def row(self, id: str) -> Row:
        found = self._rows.get(id)
        if found is None:
            raise NotFound()
        return found

    def rows(self) -> list[Row]:
        return self._rows.all()

    def page(self, after: str | None, limit: int) -> Row:
        rows = self._rows.page(after, limit + 1)
        more = len(rows) > limit
        return {
            "items": [shown(row) for row in rows[:limit]],
            "next": rows[limit - 1]["_id"] if more else None,
        }

    def mark(self, id: str, **values: Any) -> None:
        if not self._rows.change(id, **values):
            raise NotFound()

    def remove(self, id: str) -> None:
        self._rows.remove(_id=id)

    def may_hear(self, caller: Caller) -> list[str] | None:
        """The patterns of what a partner is granted; None for who is none of those recorded here."""
        if caller.roles != {PARTNER}:
            return None
        row = self._known.get(caller.id, self._rows.get)
        return row["events"] if row else None


def may_be_told(type: str, patterns: list[str] | None) -> bool:
    return patterns is None or is_granted(type, patterns)


def check_granted(types: list[str], patterns: list[str] | None) -> None:
    """Denied for the first type that may not be told."""
    for type in types:
        if not may_be_told(type, patterns):
            raise Denied(NOT_GRANTED, type=type)


def shown(row: Mapping[str, Any]) -> Row:
    return {
        "id": row["_id"],
        "status": status_of(row),
        **{name: row[name] for name in ("events", "made_by")},
        **{
            name: row[name] and clock.to_wire(row[name])
            for name in ("made_at", "provisioned_at", "suspended_at")
        },
    }


def status_of(row: Mapping[str, Any]) -> str:
    if row["suspended_at"]:
        return SUSPENDED
    return ACTIVE if row["provisioned_at"] else REQUESTED
