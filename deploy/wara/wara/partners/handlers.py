"""What the nameko services of a partner have at the broker: a queue a handler, which they declare."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from chassis import topology
from gateway.partners.patterns import is_granted
from wara import rights
from wara.management import Management
from wara.partners.granted import types_of

Row = dict[str, Any]


@dataclass(frozen=True)
class Handlers:
    management: Management
    id: str

    def queues(self) -> list[Row]:
        return self._theirs("queues")

    def hearing(self, type: str) -> list[str]:
        """The queues that it comes into."""
        return [one["name"] for one in self.queues() if is_granted(type, [self.pattern_of(one["name"])])]

    def types(self, queue: str, granted: Iterable[str]) -> list[str]:
        """Of the public events that are granted."""
        heard = types_of([self.pattern_of(queue)])
        return [type for type in types_of(granted) if type in heard]

    def pattern_of(self, queue: str) -> str:
        found = self._name.fullmatch(queue)
        return found[1] if found else ""

    def remove(self) -> None:
        """Whatever they declared, then what it was bound to."""
        for kind in ("queues", "exchanges"):
            for one in self._theirs(kind):
                self.management.remove(self.management.place(kind, one["name"]))
        self.management.remove(self.management.place("exchanges", topology.partner_events(self.id)))
        self.management.remove(self.management.place("queues", topology.partner_passage(self.id)))

    def _theirs(self, kind: str) -> list[Row]:
        return [one for one in self.management.rows(kind) if self._name.fullmatch(one["name"])]

    @cached_property
    def _name(self) -> "re.Pattern[str]":
        return re.compile(rights.handlers(self.id))
