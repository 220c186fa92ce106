"""Notify at work in one process: hears facts through its real inbox, keeps them in the real store."""

from typing import Any

from chassis import clock
from chassis.inbox import Inbox
from chassis.mongo import Store
from notify.outgoing.deliveries import DELIVERIES
from notify.worker import SUBSCRIPTIONS
from tests.integration.notify import facts
from tests.integration.notify.facts import Fact

Row = dict[str, Any]


class House:
    def __init__(self, store: Store) -> None:
        self.store = store
        self._inbox = Inbox(store, SUBSCRIPTIONS)

    def hear(self, *told: Fact) -> None:
        """One after the other, each in a transaction of its own."""
        for fact in told:
            self._inbox.take(facts.event(fact))

    def hear_together(self, *told: Fact) -> None:
        """As many in a transaction as it holds, as the consumer does with what came together."""
        left = [self._inbox.read(facts.event(fact)) for fact in told]
        while left:
            taken = self._inbox.take_all(left)
            assert not taken.refusals
            left = left[taken.count :]

    def hear_twice(self, fact: Fact) -> None:
        event = facts.event(fact)
        self._inbox.take(event)
        self._inbox.take(event)

    def make_due(self) -> None:
        """As if the time to wait were over, of letters and of their lots."""
        for waiting in (self.store.db.notifications, self.store.db[DELIVERIES]):
            waiting.update_many({"due_at": {"$ne": None}}, {"$set": {"due_at": clock.now()}})

    def rows(self, template: str | None = None) -> list[Row]:
        where = {"template": template} if template else {}
        return list(self.store.db.notifications.find(where).sort("_id", 1))

    def row(self, template: str) -> Row:
        (row,) = self.rows(template)
        return row

    def letters(self) -> list[tuple[str, str]]:
        """Template and recipient of every notification."""
        return sorted((row["template"], row["recipient"]) for row in self.rows())

    def told(self, kind: str) -> list[dict[str, Any]]:
        """Events of a kind that wait to be told."""
        return [row["event"] for row in self.store.db.outbox.find({"event.type": kind}).sort("_id", 1)]
