"""A partner that is granted all that is told, and what was told since it was."""

import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from chassis.connection import connect
from chassis.eventlog import PUBLIC
from chassis.ids import new_id
from chassis.message import message_of
from chassis.mongo import Document, Store
from chassis.mongo import connect as connect_store
from tests.support.operator import Operator, settings
from wara import logs
from wara.definitions import SERVICES
from wara.management import Management
from wara.partners.corner import Corner
from wara.programs import database
from wara.stack import Stack

WITHOUT_SUBJECT = "must have required property 'subject'"


@dataclass(frozen=True)
class Partner:
    """`since` is how far each source had told."""

    stack: Stack
    corner: Corner
    settings: dict[str, str]
    since: dict[str, int]

    def told(self) -> dict[str, str]:
        """The types of all events since, by their ids."""
        return {entry["event_id"]: entry["type"] for name in SERVICES for entry in self._entries(name)}

    def send_broken(self) -> str:
        """The id of an event that breaks what its type promises."""
        event = {**self._entries("agenda")[0]["event"], "id": new_id()}
        del event["subject"]
        message = message_of({"event": event}, "", self.corner.queue)
        with connect(self.stack.urls.amqp) as connection:
            channel = connection.channel()
            channel.confirm_delivery()
            channel.basic_publish("", message.routing_key, message.body, message.properties)
        return str(event["id"])

    def _entries(self, source: str) -> list[Document]:
        with books(self.stack, source) as store:
            return logs.entries(store, PUBLIC, self.since[source], logs.told_through(store, PUBLIC))


@contextmanager
def provisioned(stack: Stack, operator: Operator) -> Iterator[Partner]:
    id = f"office-{uuid.uuid4().hex[:8]}"
    all_of_it = [argument for name in SERVICES for argument in ("--events", f"{name}.#")]
    operator.does("partners", "add", id, *all_of_it)
    given = settings(operator.does("provision", id))
    yield Partner(
        stack, Corner(Management.of(stack.plan), id), given, {name: told(stack, name) for name in SERVICES}
    )
    operator.does("partners", "remove", id, "--yes")


def told(stack: Stack, source: str) -> int:
    with books(stack, source) as store:
        return logs.told_through(store, PUBLIC)


@contextmanager
def books(stack: Stack, source: str) -> Iterator[Store]:
    with connect_store(stack.urls.mongodb) as client:
        yield Store(client, database(stack.plan, source))
