"""Each user of the store tries what is not theirs, and what a service does in its own database."""

from collections.abc import Callable
from typing import Any

import pymongo
import pytest
from pymongo.errors import OperationFailure

from chassis import address
from chassis.mongo import Store
from tests.integration.rights.guarded import Client, Guarded
from wara.rights import OWNERS

UNAUTHORIZED, AUTHENTICATION_FAILED = 13, 18
Database = pymongo.database.Database[dict[str, Any]]
Attempt = Callable[[Database], Any]


def change_something(database: Database) -> None:
    with database.client.start_session() as session, session.start_transaction():
        database.tried.insert_one({}, session=session)


WORK: dict[str, Attempt] = {
    "read": lambda db: db.tried.find_one(),
    "write": lambda db: db.tried.insert_one({}),
    "transaction": change_something,
    "collection": lambda db: db.drop_collection("tried") and db.create_collection("tried"),
    "index": lambda db: db.tried.create_index("at", name="at"),
    "watch": lambda db: db.tried.watch().close(),
}
GOVERNING: dict[str, Attempt] = {
    "drop": lambda db: db.client.drop_database(db.name),
    "look at users": lambda db: db.command("usersInfo"),
    "make a user": lambda db: db.command("createUser", "another", pwd="another", roles=["readWrite"]),
    "take a role": lambda db: db.command("grantRolesToUser", db.name, roles=["dbOwner"]),
    "change a password": lambda db: db.command("updateUser", db.name, pwd="another"),
}


def outcome(database: Database, attempt: Attempt) -> int | None:
    """The code of the store's refusal; 0 when it lets it be done."""
    try:
        attempt(database)
    except OperationFailure as failure:
        return failure.code
    return 0


@pytest.mark.parametrize("user", OWNERS)
def test_a_service_works_in_its_own_database_and_in_no_other(store: Guarded, user: str) -> None:
    with store.client(user) as client:
        assert Store(client, user, instance="tried").sessions.kill_abandoned() == 0
        assert {name: outcome(client[user], work) for name, work in WORK.items()} == dict.fromkeys(WORK, 0)
        for other in (*OWNERS, "admin"):
            tried = GOVERNING if other == user else WORK | GOVERNING
            found = {name: outcome(client[other], attempt) for name, attempt in tried.items()}
            assert found == dict.fromkeys(tried, UNAUTHORIZED)


def test_nobody_comes_in_without_the_password_or_at_anothers_door(store: Guarded) -> None:
    known = address.resolve(store.uri_of("agenda"))
    for uri in (
        known.replace("agenda:", "membership:").replace("/agenda?", "/membership?"),
        known.replace("/agenda?", "/membership?"),
    ):
        with Client(uri) as client:
            assert outcome(client.agenda, WORK["read"]) == AUTHENTICATION_FAILED
    with Client(known.partition("//")[0] + "//" + known.partition("@")[2]) as client:
        assert outcome(client.agenda, WORK["read"]) == UNAUTHORIZED
