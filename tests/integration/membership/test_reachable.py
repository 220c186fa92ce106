"""Representatives without e-mail: entered by the secretariat, told to our own services, forgotten whole."""

from typing import Any

import pytest

from chassis.errors import Invalid
from tests.integration.membership.desk import PERSON, PUBLIC, Desk, application

ADDRESS = {"street": "ตู้ ปณ. ๑", "province": "เชียงใหม่", "postcode": "50200"}
BY_POST: dict[str, Any] = {
    **{name: value for name, value in PERSON.items() if name != "email"},
    "postal_address": ADDRESS,
}
CAME = {"channel": "letter", "on": "2018-01-09", "reference": "ที่ ตย ๑/๒๕๖๑"}


def test_who_has_no_e_mail_is_entered_by_the_secretariat_alone(desk: Desk) -> None:
    with pytest.raises(Invalid) as refused:
        desk.ask("apply_member", by=PUBLIC, **{**application(), "representative": BY_POST})
    assert refused.value.fields == {"representative.email": ["required"]}
    with pytest.raises(Invalid):
        desk.ask("invite_member", **{**application(), "representative": BY_POST})
    member = desk.apply(representative=BY_POST, received=CAME)
    [person] = desk.people(member["id"])
    assert (person["status"], person["preferred_channel"]) == ("confirmed", "post")
    assert (person["postal_address"], "email" in person) == (ADDRESS, False)
    told = desk.told(f"representatives/{person['id']}")[-1]
    assert (told["data"]["postal_address"], "email" in told["data"]) == (ADDRESS, False)
    assert told["dataclassification"] == "restricted"
    row = {**application("องค์กร ๒"), "representative": {**BY_POST, "telephone": "081 234 5678"}}
    [verdict] = desk.ask("import_members", rows=[row], commit=True)["items"]
    assert desk.people(verdict["id"])[0]["telephone"] == "+66812345678"


def test_they_may_be_reached_otherwise_later_and_are_forgotten_with_all_of_it(desk: Desk) -> None:
    member = desk.apply(representative=BY_POST)
    [person] = desk.people(member["id"])
    kept = desk.ask("get_personal_data", id=person["id"])
    assert kept["classes"]["postal_address"] == kept["classes"]["telephone"] == "contact"
    with pytest.raises(Invalid) as refused:
        desk.ask("revise_representative", id=person["id"], if_match=person["version"], postal_address=None)
    assert refused.value.fields == {"postal_address": ["required"]}
    revised = desk.ask(
        "revise_representative",
        id=person["id"],
        if_match=person["version"],
        postal_address=None,
        telephone="053 123 456",
        preferred_channel="telephone",
    )
    assert (revised["telephone"], "postal_address" in revised) == ("+6653123456", False)
    change = desk.ask("list_changes", member=member["id"])["items"][-1]
    assert change["changed"] == ["postal_address", "preferred_channel", "telephone"]
    desk.ask("end_representative", id=person["id"], reason="replaced")
    erased = desk.ask("erase_representative", id=person["id"])
    assert not {"telephone", "postal_address", "preferred_channel"} & set(erased)
