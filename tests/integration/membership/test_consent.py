"""What everybody sees of a member: what is public of all, and what it has said may be shown."""

from typing import Any

import pytest

from chassis.errors import Denied, Invalid
from membership.errors import ENTERED_BY_THE_SECRETARIAT
from membership.model.consent import WORDING, WORDINGS
from membership.model.member import BY_CONSENT
from tests.integration.membership.desk import PERSON, PUBLIC, SECRETARIAT, Desk, representing

KNOWN: dict[str, Any] = {"registry_number": "กท ๑", "website": "https://org1.example"}
LETTER = {"channel": "letter", "on": "2018-01-15", "reference": "ที่ ตย ๑/๒๕๖๑"}
View = dict[str, Any]


def seen(desk: Desk, by: Any, member: str) -> View:
    """The same read by itself and in the roster."""
    view = desk.ask("get_member", by=by, id=member)
    assert view in desk.ask("list_members", by=by)["items"]
    return view


def test_who_says_nothing_shows_what_is_public_of_every_member(desk: Desk) -> None:
    member = desk.apply(**KNOWN, abbreviation={"th": "อต."})
    stranger = representing(desk.apply("องค์กร ๒")["id"])
    for by in (PUBLIC, stranger):
        view = seen(desk, by, member["id"])
        assert {"name", "kind", "status", "abbreviation", "sdgs"} <= set(view)
        assert not {*KNOWN, "shown"} & set(view)
    for by in (SECRETARIAT, representing(member["id"])):
        view = seen(desk, by, member["id"])
        assert {name: view[name] for name in KNOWN} == KNOWN
        assert view["shown"] == []
    assert "registry_number" not in str(desk.told(f"members/{member['id']}"))


@pytest.mark.parametrize("shown", ["registry_number", "website"])
def test_a_member_says_what_may_be_shown_and_takes_it_back(desk: Desk, shown: str) -> None:
    member = desk.apply(**KNOWN)["id"]
    own = representing(member)
    desk.ask("revise_member", by=own, id=member, if_match=1, shown=[shown])
    assert set(KNOWN) & set(seen(desk, PUBLIC, member)) == {shown}
    told = desk.told(f"members/{member}")[-1]["data"]
    assert ("registry_number" in told) is (shown == "registry_number")
    desk.ask("revise_member", by=own, id=member, if_match=2, shown=[])
    assert not set(KNOWN) & set(seen(desk, PUBLIC, member))
    with pytest.raises(Invalid):
        desk.ask("revise_member", by=own, id=member, if_match=3, shown=["received"])


def test_consent_is_given_with_the_application_and_ends_with_the_membership(desk: Desk) -> None:
    member = desk.apply(**KNOWN, shown=list(BY_CONSENT))
    assert {name: member[name] for name in KNOWN} == KNOWN
    desk.ask("withdraw_member", id=member["id"])
    assert not set(KNOWN) & set(seen(desk, PUBLIC, member["id"]))
    assert "registry_number" not in desk.told(f"members/{member['id']}")[-1]["data"]


def test_people_are_named_where_they_and_the_member_have_agreed(desk: Desk) -> None:
    member = desk.apply()["id"]
    own, (person,) = representing(member), desk.people(member)

    def named() -> list[View]:
        items: list[View] = desk.ask("list_people", by=PUBLIC, member=member)["items"]
        return items

    desk.ask("revise_representative", by=own, id=person["id"], if_match=1, shown=True)
    assert named() == [], "the member has not said so"
    desk.ask("revise_member", by=own, id=member, if_match=1, shown=["representatives"])
    assert named() == [{"role": "principal", "name": PERSON["name"]}], "no address, no id"
    silent = desk.ask("add_representative", member=member, role="alternate", **PERSON)
    desk.ask("confirm_representative", id=silent["id"])
    nominee = desk.ask("add_representative", member=member, role="alternate", shown=True, **PERSON)
    assert len(named()) == 1, "the one has not said so, the other is not in office"
    desk.ask("confirm_representative", id=nominee["id"])
    assert [one["role"] for one in named()] == ["principal", "alternate"]
    desk.ask("revise_representative", by=own, id=person["id"], if_match=2, shown=False)
    assert [one["role"] for one in named()] == ["alternate"]


def consents(desk: Desk, member: str) -> list[tuple[Any, ...]]:
    found = desk.ask("list_consents", by=representing(member), member=member)["items"]
    return [(one["about"].split("/")[0], one["to"], one["given"], one.get("how"), one["by"]) for one in found]


def test_each_change_is_a_record_of_who_agreed_to_what_when_and_how(desk: Desk) -> None:
    member = desk.apply(**KNOWN, received=LETTER, shown=["website"])["id"]
    own, (person,) = representing(member), desk.people(member)
    shown, office, page = ["registry_number", "representatives"], SECRETARIAT.id, {"channel": "page"}
    desk.ask("revise_member", by=own, id=member, if_match=1, shown=shown)
    desk.ask("revise_member", by=own, id=member, if_match=2, sdgs=[1])
    desk.ask("revise_representative", id=person["id"], if_match=1, shown=True, consent=LETTER)
    desk.ask("revise_representative", id=person["id"], if_match=2, post={"th": "ผู้อำนวยการกอง"})
    desk.ask("revise_representative", id=person["id"], if_match=3, shown=False)
    assert consents(desk, member) == [
        ("members", "website", True, LETTER, office),
        ("members", "registry_number", True, page, own.id),
        ("members", "website", False, page, own.id),
        ("members", "representatives", True, page, own.id),
        ("representatives", "named", True, LETTER, office),
        ("representatives", "named", False, None, office),
    ]
    mine = desk.ask("list_my_consents", by=own)["items"]
    assert [one["given"] for one in mine] == [True, False]
    assert desk.ask("get_personal_data", by=own, id=person["id"])["consents"] == mine
    assert all(one["wording"] == WORDING and one["words"] == WORDINGS[WORDING]["named"] for one in mine)


def test_who_is_named_with_their_consent_has_it_on_record(desk: Desk) -> None:
    member = desk.apply()["id"]
    body = {"member": member, "role": "alternate", "shown": True, **PERSON}
    with pytest.raises(Denied) as refused:
        desk.ask("add_representative", by=representing(member), consent=LETTER, **body)
    assert refused.value.code == ENTERED_BY_THE_SECRETARIAT
    assert len(desk.people(member)) == 1
    named = desk.ask("add_representative", consent=LETTER, **body)
    [consent] = desk.ask("list_consents", member=member)["items"]
    assert (consent["about"], consent["how"]) == (f"representatives/{named['id']}", LETTER)


def test_of_whom_is_erased_the_letter_is_forgotten_and_not_that_they_agreed(desk: Desk) -> None:
    member = desk.apply()["id"]
    body = {"member": member, "role": "alternate", "shown": True, **PERSON}
    named = desk.ask("add_representative", consent=LETTER, **body)
    desk.ask("end_representative", id=named["id"], reason="term")
    desk.ask("erase_representative", id=named["id"])
    assert consents(desk, member) == [
        ("representatives", "named", True, {"channel": "letter"}, SECRETARIAT.id)
    ]


def test_consents_are_for_the_member_itself(desk: Desk) -> None:
    member, other = desk.apply()["id"], desk.apply("องค์กร ๒")["id"]
    with pytest.raises(Denied):
        desk.ask("list_consents", by=representing(other), member=member)
