"""Who has been out of office for long enough is forgotten; in a dry run they are only counted."""

from datetime import timedelta
from typing import Any

import pytest
from environs import Env, EnvError

from chassis import clock
from membership import retention
from membership.retention import AT_ONCE, Retention
from tests.integration.membership.desk import PERSON, Desk
from tests.integration.membership.test_queries import stages

ON, DRY = Retention(mode="on", days=30), Retention(days=30)
LATER = timedelta(days=30, minutes=1)


@pytest.fixture
def former(desk: Desk) -> list[dict[str, Any]]:
    """Two who left office beside one who is still in it."""
    member = desk.apply()["id"]
    named = [desk.ask("add_representative", member=member, role="alternate", **PERSON) for _ in range(2)]
    return [desk.ask("end_representative", id=one["id"], reason="term") for one in named]


def names(desk: Desk) -> int:
    [member] = desk.ask("list_members")["items"]
    return sum("name" in one for one in desk.people(member["id"]))


def test_who_was_kept_long_enough_is_forgotten_by_the_same_path(
    desk: Desk, former: list[dict[str, Any]]
) -> None:
    assert retention.look(desk.store, ON, clock.now()) == 0
    assert names(desk) == 3
    assert retention.look(desk.store, ON, clock.now() + LATER) == 2
    assert names(desk) == 1
    assert retention.look(desk.store, ON, clock.now() + LATER) == 0
    reports = desk.ask("list_erasures")["items"]
    assert {(one["representative"], one["ground"], one["by"]) for one in reports} == {
        (one["id"], "retention", "system") for one in former
    }
    assert (
        desk.told(f"representatives/{former[0]['id']}")[-1]["type"] == "membership.representative.erased.v1"
    )


def test_a_dry_run_changes_nothing_and_counts_who_would_go(
    desk: Desk, former: list[dict[str, Any]], monkeypatch: pytest.MonkeyPatch
) -> None:
    said: list[dict[str, Any]] = []
    monkeypatch.setattr(retention.logger, "info", lambda event, **about: said.append(about), raising=False)
    assert retention.look(desk.store, DRY, clock.now() + LATER) == 0
    assert names(desk) == 3
    assert [one["count"] for one in said] == [2]


def test_who_is_due_is_found_along_an_index(empty: Desk) -> None:
    due = {"former_since": {"$gte": clock.now() - LATER, "$lte": clock.now()}}
    found = empty.store.db.representatives.find(due).sort("former_since", 1).limit(AT_ONCE)
    assert "COLLSCAN" not in stages(found.explain()["queryPlanner"]["winningPlan"])


def test_it_is_dry_for_two_years_unless_an_operator_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    assert Retention.read(Env()) == Retention(mode="dry-run", days=730)
    monkeypatch.setenv("RETENTION", "on")
    monkeypatch.setenv("RETENTION_DAYS", "365")
    assert Retention.read(Env()) == Retention(mode="on", days=365)


@pytest.mark.parametrize(("name", "value"), [("RETENTION", "yes"), ("RETENTION_DAYS", "0")])
def test_a_setting_that_is_wrong_is_named(name: str, value: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(name, value)
    with pytest.raises(EnvError, match=name):
        Retention.read(Env())
