"""What a partner has at the broker: a user who may do little, a queue of events, an exchange for commands."""

import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

from chassis import topology
from wara import definitions, rights
from wara.management import Management

PASSWORD_BYTES = 24
Row = dict[str, Any]


@dataclass(frozen=True)
class Corner:
    management: Management
    id: str

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

    def make(self, patterns: Iterable[str]) -> None:
        """Its places, as far as they are missing; what is bound and no more granted is unbound."""
        wanted = definitions.of_partner(self.id, patterns)
        self.management.define(wanted)
        granted = {(one["source"], one["routing_key"]) for one in wanted["bindings"]}
        for one in self.bindings():
            if (one["source"], one["routing_key"]) not in granted:
                between = ("e", one["source"], "q", self.queue, one["properties_key"])
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
        row = rights.of_partner(self.id).row()
        for topic in row["topic_permissions"]:
            self.management.put(self.management.place("topic-permissions", self.user), topic)
        self.management.put(self.management.place("permissions", self.user), row["permissions"])

    def shut_out(self) -> None:
        """Its queue goes on collecting."""
        self.management.remove(self.management.place("permissions", self.user))
        self.management.close_connections(self.user)

    def remove(self) -> None:
        self.shut_out()
        self.management.remove(self._path_of_user())
        places = (("queues", self.queue), ("queues", self.exchange), ("exchanges", self.exchange))
        for kind, name in places:
            self.management.remove(self.management.place(kind, name))

    def bindings(self) -> list[Row]:
        """By which events come; none where there is no queue."""
        found = self.management.find(f"{self.management.place('queues', self.queue)}/bindings") or []
        return [one for one in found if one["source"]]

    def look(self, queue: str | None = None) -> Row | None:
        """Its queue of events, or the one named, with figures that are some seconds old."""
        found: Row | None = self.management.find(self.management.place("queues", queue or self.queue))
        return found

    def _path_of_user(self) -> str:
        return f"users/{quote(self.user, safe='')}"
