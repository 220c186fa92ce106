"""Which letters a person wants, and a person who represents two members."""

from typing import Any

import pytest

from chassis.errors import Invalid
from tests.integration.membership.desk import PERSON, Desk, representing


def test_a_person_says_which_letters_they_want(desk: Desk) -> None:
    member = desk.apply()["id"]
    (person,) = desk.people(member)
    assert "channels" not in person
    asked = {"by": representing(member), "id": person["id"]}
    chosen = desk.ask("revise_representative", **asked, if_match=1, channels={"email": ["releases"]})
    assert chosen["channels"] == {"email": ["releases"]}
    assert desk.told(f"representatives/{person['id']}")[-1]["data"]["channels"] == {"email": ["releases"]}
    assert "channels" not in desk.ask("revise_representative", **asked, if_match=2, channels=None)
    wishes: dict[str, Any] = {"digest": "weekly", "quiet_hours": {"from": "๒๑.๐๐", "until": "06:30"}}
    kept = {**wishes, "quiet_hours": {"from": "21:00", "until": "06:30"}}
    chosen = desk.ask("revise_representative", **asked, if_match=3, **wishes)
    told = desk.told(f"representatives/{person['id']}")[-1]["data"]
    shown = desk.ask("get_personal_data", id=person["id"], by=asked["by"])["representative"]
    for seen in (chosen, told, shown):
        assert {name: seen[name] for name in kept} == kept
    assert "digest" not in desk.ask("revise_representative", **asked, if_match=4, digest=None)
    wrongs: list[dict[str, list[str]]] = [
        {"email": ["invitations"]},
        {"email": ["releases", "releases"]},
        {"fax": []},
    ]
    for wrong in wrongs:
        with pytest.raises(Invalid):
            desk.ask("revise_representative", **asked, if_match=5, channels=wrong)


def test_a_person_may_represent_two_members(desk: Desk) -> None:
    one, two = desk.apply("องค์กร ๑")["id"], desk.apply("องค์กร ๒")["id"]
    first, second = desk.people(one)[0], desk.people(two)[0]
    assert first["email"] == second["email"] == PERSON["email"]
    assert (first["id"] != second["id"]) and first["status"] == second["status"] == "confirmed"
    desk.ask("withdraw_member", id=one)
    assert desk.people(two) == [second]
