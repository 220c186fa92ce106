from typing import Any

import pytest

from chassis.call import Caller
from chassis.errors import Conflict, Denied, NotFound
from chassis.ids import new_id
from membership.errors import MEMBER_ENDED, NOT_OF_THIS_MEMBER, PRINCIPAL_ALREADY, REPRESENTATIVE_ENDED
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
    assert statuses(desk, member) == [("confirmed", None), ("ended", "replaced")]


@pytest.mark.parametrize("nominee", [True, False], ids=["a nominee", "an alternate"])
@pytest.mark.parametrize("stays", [True, False], ids=["who stays", "who leaves"])
def test_the_principals_seat_is_handed_over_in_one_step(
    desk: Desk, member: str, stays: bool, nominee: bool
) -> None:
    own, (principal,) = representing(member), desk.people(member)
    successor = desk.ask("add_representative", by=own, member=member, role="alternate", **PERSON)
    if not nominee:
        desk.ask("confirm_representative", by=own, id=successor["id"])
    taken = desk.ask("take_over_representative", by=own, id=successor["id"], stays=stays)
    assert (taken["role"], taken["status"]) == ("principal", "confirmed")
    before = desk.ask("get_representative", id=principal["id"])
    left = ("alternate", "confirmed") if stays else ("principal", "ended")
    assert (before["id"], before["role"], before["status"]) == (principal["id"], *left)
    told = desk.told(f"representatives/{principal['id']}")[-1]
    assert told["type"] == f"membership.representative.{'revised' if stays else 'ended'}.v1"
    with pytest.raises(Conflict) as refused:
        desk.ask("take_over_representative", by=own, id=successor["id"])
    assert refused.value.code == PRINCIPAL_ALREADY


def test_who_has_left_office_takes_nothing_over(desk: Desk, member: str) -> None:
    (principal,) = desk.people(member)
    desk.ask("end_representative", id=principal["id"], reason="term")
    with pytest.raises(Conflict):
        desk.ask("take_over_representative", id=principal["id"])


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
        ("revise_representative", {"id": person, "if_match": 1, "language": "en"}),
        ("confirm_representative", {"id": person}),
        ("take_over_representative", {"id": person}),
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


def test_what_is_known_of_a_person_is_put_right_and_told_to_our_own_services(desk: Desk, member: str) -> None:
    own, person = representing(member), desk.people(member)[0]
    revised = desk.ask(
        "revise_representative", by=own, id=person["id"], if_match=1, email="rep2@org1.example", post=None
    )
    assert revised == {
        **person,
        "email": "rep2@org1.example",
        "version": 2,
        "updated_at": revised["updated_at"],
    }
    told = desk.told(f"representatives/{person['id']}")[-1]
    assert told["type"] == "membership.representative.revised.v1"
    assert (told["dataclassification"], told["data"]["email"]) == ("restricted", "rep2@org1.example")
    assert told["data"]["confirmed_at"] == person["confirmed_at"]


def test_who_has_left_office_is_as_they_were(desk: Desk, member: str) -> None:
    person = desk.people(member)[0]["id"]
    desk.ask("end_representative", id=person, reason="term")
    with pytest.raises(Conflict) as refused:
        desk.ask("revise_representative", id=person, if_match=2, language="en")
    assert (refused.value.code, refused.value.params) == (REPRESENTATIVE_ENDED, {"representative": person})
