"""Systems of others, and what each may hear and tell, recorded where their keys are.

Here it is only said: users and queues at the broker are made by `wara provision`, which alone may.
"""

from collections.abc import Mapping
from typing import Any

from chassis import clock
from chassis.call import Caller, body_hash
from chassis.errors import Conflict, Denied, NotFound, Reused
from gateway.collection import Collection, Row
from gateway.gate.remembered import Remembered
from gateway.partners.patterns import is_granted
from gateway.roles import PARTNER

EXTENSION = "wara.partners"
PARTNERS = "partners"
ID = r"[a-z][a-z0-9-]{0,39}\Z"
REQUESTED, ACTIVE, SUSPENDED = "requested", "active", "suspended"
EXISTS, NOT_GRANTED, NOT_ACTIVE = "partner_exists", "type_not_granted", "partner_not_active"
CODES = (EXISTS, NOT_GRANTED, NOT_ACTIVE)


class Register:
    def __init__(self, rows: Collection) -> None:
        self._rows = rows
        self._known: Remembered[Row] = Remembered()

    def add(
        self,
        id: str,
        events: list[str],
        commands: list[str],
        by: Caller,
        command_id: str,
        nameko: bool = False,
    ) -> Row:
        """The view; Conflict where there is one of this id, but for the same command again; Reused where the
        command was for something else."""
        wish = {"_id": id, "events": events, "commands": commands, "nameko": nameko}
        row = {
            **wish,
            "wish": body_hash(wish),
            "made_by": by.id,
            "made_at": clock.now(),
            "command": command_id,
            "provisioned_at": None,
            "suspended_at": None,
        }
        found = self._made_by(row) or (row if self._rows.add(row) else self._made_by(row))
        if found is None:
            raise Conflict(EXISTS)
        return shown(found)

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
        """The patterns of what a partner is granted; None for who is none. Denied to one that is suspended,
        or that nobody has recorded, whatever it is besides."""
        if PARTNER not in caller.roles:
            return None
        row = self._known.get(caller.id, self._rows.get)
        if row is None or row["suspended_at"]:
            raise Denied(NOT_ACTIVE)
        events: list[str] = row["events"]
        return events

    def may_tell(self, caller: Caller) -> list[str]:
        """The types of commands that a partner is granted, while it is not suspended."""
        row = self._of(caller)
        return row["commands"] if row and not row["suspended_at"] else []

    def check_active(self, caller: Caller) -> None:
        """Denied to who is no partner, is not provisioned yet, or is suspended."""
        row = self._of(caller)
        if row is None or status_of(row) != ACTIVE:
            raise Denied(NOT_ACTIVE)

    def _made_by(self, row: Row) -> Row | None:
        """What the same command has made; Reused where it was for something else."""
        there = next(iter(self._rows.all(command=row["command"])), None)
        if there and there.get("wish", row["wish"]) != row["wish"]:
            raise Reused()
        return there

    def _of(self, caller: Caller) -> Row | None:
        return self._known.get(caller.id, self._rows.get) if caller.roles == {PARTNER} else None


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
        **{name: row[name] for name in ("events", "commands", "made_by")},
        "nameko": has_handlers(row),
        **{
            name: row[name] and clock.to_wire(row[name])
            for name in ("made_at", "provisioned_at", "suspended_at")
        },
    }


def has_handlers(row: Mapping[str, Any]) -> bool:
    """Rows from before that could be granted do not say."""
    return bool(row.get("nameko", False))


def status_of(row: Mapping[str, Any]) -> str:
    if row["suspended_at"]:
        return SUSPENDED
    return ACTIVE if row["provisioned_at"] else REQUESTED
