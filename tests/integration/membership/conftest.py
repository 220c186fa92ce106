import json
from pathlib import Path
from typing import Any

import pytest

from chassis import commands, eventlog
from chassis.mongo import Store
from membership import store as membership
from membership.handlers import committees
from tests.integration.membership.desk import Desk
from tests.support.databases import Databases

COMMITTEE_FILE = Path(__file__).parents[3] / "deploy/local/committee.json"


@pytest.fixture
def terms() -> dict[str, Any]:
    terms: dict[str, Any] = json.loads(COMMITTEE_FILE.read_text("utf-8"))
    return terms


@pytest.fixture
def empty(databases: Databases, store: Store, keys: Path) -> Desk:
    """A desk of an installation without a committee."""
    databases.prepare(store, [*membership.INDEXES, *commands.INDEXES, *eventlog.INDEXES])
    return Desk(store, keys)


@pytest.fixture
def desk(empty: Desk, terms: dict[str, Any]) -> Desk:
    """A desk of the first committee, which is open to all."""
    empty.store.transact(lambda tx: committees.establish(tx, terms))
    return empty


@pytest.fixture
def reviewing(empty: Desk, terms: dict[str, Any]) -> Desk:
    """A desk of a committee that reviews applications."""
    reviewed = {**terms, "join_policy": "review"}
    empty.store.transact(lambda tx: committees.establish(tx, reviewed))
    return empty
