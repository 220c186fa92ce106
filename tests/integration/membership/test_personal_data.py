"""All that is kept about a person, for the person."""

import pytest

from chassis.envelope import Event
from chassis.errors import Denied, NotFound
from chassis.eventlog import RESTRICTED, EventLog
from chassis.ids import new_id
from chassis.inbox import Inbox
from membership.worker import SUBSCRIPTIONS
from tests.integration.membership.desk import PERSON, Desk, representing
from tests.support.plans import stages


@pytest.fixture
def member(desk: Desk) -> str:
    return str(desk.apply()["id"])


def log(desk: Desk) -> None:
    """As a relay does: what waits to be told is in the log."""
    rows = list(desk.store.db.outbox.find({"stream": "restricted"}).sort([("aggregate", 1), ("version", 1)]))
    EventLog(desk.store.db, RESTRICTED).append(rows)
    desk.store.db.outbox.delete_many({})


def test_it_holds_the_record_its_history_and_what_was_so_before(desk: Desk, member: str) -> None:
    [principal] = desk.people(member)
    revised = desk.ask(
        "revise_representative", id=principal["id"], if_match=principal["version"], email="rep1@new.example"
    )
    desk.ask("add_representative", member=member, role="alternate", **PERSON)
    log(desk)
    kept = desk.ask("get_personal_data", id=principal["id"], by=representing(member))
    assert kept["representative"] == revised
    assert kept["classes"]["email"] == "contact"
    assert set(kept["representative"]) <= set(kept["classes"])
    assert [one["what"] for one in kept["history"]] == [["nominated", "confirmed"], ["revised"]]
    assert [one["type"].split(".")[2] for one in kept["told"]] == ["nominated", "confirmed", "revised"]
    assert [one["data"]["email"] for one in kept["told"]] == [PERSON["email"]] * 2 + ["rep1@new.example"]


def test_it_holds_what_was_so_at_a_record_that_was_merged(desk: Desk, member: str) -> None:
    old = desk.apply("องค์กรภาคประชาสังคม ๒")["id"]
    ([double], [principal]) = desk.people(old), desk.people(member)
    desk.ask("merge_member", id=old, into=member, reason={"th": "เหตุผล"})
    log(desk)
    kept = desk.ask("get_personal_data", id=principal["id"], by=representing(member))
    about = {one["about"] for one in kept["history"]}
    assert about == {f"representatives/{one['id']}" for one in (principal, double)}
    assert {one["data"]["member"] for one in kept["told"]} == {old, member}


def test_of_whom_was_erased_only_that_is_known(desk: Desk, member: str) -> None:
    named = desk.ask("add_representative", member=member, role="alternate", **PERSON)
    desk.ask("end_representative", id=named["id"], reason="term")
    log(desk)
    desk.ask("erase_representative", id=named["id"])
    [told] = desk.told(f"representatives/{named['id']}")
    Inbox(desk.store, SUBSCRIPTIONS).take(Event.from_dict(told))
    kept = desk.ask("get_personal_data", id=named["id"])
    assert "name" not in kept["representative"]
    assert [one["data"] for one in kept["told"]] == [{}, {}]


def test_another_member_is_told_nothing(desk: Desk, member: str) -> None:
    [principal] = desk.people(member)
    other = desk.apply("องค์กรภาคประชาสังคม ๒")["id"]
    with pytest.raises(Denied):
        desk.ask("get_personal_data", id=principal["id"], by=representing(other))
    with pytest.raises(NotFound):
        desk.ask("get_personal_data", id=new_id())


def test_the_history_is_found_along_an_index(desk: Desk, member: str) -> None:
    found = desk.store.db.changes.find({"member": member}).sort("_id", 1)
    assert "COLLSCAN" not in stages(found.explain()["queryPlanner"]["winningPlan"])
