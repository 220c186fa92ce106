"""Terms of office: a reminder a month before, once, and the end with the last day."""

from typing import Any

import pytest

from membership import deadlines, due
from tests.integration.membership.desk import PERSON, Desk
from tests.support.plans import stages


@pytest.fixture
def member(desk: Desk) -> str:
    return str(desk.apply()["id"])


def alternate(desk: Desk, member: str, **changes: Any) -> dict[str, Any]:
    named = desk.ask("add_representative", member=member, role="alternate", **PERSON, **changes)
    return desk.ask("confirm_representative", id=named["id"])


def told(desk: Desk, person: dict[str, Any]) -> list[str]:
    """What became of the term, by the last words of the types."""
    types = [event["type"].split(".")[2] for event in desk.told(f"representatives/{person['id']}")]
    return types[types.index("confirmed") + 1 :]


def test_who_comes_to_the_end_of_a_term_is_reminded_once_and_then_leaves(desk: Desk, member: str) -> None:
    person = alternate(desk, member, term_ends="2030-09-30")
    for day, heard in {
        "2030-08-30": [],
        "2030-08-31": ["expiring"],
        "2030-09-30": ["expiring"],
        "2030-10-01": ["expiring", "ended"],
        "2030-10-02": ["expiring", "ended"],
    }.items():
        due.look(desk.store, due.terms_of_office(day))
        assert told(desk, person) == heard, day
    ended = desk.ask("get_representative", id=person["id"])
    assert (ended["status"], ended["reason"]) == ("ended", "term")
    last = desk.ask("list_changes", member=member)["items"][-1]
    assert (last["by"], last["what"], last["ended_because"]) == ("system", ["ended"], "term")


def test_a_term_made_longer_brings_a_reminder_of_its_own(desk: Desk, member: str) -> None:
    person = alternate(desk, member, term_ends="2030-09-30")
    due.look(desk.store, due.terms_of_office("2030-09-01"))
    desk.ask("revise_representative", id=person["id"], if_match=3, term_ends="2031-09-30")
    for day in ("2030-10-01", "2031-09-01"):
        due.look(desk.store, due.terms_of_office(day))
    assert told(desk, person) == ["expiring", "revised", "expiring"]
    assert desk.ask("get_representative", id=person["id"])["status"] == "confirmed"


def test_a_term_found_over_ends_and_one_without_an_end_does_not(desk: Desk, member: str) -> None:
    over, without = alternate(desk, member, term_ends="2030-09-30"), alternate(desk, member)
    nominee = desk.ask(
        "add_representative", member=member, role="alternate", term_ends="2030-09-30", **PERSON
    )
    due.look(desk.store, due.terms_of_office("2031-01-01"))
    assert told(desk, over) == ["ended"]
    for id in (without["id"], nominee["id"]):
        assert desk.ask("get_representative", id=id)["status"] != "ended"


def test_a_term_made_without_end_is_looked_at_no_more(desk: Desk, member: str) -> None:
    person = alternate(desk, member, term_ends="2030-09-30")
    desk.ask("revise_representative", id=person["id"], if_match=2, term_ends=None)
    assert due.look(desk.store, due.terms_of_office("2031-01-01")) == 0


def test_the_due_are_found_along_an_index(empty: Desk) -> None:
    until = {"$gte": deadlines.term(""), "$lte": deadlines.term("2030-09-30")}
    due = empty.store.db.representatives.find({"due": until}).sort("due", 1)
    assert "COLLSCAN" not in stages(due.explain()["queryPlanner"]["winningPlan"])
