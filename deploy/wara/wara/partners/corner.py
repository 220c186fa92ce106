"""What a partner has at the broker: a user who may do little, a queue of events, an exchange for commands;
or for its nameko services an exchange of events besides, and the queues that they declare."""

import secrets
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Self
from urllib.parse import quote

from chassis import topology
from gateway.partners.register import has_handlers
from wara import definitions, rights
from wara.broker_findings import keys
from wara.management import Management
from wara.partners.handlers import Handlers

PASSWORD_BYTES = 24
FULL = 0.8
"""Of its limits: more than that is announced, and is not filled up from the logs."""
Row = dict[str, Any]


@dataclass(frozen=True)
class Corner:
    management: Management
    id: str
    nameko: bool = False

    @classmethod
    def of(cls, management: Management, row: Mapping[str, Any]) -> Self:
        """As it is granted."""
        return cls(management, row["_id"], has_handlers(row))

    @property
    def user(self) -> str:
        return rights.of_partner(self.id).user

    @property
    def queue(self) -> str:
        return topology.partner_events(self.id)

    @property
    def exchange(self) -> str:
        """That it tells its commands to."""
        return topology.partner_commands(self.id)

    @property
    def passage(self) -> str:
        """That events come through to the exchange of its handlers, where it has any."""
        return topology.partner_passage(self.id)

    @property
    def handlers(self) -> Handlers:
        return Handlers(self.management, self.id)

    def defined(self, patterns: Iterable[str]) -> dict[str, list[Row]]:
        return definitions.of_partner(self.id, patterns, self.nameko)

    def make(self, patterns: Iterable[str]) -> None:
        """Its places, as far as they are missing; what is bound and no more granted is unbound."""
        wanted = self.defined(patterns)
        self.management.define(wanted)
        granted = keys(wanted["bindings"])
        for one in self.bindings():
            if not keys([one]) <= granted:
                between = ("e", one["source"], "q", one["destination"], one["properties_key"])
                self.management.remove(self.management.place("bindings", *between))

    def new_user(self) -> str | None:
        """Its password; None where there is one already."""
        if self.management.find(self._path_of_user()) is not None:
            return None
        password = secrets.token_hex(PASSWORD_BYTES)
        self.management.put(self._path_of_user(), {"password": password, "tags": ""})
        return password

    def new_password(self) -> str:
        """What is connected stays so."""
        password = secrets.token_hex(PASSWORD_BYTES)
        self.management.give_password(self.user, password)
        return password

    def let_in(self) -> None:
        row = rights.of_partner(self.id, self.nameko).row()
        for topic in row["topic_permissions"]:
            self.management.put(self.management.place("topic-permissions", self.user), topic)
        self.management.put(self.management.place("permissions", self.user), row["permissions"])

    def take_handlers(self) -> None:
        """That are granted no more; a channel that is open would keep what it was let do before."""
        if not self.nameko and self.look(self.passage) is not None:
            self.management.close_connections(self.user)
            self.handlers.remove()

    def shut_out(self) -> None:
        """Its queues go on collecting."""
        self.management.remove(self.management.place("permissions", self.user))
        self.management.close_connections(self.user)

    def remove(self) -> None:
        self.shut_out()
        self.management.remove(self._path_of_user())
        self.handlers.remove()
        places = (("queues", self.queue), ("queues", self.exchange), ("exchanges", self.exchange))
        for kind, name in places:
            self.management.remove(self.management.place(kind, name))

    def bindings(self) -> list[Row]:
        """By which events come to it; none where there is no queue."""
        found: list[Row] = []
        for queue in (self.queue, self.passage):
            found += self.management.find(f"{self.management.place('queues', queue)}/bindings") or []
        return [one for one in found if one["source"]]

    def look(self, queue: str | None = None) -> Row | None:
        """Its queue of events, or the one named, with figures that are some seconds old."""
        found: Row | None = self.management.find(self.management.place("queues", queue or self.queue))
        return found

    def room(self, queue: str) -> int:
        """How many events it holds before it is called full: a handler's may be made for fewer."""
        usual: int = definitions.FOR_A_PARTNER["x-max-length"]
        own = (self.look(queue) or {}).get("arguments", {}).get("x-max-length", usual)
        return max(int(FULL * min(own, usual)), 1)

    def all_queues(self) -> list[Row]:
        """Of events: its own and those of its handlers."""
        own = self.look()
        return [*([own] if own else []), *(self.handlers.queues() if self.nameko else [])]

    def heard(self, granted: list[str]) -> dict[str, list[str]]:
        """What of that comes into each queue that it hears by."""
        if not self.nameko:
            return {self.queue: granted}
        found = {one["name"]: self.handlers.types(one["name"], granted) for one in self.handlers.queues()}
        return {queue: types for queue, types in found.items() if types}

    def _path_of_user(self) -> str:
        return f"users/{quote(self.user, safe='')}"
