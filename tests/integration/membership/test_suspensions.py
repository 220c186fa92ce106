"""A suspension: for a term after which the member is back by itself, or until it is said."""

from datetime import timedelta
from typing import Any

import pytest

from chassis import clock
from chassis.errors import Invalid
from chassis.thai import day_of
from membership import deadlines, due
from tests.integration.membership.desk import Desk, representing
from tests.support.plans import stages

REASON = {"th": "ตามหนังสือของหน่วยงาน"}


@pytest.fixture
def member(desk: Desk) -> str:
    return str(desk.apply()["id"])


def types(desk: Desk, member: str) -> list[str]:
    return [event["type"].split(".")[2] for event in desk.told(f"members/{member}")][2:]


def test_when_the_term_has_passed_the_member_is_back_by_itself(desk: Desk, member: str) -> None:
    suspended = desk.ask("suspend_member", id=member, reason=REASON, until="2030-09-30")
    assert (suspended["status"], suspended["until"]) == ("suspended", "2030-09-30")
    assert desk.told(f"members/{member}")[-1]["data"]["until"] == "2030-09-30"
    for day, status in {"2030-09-30": "suspended", "2030-10-01": "active", "2030-10-02": "active"}.items():
        due.look(desk.store, due.suspensions(day))
        assert desk.ask("get_member", id=member)["status"] == status, day
    assert types(desk, member) == ["suspended", "reinstated"]
    assert not {"until", "reason"} & set(desk.ask("get_member", id=member))
    history: list[dict[str, Any]] = desk.ask("list_changes", member=member)["items"][-2:]
    assert [(one["by"], one["what"], one.get("until")) for one in history] == [
        ("officer-1", ["suspended"], "2030-09-30"),
        ("system", ["reinstated"], None),
    ]


def test_one_without_a_term_or_reinstated_before_is_looked_at_no_more(desk: Desk, member: str) -> None:
    desk.ask("suspend_member", id=member, reason=REASON, until="2030-09-30")
    desk.ask("reinstate_member", id=member)
    desk.ask("suspend_member", id=member, reason=REASON)
    assert due.look(desk.store, due.suspensions("2031-01-01")) == 0
    assert desk.ask("get_member", id=member)["status"] == "suspended"


def test_a_term_is_not_over_before_it_begins(desk: Desk, member: str) -> None:
    today = clock.now()
    with pytest.raises(Invalid) as refused:
        desk.ask("suspend_member", id=member, reason=REASON, until=day_of(today - timedelta(days=2)))
    assert refused.value.fields == {"until": ["in_the_past"]}
    assert desk.ask("suspend_member", id=member, reason=REASON, until=day_of(today + timedelta(days=1)))


def test_nobody_is_held_in_the_group(desk: Desk, member: str) -> None:
    desk.ask("suspend_member", id=member, reason=REASON, until="2030-09-30")
    left = desk.ask("withdraw_member", by=representing(member), id=member)
    assert (left["status"], "until" in left) == ("withdrawn", False)
    assert {one["status"] for one in desk.people(member)} == {"ended"}
    assert due.look(desk.store, due.suspensions("2031-01-01")) == 0
    assert desk.apply()["rejoins"] == member


def test_the_due_are_found_along_an_index(empty: Desk) -> None:
    until = {"$gte": deadlines.suspension(""), "$lte": deadlines.suspension("2030-09-30")}
    found = empty.store.db.members.find({"due": until}).sort("due", 1)
    assert "COLLSCAN" not in stages(found.explain()["queryPlanner"]["winningPlan"])
