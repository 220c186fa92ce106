"""A change that changes nothing: it raises no version, and nobody is told of it."""

from typing import Any

import pytest

from chassis.errors import Conflict, Invalid
from membership import store
from membership.errors import ALREADY_A_MEMBER, MEMBER_ENDED, NOTHING_NAMED
from tests.integration.membership.desk import PERSON, Desk, application, representing


def test_a_change_of_a_member_that_names_nothing_is_refused(desk: Desk) -> None:
    member = desk.apply()
    with pytest.raises(Invalid) as refused:
        desk.ask("revise_member", by=representing(member["id"]), id=member["id"], if_match=1)
    assert refused.value.code == NOTHING_NAMED
    assert desk.ask("get_member", id=member["id"]) == member


def test_a_member_told_what_is_known_of_it_stays_as_it_is(desk: Desk) -> None:
    member = desk.apply(sdgs=[13, 17])
    told, history = desk.told(f"members/{member['id']}"), desk.ask("list_changes", member=member["id"])
    same: dict[str, Any] = {"name": member["name"], "sdgs": [13, 17], "website": None}
    assert desk.ask("revise_member", id=member["id"], if_match=1, **same) == member
    assert desk.told(f"members/{member['id']}") == told
    assert desk.ask("list_changes", member=member["id"]) == history
    changed = desk.ask("revise_member", id=member["id"], if_match=1, **{**same, "sdgs": [17]})
    assert (changed["version"], changed["sdgs"]) == (2, [17])
    assert desk.ask("list_changes", member=member["id"])["items"][-1]["changed"] == ["sdgs"]


def test_whom_letters_are_addressed_to_is_said_and_told(desk: Desk) -> None:
    head = {"office": {"th": "ประธานเครือข่ายตัวอย่าง"}}
    member = desk.apply(addressee=head)
    assert member["addressee"] == head
    other = {**head, "salutation": {"th": "กราบเรียน"}, "closing": {"th": "ขอแสดงความนับถืออย่างยิ่ง"}}
    desk.ask("revise_member", id=member["id"], if_match=1, addressee=other)
    assert desk.told(f"members/{member['id']}")[-1]["data"]["addressee"] == other


def test_nothing_is_said_of_what_has_ended_either(desk: Desk) -> None:
    member = desk.apply()
    desk.ask("withdraw_member", id=member["id"])
    with pytest.raises(Conflict) as refused:
        desk.ask("revise_member", id=member["id"], if_match=2, sdgs=member["sdgs"])
    assert refused.value.code == MEMBER_ENDED


def test_a_person_of_whom_nothing_new_is_said_stays_as_they_are(desk: Desk) -> None:
    member = desk.apply()["id"]
    (person,) = desk.people(member)
    with pytest.raises(Invalid) as refused:
        desk.ask("revise_representative", id=person["id"], if_match=1)
    assert refused.value.code == NOTHING_NAMED
    same = {"email": PERSON["email"], "post": None, "term_ends": None}
    assert desk.ask("revise_representative", id=person["id"], if_match=1, **same) == person
    assert len(desk.told(f"representatives/{person['id']}")) == 2, "nominated and confirmed"
    changed = desk.ask("revise_representative", id=person["id"], if_match=1, **same | {"language": "en"})
    assert (changed["version"], changed["language"]) == (2, "en")


def test_many_refused_rows_are_looked_up_at_once(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    listed = [application(f"องค์กร {n}") for n in range(20)]
    desk.ask("import_members", rows=listed, commit=True)

    def alone(*_: Any) -> None:
        raise AssertionError("a record read by itself")

    monkeypatch.setattr(store.members, "get", alone)
    items = desk.ask("import_members", rows=listed)["items"]
    assert {one["error"]["code"] for one in items} == {ALREADY_A_MEMBER}
    assert len({one["error"]["params"]["member"] for one in items}) == 20
