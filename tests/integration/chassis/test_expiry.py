"""Inbox keys and command ids go when their time is over, and none before."""

from datetime import timedelta

import pytest

from chassis import commands, expiry, inbox
from chassis.clock import now
from chassis.dead import FIRST
from chassis.expiry import KEPT, expire
from chassis.mongo import Store
from tests.support.plans import stages


@pytest.fixture
def kept(store: Store) -> Store:
    store.prepare([*inbox.INDEXES, *commands.INDEXES])
    for collection, time in KEPT.items():
        ages = [time * 2, time + timedelta(minutes=1), time - timedelta(minutes=1), timedelta()]
        store.db[collection].insert_many([{"_id": str(n), "at": now() - age} for n, age in enumerate(ages)])
    return store


@pytest.mark.parametrize("collection", KEPT)
def test_what_is_over_goes(kept: Store, collection: str) -> None:
    assert expire(kept, collection, now() - KEPT[collection]) == 2
    assert {row["_id"] for row in kept.db[collection].find()} == {"2", "3"}
    assert expire(kept, collection, now() - KEPT[collection]) == 0


def test_a_part_at_a_time(kept: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(expiry, "AT_ONCE", 3)
    assert [expire(kept, inbox.INBOX, now()) for _ in range(3)] == [3, 1, 0]


@pytest.mark.parametrize("collection", KEPT)
def test_what_is_over_is_found_by_an_index(kept: Store, collection: str) -> None:
    old = kept.db[collection].find({"at": {"$gte": FIRST, "$lt": now()}}, {"_id": 1}).sort("at", 1)
    found = stages(old.explain()["queryPlanner"]["winningPlan"])
    assert "IXSCAN" in found
    assert "COLLSCAN" not in found
