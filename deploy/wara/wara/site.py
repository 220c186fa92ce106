"""The system that the operator's commands look into: the local stack, or what the environment names."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pymongo
from pymongo.errors import ConfigurationError, ConnectionFailure, InvalidURI, OperationFailure

from chassis.errors import Unavailable
from chassis.mongo import Document, Store, connect
from wara import broker, store
from wara.definitions import SERVICES
from wara.ports import offset_of
from wara.problem import Problem
from wara.programs import Plan, database
from wara.stack import Stack

ROOT = Path(__file__).resolve().parents[3]


def here() -> Stack:
    """The local stack of this checkout, as PORT_OFFSET and the servers in the environment say."""
    return Stack(ROOT, offset_of(os.environ))


@dataclass(frozen=True)
class Site:
    plan: Plan
    client: "pymongo.MongoClient[Document]"

    def store(self, service: str) -> Store:
        """A service's database; only an operator may look into more than one."""
        return Store(self.client, database(self.plan, service))

    @property
    def amqp_uri(self) -> str:
        """Of a broker that answers, or a Problem."""
        if self.plan.given.get("AMQP_URI"):
            broker.refuse_wrong(self.plan.amqp_uri)
        elif not broker.ready(self.plan.ports):
            raise Problem("The broker does not run here: `make up` starts it, or set AMQP_URI.")
        return self.plan.amqp_uri


@contextmanager
def reached() -> Iterator[Site]:
    """With a store that answers, or a Problem."""
    plan = here().plan
    try:
        with connect(plan.mongodb_uri) as client:
            if not pings(client):
                refuse_away(plan)
            yield Site(plan, client)
    except Unavailable:
        raise Problem("The store stopped answering; what was done is kept. Try again.") from None
    except OperationFailure as failure:
        raise Problem(f"The store refuses: {failure.details or failure}") from None
    except (ConfigurationError, InvalidURI):
        refuse_away(plan)


def pings(client: "pymongo.MongoClient[Document]") -> bool:
    try:
        return bool(client.admin.command("ping"))
    except ConnectionFailure:
        return False


def refuse_away(plan: Plan) -> None:
    """A Problem that says what is wrong; none for a store that answers after all."""
    if plan.given.get("MONGODB_URI"):
        store.refuse_wrong(plan.mongodb_uri)
    elif not store.ready(plan.ports):
        raise Problem("The store does not run here: `make up` starts it, or set MONGODB_URI.")


def chosen(service: str | None) -> tuple[str, ...]:
    """The services that a command is for: the one named, or all."""
    return (service,) if service else SERVICES
