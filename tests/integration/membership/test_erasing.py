"""A person is forgotten: who it was goes, that somebody was in office stays."""

import base64
from itertools import pairwise
from typing import Any

import pytest

from chassis.envelope import Event
from chassis.errors import Conflict, Stale
from chassis.ids import new_id
from chassis.inbox import Inbox
from membership.errors import REPRESENTATIVE_ERASED, REPRESENTATIVE_IN_OFFICE
from membership.worker import SUBSCRIPTIONS
from tests.integration.membership.desk import PERSON, SECRETARIAT, Desk
from wara.searching import in_database

PAGE = base64.b64encode(b"%PDF-1.7 a page").decode()
SOUGHT = ["ผู้แทน สอง", "rep2@org1.example"]
DEPUTY = {
    **PERSON,
    "name": {"th": {"given": "ผู้แทน", "family": "สอง"}},
    "post": {"th": "ผู้อำนวยการกอง"},
    "email": "rep2@org1.example",
}


@pytest.fixture
def member(desk: Desk) -> str:
    return str(desk.apply()["id"])


@pytest.fixture
def former(desk: Desk, member: str) -> dict[str, Any]:
    """Was in office, and is not any more."""
    named = desk.ask("add_representative", member=member, role="alternate", **DEPUTY)
    return desk.ask("end_representative", id=named["id"], reason="replaced")


def hear(desk: Desk, subject: str, type: str) -> None:
    """As the broker brings it: what waits to be told of one thing."""
    [told] = [one for one in desk.told(subject) if one["type"] == type]
    Inbox(desk.store, SUBSCRIPTIONS).take(Event.from_dict(told))


def test_what_was_held_about_them_is_gone_and_the_office_stays(desk: Desk, former: dict[str, Any]) -> None:
    erased = desk.ask("erase_representative", id=former["id"])
    assert not {"name", "post", "email", "language"} & erased.keys()
    same = ("id", "member", "committee", "role", "status", "reason", "created_at")
    assert [erased[name] for name in same] == [former[name] for name in same]
    assert erased["version"] == former["version"] + 1
    assert desk.ask("get_representative", id=former["id"]) == erased
    assert desk.people(former["member"])[1] == erased


def test_our_own_services_are_told_without_a_word_about_the_person(
    desk: Desk, former: dict[str, Any]
) -> None:
    erased = desk.ask("erase_representative", id=former["id"])
    told = desk.told(f"representatives/{former['id']}")[-1]
    assert told["type"] == "membership.representative.erased.v1"
    assert told["dataclassification"] == "restricted"
    same = {name: erased[name] for name in ("id", "member", "committee", "status", "erasure")}
    assert told["data"] == {**same, "forgotten": ["identity", "contact"]}


def test_who_is_in_office_is_not_erased(desk: Desk, member: str) -> None:
    [principal] = desk.people(member)
    with pytest.raises(Conflict) as refused:
        desk.ask("erase_representative", id=principal["id"])
    assert refused.value.code == REPRESENTATIVE_IN_OFFICE
    assert desk.people(member) == [principal]


def test_nobody_is_erased_twice_nor_by_a_version_that_is_old(desk: Desk, former: dict[str, Any]) -> None:
    with pytest.raises(Stale):
        desk.ask("erase_representative", id=former["id"], if_match=1)
    erased = desk.ask("erase_representative", id=former["id"], if_match=former["version"])
    with pytest.raises(Conflict) as refused:
        desk.ask("erase_representative", id=former["id"])
    assert (refused.value.code, refused.value.params) == (
        REPRESENTATIVE_ERASED,
        {"erasure": erased["erasure"]},
    )


def test_who_is_erased_cannot_be_put_right_or_back(desk: Desk, former: dict[str, Any]) -> None:
    version = desk.ask("erase_representative", id=former["id"])["version"]
    for method, body in (
        ("revise_representative", {"if_match": version, "email": DEPUTY["email"]}),
        ("confirm_representative", {}),
        ("take_over_representative", {}),
        ("end_representative", {"reason": "term"}),
    ):
        with pytest.raises(Conflict):
            desk.ask(method, id=former["id"], **body)


def test_the_whole_database_holds_nothing_of_them_once_it_is_heard(
    desk: Desk, former: dict[str, Any]
) -> None:
    before = {one.place.split(".")[1] for one in in_database(desk.store.db, SOUGHT)}
    assert before == {"representatives", "outbox", "commands"}
    desk.ask("erase_representative", id=former["id"])
    hear(desk, f"representatives/{former['id']}", "membership.representative.erased.v1")
    assert list(in_database(desk.store.db, SOUGHT)) == []
    assert list(in_database(desk.store.db, ["rep1@org1.example"])), "the others are still known"


def test_who_applied_and_never_followed_the_link_is_forgotten_too(desk: Desk) -> None:
    """The link holds a digest of the address."""
    member = desk.submit(representative=DEPUTY)["id"]
    [token] = desk.links(member)
    desk.wait_in_vain(member)
    [applicant] = desk.people(member)
    desk.ask("erase_representative", id=applicant["id"])
    hear(desk, f"representatives/{applicant['id']}", "membership.representative.erased.v1")
    assert list(in_database(desk.store.db, [*SOUGHT, token])) == []


def test_the_entries_that_a_merge_left_to_end_are_forgotten_with_the_one_that_went_on(desk: Desk) -> None:
    """A chain of two merged records, at each of which the same person was."""
    members = [desk.apply(f"องค์กร {n}", representative=DEPUTY)["id"] for n in range(3)]
    for old, other in pairwise(members):
        desk.ask("merge_member", id=old, into=other, reason={"th": "เหตุผล"})
    [first], [second], [last] = (desk.people(one) for one in members)
    desk.ask("end_representative", id=last["id"], reason="term")
    desk.ask("erase_representative", id=last["id"])
    erased = [desk.ask("get_representative", id=one["id"]) for one in (first, second, last)]
    assert len({one["erasure"] for one in erased}) == 3
    for one in erased:
        hear(desk, f"representatives/{one['id']}", "membership.representative.erased.v1")
    assert list(in_database(desk.store.db, SOUGHT)) == []


def test_who_was_erased_at_one_of_several_entries_is_erased_at_the_others(desk: Desk) -> None:
    old, other = (desk.apply(f"องค์กร {n}", representative=DEPUTY)["id"] for n in range(2))
    desk.ask("merge_member", id=old, into=other, reason={"th": "เหตุผล"})
    [before], [last] = desk.people(old), desk.people(other)
    first = desk.ask("erase_representative", id=before["id"])["erasure"]
    desk.ask("end_representative", id=last["id"], reason="term")
    desk.ask("erase_representative", id=last["id"])
    assert desk.ask("get_representative", id=before["id"])["erasure"] == first, "not twice"


def test_the_scanned_letter_is_shown_to_whom_it_named_and_goes_with_them(desk: Desk) -> None:
    received = {"channel": "letter", "on": "2018-01-15"}
    member = desk.apply(received=received)["id"]
    [named] = desk.people(member)
    other = desk.ask("add_representative", member=member, role="alternate", **DEPUTY)
    page = desk.ask("add_scan", member=member, content=PAGE)
    assert desk.ask("get_personal_data", id=named["id"])["scans"] == [page]
    assert desk.ask("get_personal_data", id=other["id"])["scans"] == []
    for person, left in ((other, 1), (named, 0)):
        desk.ask("end_representative", id=person["id"], reason="term")
        desk.ask("erase_representative", id=person["id"])
        hear(desk, f"representatives/{person['id']}", "membership.representative.erased.v1")
        assert len(desk.ask("list_scans", member=member)["items"]) == left


def test_a_command_repeated_after_it_names_nobody_anew(desk: Desk, member: str) -> None:
    nominated = {"member": member, "role": "alternate", **DEPUTY}
    named = desk.ask("add_representative", command_id="the-same", **nominated)
    desk.ask("end_representative", id=named["id"], reason="replaced")
    desk.ask("erase_representative", id=named["id"])
    hear(desk, f"representatives/{named['id']}", "membership.representative.erased.v1")
    again = desk.ask("add_representative", command_id="the-same", **nominated)
    assert again == {"id": named["id"], "version": 1, "status": "nominated"}
    assert len(desk.people(member)) == 2


def test_the_report_says_who_asked_and_gathers_who_has_forgotten(desk: Desk, former: dict[str, Any]) -> None:
    id = desk.ask("erase_representative", id=former["id"])["erasure"]
    report = desk.ask("get_erasure", id=id)
    assert (report["status"], report["awaited"]) == ("asked", ["agenda", "membership", "notify"])
    assert (report["by"], report["roles"], report["ground"]) == (SECRETARIAT.id, ["secretariat"], "asked")
    assert (report["representative"], report["member"]) == (former["id"], former["member"])
    hear(desk, f"representatives/{former['id']}", "membership.representative.erased.v1")
    hear(desk, f"erasures/{id}", "membership.erasure.completed.v1")
    report = desk.ask("get_erasure", id=id)
    assert (report["status"], report["awaited"]) == ("asked", ["agenda", "notify"])
    [own] = report["confirmations"]
    assert own["service"] == "membership"
    assert own["blanked"] == {"representatives": 1, "outbox": 2, "commands": 3}
    confirm(desk, id, "agenda", {})
    assert "completed_at" not in desk.ask("get_erasure", id=id)
    confirm(desk, id, "notify", {"inbox_failed": 1})
    report = desk.ask("get_erasure", id=id)
    assert (report["status"], report["awaited"]) == ("completed", [])
    assert report["completed_at"] == report["confirmations"][-1]["at"]
    assert desk.ask("list_erasures")["items"] == [report]


def test_the_history_says_when_and_by_whom_but_not_of_whom(desk: Desk, former: dict[str, Any]) -> None:
    desk.ask("erase_representative", id=former["id"])
    last = desk.ask("list_changes", member=former["member"])["items"][-1]
    assert (last["what"], last["by"]) == (["erased"], SECRETARIAT.id)
    assert last["about"] == f"representatives/{former['id']}"


def confirm(desk: Desk, erasure: str, service: str, blanked: dict[str, int]) -> None:
    [own] = [one for one in desk.told(f"erasures/{erasure}") if one["source"] == "membership"]
    said = {
        **own,
        "id": new_id(),
        "source": service,
        "type": f"{service}.erasure.completed.v1",
        "data": {"id": erasure, "blanked": blanked},
    }
    Inbox(desk.store, SUBSCRIPTIONS).take(Event.from_dict(said))
