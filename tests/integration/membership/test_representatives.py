from typing import Any

import pytest

from chassis.call import Caller
from chassis.errors import Conflict, Denied, NotFound
from chassis.ids import new_id
from membership.errors import MEMBER_ENDED, NOT_OF_THIS_MEMBER
from tests.integration.membership.desk import PERSON, PUBLIC, Desk, representing


@pytest.fixture
def member(desk: Desk) -> str:
    return str(desk.apply()["id"])


def statuses(desk: Desk, member: str) -> list[tuple[str, str | None]]:
    return [(one["status"], one.get("reason")) for one in desk.people(member)]


def test_a_member_names_its_alternate(desk: Desk, member: str) -> None:
    own = representing(member)
    named = desk.ask("add_representative", by=own, member=member, role="alternate", **PERSON)
    assert (named["status"], named["role"], named["member"]) == ("nominated", "alternate", member)
    assert desk.ask("confirm_representative", by=own, id=named["id"], if_match=1)["status"] == "confirmed"
    assert statuses(desk, member) == [("confirmed", None), ("confirmed", None)]


def test_a_new_principal_takes_over_when_confirmed(desk: Desk, member: str) -> None:
    named = desk.ask("add_representative", member=member, role="principal", **PERSON)
    assert statuses(desk, member) == [("confirmed", None), ("nominated", None)]
    desk.ask("confirm_representative", id=named["id"])
    assert statuses(desk, member) == [("ended", "replaced"), ("confirmed", None)]


def test_a_term_ends(desk: Desk, member: str) -> None:
    person = desk.people(member)[0]
    ended = desk.ask("end_representative", id=person["id"], reason="term")
    assert (ended["status"], ended["reason"], ended["version"]) == ("ended", "term", 2)
    with pytest.raises(Conflict) as refused:
        desk.ask("confirm_representative", id=person["id"])
    assert refused.value.params == {"aggregate": "representative", "status": "ended", "verb": "confirm"}


@pytest.mark.parametrize("stranger", [PUBLIC, representing(new_id())], ids=["public", "another member"])
def test_people_are_the_members_own_affair(desk: Desk, member: str, stranger: Caller) -> None:
    person = desk.people(member)[0]["id"]
    asked: list[tuple[str, dict[str, Any]]] = [
        ("list_representatives", {"member": member}),
        ("add_representative", {"member": member, "role": "principal", **PERSON}),
        ("confirm_representative", {"id": person}),
        ("end_representative", {"id": person, "reason": "term"}),
    ]
    for method, body in asked:
        with pytest.raises(Denied) as refused:
            desk.ask(method, by=stranger, **body)
        assert refused.value.code == NOT_OF_THIS_MEMBER
    assert statuses(desk, member) == [("confirmed", None)]


def test_nobody_is_named_for_a_member_that_left_or_never_was(desk: Desk, member: str) -> None:
    desk.ask("withdraw_member", id=member)
    with pytest.raises(Conflict) as refused:
        desk.ask("add_representative", member=member, role="alternate", **PERSON)
    assert refused.value.code == MEMBER_ENDED
    with pytest.raises(NotFound):
        desk.ask("add_representative", member=new_id(), role="alternate", **PERSON)
    with pytest.raises(NotFound):
        desk.ask("list_representatives", member=new_id())
