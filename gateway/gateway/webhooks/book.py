"""The rows of webhooks, and whose turn it is to post: of several gateways one at a time holds a row.

A turn is a number, and what is saved names it: who lost its turn, or what the partner has changed or made
anew meanwhile, saves nothing.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta

from gateway.collection import Collection, Row
from gateway.webhooks import webhook

HELD_FOR = timedelta(seconds=30)
"""Since the last that was saved: longer than it takes to post an event."""


class TurnOver(Exception):
    """Another has it, or the row is not as it was read."""


class Book:
    def __init__(self, rows: Collection) -> None:
        self._rows = rows

    def due(self, at: datetime) -> list[Row]:
        return [row for row in self._rows.all(status=webhook.ACTIVE) if webhook.is_due(row, at)]

    def troubled(self, at: datetime) -> list[str]:
        """The ids of those in trouble, but for who wants it so."""
        rows = [row for row in self._rows.all() if row["reason"] != webhook.BY_PARTNER]
        return [row["_id"] for row in rows if webhook.in_trouble(row, at)]

    @contextmanager
    def turn(self, row: Row, at: datetime) -> Iterator[Row]:
        """The row as it is held; TurnOver."""
        if row["held_until"] is not None and at < row["held_until"]:
            raise TurnOver
        held = self._saved(row, {"turn": row["turn"] + 1, "held_until": at + HELD_FOR})
        try:
            yield held
        finally:
            self._rows.swap(held["_id"], {"seed": held["seed"], "turn": held["turn"]}, held_until=None)

    def save(self, row: Row, at: datetime, **changes: object) -> Row:
        """The row as it is from then on; TurnOver."""
        return self._saved(row, {**changes, "held_until": at + HELD_FOR})

    def _saved(self, row: Row, changes: Row) -> Row:
        was = {name: row[name] for name in ("seed", "version", "turn")}
        if not self._rows.swap(row["_id"], was, **changes):
            raise TurnOver
        return row | changes
