"""Who has been out of office for long enough is forgotten; in a dry run they are only counted."""

from datetime import timedelta
from typing import Any

import pytest
from environs import Env, EnvError

from chassis import clock
from membership import deadlines, retention
from membership.retention import AT_ONCE, Retention
from tests.integration.membership.desk import PERSON, Desk
from tests.support.plans import stages

ON, DRY = Retention(mode="on", identity=30, contact=10), Retention(identity=30)
LATER, SOONER = timedelta(days=30, minutes=1), timedelta(days=10, minutes=1)


@pytest.fixture
def former(desk: Desk) -> list[dict[str, Any]]:
    """Two who left office beside one who is still in it."""
    member = desk.apply()["id"]
    named = [desk.ask("add_representative", member=member, role="alternate", **PERSON) for _ in range(2)]
    return [desk.ask("end_representative", id=one["id"], reason="term") for one in named]


def known(desk: Desk, field: str) -> int:
    [member] = desk.ask("list_members")["items"]
    return sum(field in one for one in desk.people(member["id"]))


def test_who_was_kept_long_enough_is_forgotten_by_the_same_path(
    desk: Desk, former: list[dict[str, Any]]
) -> None:
    assert retention.look(desk.store, ON, "identity", clock.now()) == 0
    assert known(desk, "name") == 3
    assert retention.look(desk.store, ON, "identity", clock.now() + LATER) == 2
    assert known(desk, "name") == known(desk, "email") == 1
    assert retention.look(desk.store, ON, "identity", clock.now() + LATER) == 0
    assert retention.look(desk.store, ON, "contact", clock.now() + LATER) == 0
    reports = desk.ask("list_erasures")["items"]
    assert {(one["representative"], one["ground"], one["by"]) for one in reports} == {
        (one["id"], "retention", "system") for one in former
    }
    assert (
        desk.told(f"representatives/{former[0]['id']}")[-1]["type"] == "membership.representative.erased.v1"
    )


def test_how_somebody_was_reached_is_forgotten_before_who_they_were(
    desk: Desk, former: list[dict[str, Any]]
) -> None:
    """The name is kept for as long after the end of the office as if nothing had been forgotten meanwhile."""
    assert retention.look(desk.store, ON, "contact", clock.now() + SOONER) == 2
    assert (known(desk, "email"), known(desk, "name")) == (1, 3)
    told = desk.told(f"representatives/{former[0]['id']}")[-1]
    assert told["type"] == "membership.representative.erased.v1"
    assert told["data"]["forgotten"] == ["contact"]
    assert retention.look(desk.store, ON, "contact", clock.now() + SOONER) == 0
    assert retention.look(desk.store, ON, "identity", clock.now() + LATER) == 2
    assert known(desk, "name") == 1
    assert [one["classes"] for one in desk.ask("list_erasures")["items"]] == [
        *[["identity", "contact"]] * 2,
        *[["contact"]] * 2,
    ]


def test_a_dry_run_changes_nothing_and_counts_who_would_go(
    desk: Desk, former: list[dict[str, Any]], monkeypatch: pytest.MonkeyPatch
) -> None:
    said: list[dict[str, Any]] = []
    monkeypatch.setattr(retention.logger, "info", lambda event, **about: said.append(about), raising=False)
    assert retention.look(desk.store, DRY, "identity", clock.now() + LATER) == 0
    assert known(desk, "name") == 3
    assert [one["count"] for one in said] == [2]


def test_who_is_due_is_found_along_an_index(empty: Desk) -> None:
    first, last = (deadlines.known(["contact"], moment) for moment in (clock.now() - LATER, clock.now()))
    found = empty.store.db.representatives.find({"due": {"$gte": first, "$lte": last}})
    found = found.sort("due", 1).limit(AT_ONCE)
    assert "COLLSCAN" not in stages(found.explain()["queryPlanner"]["winningPlan"])


def test_it_is_dry_for_two_years_unless_an_operator_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    assert Retention.read(Env()) == Retention(mode="dry-run", identity=730, contact=90)
    monkeypatch.setenv("RETENTION", "on")
    monkeypatch.setenv("RETENTION_DAYS", "365")
    monkeypatch.setenv("RETENTION_CONTACT_DAYS", "30")
    assert Retention.read(Env()) == Retention(mode="on", identity=365, contact=30)


@pytest.mark.parametrize(
    ("name", "value"), [("RETENTION", "yes"), ("RETENTION_DAYS", "0"), ("RETENTION_CONTACT_DAYS", "-1")]
)
def test_a_setting_that_is_wrong_is_named(name: str, value: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(name, value)
    with pytest.raises(EnvError, match=name):
        Retention.read(Env())
