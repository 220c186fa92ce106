import json
from pathlib import Path

import pytest

from agenda import store as agenda
from chassis import commands, eventlog
from chassis.mongo import Store
from tests.integration.agenda.office import Office
from tests.support.databases import Databases

COMMITTEE = "0198a6c0-5d00-7c3e-8f11-6f0d2b9a4e01"
COMMITTEE_FILE = Path(__file__).parents[3] / "deploy/local/committee.json"


@pytest.fixture
def nobody(databases: Databases, store: Store, keys: Path) -> Office:
    """An office that has heard of no committee."""
    databases.prepare(store, [*agenda.INDEXES, *commands.INDEXES, *eventlog.INDEXES])
    return Office(store, keys)


@pytest.fixture
def office(nobody: Office) -> Office:
    """The office of the first committee."""
    nobody.committee = COMMITTEE
    facts = json.loads(COMMITTEE_FILE.read_text("utf-8"))
    nobody.hears("membership.committee.established.v1", **facts, id=COMMITTEE)
    return nobody


@pytest.fixture
def member(office: Office) -> str:
    return office.member()
