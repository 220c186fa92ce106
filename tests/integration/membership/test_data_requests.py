"""What people ask of the data kept about them: who may, the clock, what is answered, and what stays of it."""

from datetime import timedelta
from typing import Any

import pytest
from prometheus_client import REGISTRY

from chassis import clock
from chassis.call import Caller
from chassis.clock import from_wire, to_wire
from chassis.errors import Conflict, Denied, Invalid
from chassis.thai import day_of
from membership import deadlines, due
from membership import store as kept
from membership.errors import (
    DATA_REQUEST_OPEN,
    NO_PERSON,
    REPRESENTATIVE_ENDED,
    REPRESENTATIVE_ERASED,
    REPRESENTATIVE_IN_OFFICE,
    TRANSITION_FORBIDDEN,
)
from tests.integration.membership.desk import PERSON, SECRETARIAT, Desk, representing
from tests.support.plans import stages
from wara.searching import in_database

View = dict[str, Any]
DEPUTY = {**PERSON, "name": {"th": {"given": "ผู้แทน", "family": "สอง"}}, "email": "rep2@org1.example"}
OVERDUE = "wara_data_requests_overdue"
POST = {"post": {"th": "ผู้อำนวยการกอง"}}
REASON = {"th": "ต้องเก็บไว้ตามระเบียบ"}


@pytest.fixture
def member(desk: Desk) -> str:
    return str(desk.apply()["id"])


@pytest.fixture
def person(desk: Desk, member: str) -> View:
    named = desk.ask("add_representative", member=member, role="alternate", **DEPUTY)
    return desk.ask("confirm_representative", id=named["id"])


def being(person: View) -> Caller:
    return Caller(id=person["id"], roles=frozenset({"representative"}), member=person["member"])


def letter(days_ago: int) -> View:
    return {"channel": "letter", "on": day_of(clock.now() - timedelta(days=days_ago))}


def enter(desk: Desk, person: View, days_ago: int = 0, **body: Any) -> View:
    body = {"kind": "erasure", **body}
    return desk.ask("enter_data_request", representative=person["id"], received=letter(days_ago), **body)


def told(desk: Desk, request: View) -> list[str]:
    return [one["type"].split(".")[2] for one in desk.told(f"data-requests/{request['id']}")]


def test_a_person_asks_for_themselves_and_sees_what_became_of_it(desk: Desk, person: View) -> None:
    asked = desk.ask("ask_erasure", by=being(person))
    assert (asked["kind"], asked["status"], asked["representative"]) == ("erasure", "open", person["id"])
    assert from_wire(asked["due_at"]) - from_wire(asked["received_at"]) == timedelta(days=90)
    assert desk.ask("get_data_request", by=being(person), id=asked["id"]) == asked
    assert desk.ask("list_my_data_requests", by=being(person))["items"] == [asked]
    kept = desk.ask("get_personal_data", by=being(person), id=person["id"])
    assert kept["requests"] == [asked]


def test_with_a_token_of_the_member_its_principal_asks(desk: Desk, member: str, person: View) -> None:
    own = representing(member)
    [principal] = [one for one in desk.people(member) if one["role"] == "principal"]
    assert desk.ask("get_myself", by=own)["id"] == principal["id"]
    asked = desk.ask("ask_erasure", by=own)
    assert asked["representative"] == principal["id"]
    with pytest.raises(Denied) as refused:
        desk.ask("get_data_request", by=being(person), id=asked["id"])
    assert refused.value.code == NO_PERSON


def test_an_expert_sees_their_own_and_nobody_elses(desk: Desk, person: View) -> None:
    commission = desk.apply("คณะกรรมาธิการผู้เชี่ยวชาญ", kind="expert_commission")["id"]
    named = desk.ask("add_representative", member=commission, role="expert", **DEPUTY)
    expert = Caller(id=named["id"], roles=frozenset({"expert"}))
    assert desk.ask("get_personal_data", by=expert, id=named["id"])["representative"] == named
    with pytest.raises(Denied):
        desk.ask("get_personal_data", by=expert, id=person["id"])
    stranger = Caller(id="expert", roles=frozenset({"expert"}))
    for nobody in (stranger, SECRETARIAT):
        with pytest.raises(Denied) as refused:
            desk.ask("ask_erasure", by=nobody)
        assert refused.value.code == NO_PERSON


def test_one_waits_for_an_answer_then_another_may_be_asked(desk: Desk, person: View) -> None:
    first = desk.ask("ask_erasure", by=being(person))
    with pytest.raises(Conflict) as refused:
        enter(desk, person)
    assert (refused.value.code, refused.value.params) == (DATA_REQUEST_OPEN, {"request": first["id"]})
    desk.ask("ask_correction", by=being(person), changes=POST)
    desk.ask("refuse_data_request", id=first["id"], ground="archives", reason=REASON)
    assert enter(desk, person)["status"] == "open"


def test_the_clock_of_a_letter_runs_from_the_day_it_came(desk: Desk, person: View) -> None:
    entered = enter(desk, person, days_ago=30)
    assert day_of(from_wire(entered["received_at"])) == entered["received"]["on"]
    assert from_wire(entered["due_at"]) - from_wire(entered["received_at"]) == timedelta(days=90)
    with pytest.raises(Invalid):
        enter(desk, person, days_ago=-1)


def test_an_erasure_carries_it_out_and_leaves_nothing_of_the_person_in_it(desk: Desk, person: View) -> None:
    asked = desk.ask("ask_erasure", by=being(person))
    wanted = desk.ask("ask_correction", by=being(person), changes={"email": "rep2@new.example"})
    assert "changes" not in wanted
    sought = ["rep2@new.example"]
    assert {one.place.split(".")[1] for one in in_database(desk.store.db, sought)} == {"data_requests"}
    with pytest.raises(Conflict) as refused:
        desk.ask("carry_out_data_request", id=asked["id"])
    assert refused.value.code == REPRESENTATIVE_IN_OFFICE
    desk.ask("end_representative", id=person["id"], reason="term")
    done = desk.ask("carry_out_data_request", id=asked["id"], if_match=1)
    report = desk.ask("get_erasure", id=done["erasure"])
    assert (done["status"], done["closed_by"], done["version"]) == ("carried_out", SECRETARIAT.id, 2)
    assert (report["representative"], report["ground"]) == (person["id"], "asked")
    overtaken = desk.ask("get_data_request", id=wanted["id"])
    assert (overtaken["status"], overtaken["ground"]) == ("refused", "erased")
    assert list(in_database(desk.store.db, sought)) == []
    assert told(desk, asked) == ["received", "carried_out", "answered"]
    with pytest.raises(Conflict) as refused:
        enter(desk, person)
    assert refused.value.code == REPRESENTATIVE_ERASED


def test_who_is_erased_otherwise_has_what_they_asked(desk: Desk, person: View) -> None:
    asked = enter(desk, person)
    desk.ask("end_representative", id=person["id"], reason="term")
    erased = desk.ask("erase_representative", id=person["id"])
    answered = desk.ask("get_data_request", id=asked["id"])
    assert (answered["status"], answered["erasure"]) == ("carried_out", erased["erasure"])


def test_a_correction_stands_in_the_record_once_it_is_carried_out(desk: Desk, person: View) -> None:
    changes = {"name": {"th": {"given": "ผู้แทน", "family": "สาม"}}}
    asked = desk.ask("ask_correction", by=being(person), changes=changes)
    assert from_wire(asked["due_at"]) - from_wire(asked["received_at"]) == timedelta(days=30)
    assert desk.ask("get_data_request", id=asked["id"])["changes"] == changes
    done = desk.ask("carry_out_data_request", id=asked["id"])
    assert done["status"] == "carried_out"
    assert desk.ask("get_representative", id=person["id"])["name"] == changes["name"]
    for again in (changes, {}):
        with pytest.raises(Invalid):
            desk.ask("ask_correction", by=being(person), changes=again)
    desk.ask("end_representative", id=person["id"], reason="term")
    with pytest.raises(Conflict) as refused:
        desk.ask("ask_correction", by=being(person), changes=POST)
    assert refused.value.code == REPRESENTATIVE_ENDED


def test_what_is_entered_says_what_is_right_of_a_correction_alone(desk: Desk, person: View) -> None:
    for wrong in ({"kind": "correction"}, {"changes": POST}):
        with pytest.raises(Invalid) as refused:
            enter(desk, person, **wrong)
        assert set(refused.value.fields) == {"changes"}


def test_it_is_refused_on_a_ground_of_its_kind_and_once(desk: Desk, person: View) -> None:
    asked = desk.ask("ask_erasure", by=being(person))
    for ground in ("accurate", "erased", "no_time"):
        with pytest.raises(Invalid) as invalid:
            desk.ask("refuse_data_request", id=asked["id"], ground=ground, reason=REASON)
        assert invalid.value.fields == {"ground": ["not_one_of"]}
    done = desk.ask("refuse_data_request", id=asked["id"], ground="legal_obligation", reason=REASON)
    assert (done["status"], done["ground"], done["reason"]) == ("refused", "legal_obligation", REASON)
    [_, fact, ours] = desk.told(f"data-requests/{asked['id']}")
    assert (fact["dataclassification"], fact["data"]["ground"]) == ("public", "legal_obligation")
    assert person["id"] not in str(fact)
    assert ours["dataclassification"] == "restricted"
    assert (ours["data"]["representative"], ours["data"]["ground"]) == (person["id"], "legal_obligation")
    assert REASON["th"] not in str(ours)
    with pytest.raises(Conflict) as refused:
        desk.ask("carry_out_data_request", id=asked["id"])
    assert refused.value.code == TRANSITION_FORBIDDEN


def test_the_list_begins_with_what_is_due_first(desk: Desk, person: View, member: str) -> None:
    own = representing(member)
    late, correction = desk.ask("ask_erasure", by=own), desk.ask("ask_correction", by=own, changes=POST)
    early = enter(desk, person, days_ago=80)
    order = [early["id"], correction["id"], late["id"]]
    page = desk.ask("list_data_requests", limit=2)
    assert [one["id"] for one in page["items"]] == order[:2]
    rest = desk.ask("list_data_requests", limit=2, after=page["next"])
    assert ([one["id"] for one in rest["items"]], rest["next"]) == (order[2:], None)
    found = desk.ask("list_data_requests", kind="correction")["items"]
    assert [one["id"] for one in found] == [correction["id"]]
    assert desk.ask("list_data_requests", status="refused")["items"] == []


def test_two_weeks_before_it_is_due_that_is_told_once_and_late_ones_are_counted(
    desk: Desk, person: View, member: str
) -> None:
    soon, overdue = enter(desk, person, days_ago=77), enter(desk, desk.people(member)[0], days_ago=91)
    later = desk.ask("ask_correction", by=being(person), changes=POST)
    assert due.look(desk.store, due.requests()) == 2
    assert due.look(desk.store, due.requests()) == 0
    assert REGISTRY.get_sample_value(OVERDUE) == 1
    assert [told(desk, one) for one in (soon, overdue)] == [["received", "due_soon"]] * 2
    assert told(desk, later) == ["received"]
    assert "reminded_at" in desk.ask("get_data_request", id=soon["id"])
    desk.ask("refuse_data_request", id=overdue["id"], ground="not_identified", reason=REASON)
    due.look(desk.store, due.requests())
    assert REGISTRY.get_sample_value(OVERDUE) == 0


def test_they_are_found_along_indexes(desk: Desk, person: View) -> None:
    enter(desk, person)
    rows = desk.store.db[kept.data_requests.collection]
    listed = rows.find({"status": "open", "place": {"$gt": to_wire(clock.now())}}).sort("place", 1)
    near = rows.find({"due": {"$gt": "", "$lte": deadlines.reminder(clock.now())}})
    for found in (listed, near, rows.find({"representative": person["id"]})):
        assert "COLLSCAN" not in stages(found.explain()["queryPlanner"]["winningPlan"])


def test_what_waits_at_an_entry_that_a_merge_ends_is_answered_at_the_one_that_goes_on(
    desk: Desk, person: View, member: str
) -> None:
    """Unless the same is asked there already."""
    other = desk.apply("องค์กรภาคประชาสังคม ๒", representative=DEPUTY)["id"]
    [goes_on] = desk.people(other)
    before, after = being(person), being(goes_on)
    erasure = desk.ask("ask_erasure", by=before)["id"]
    [mine, theirs] = [desk.ask("ask_correction", by=by, changes=POST)["id"] for by in (before, after)]
    desk.ask("merge_member", id=member, into=other, reason={"th": "เหตุผล"})
    kept = {id: desk.ask("get_data_request", id=id) for id in (erasure, mine, theirs)}
    assert [kept[id]["representative"] for id in (erasure, theirs, mine)] == [
        *[goes_on["id"]] * 2,
        person["id"],
    ]
    assert {one["id"] for one in desk.ask("list_my_data_requests", by=after)["items"]} == {erasure, theirs}
    with pytest.raises(Conflict) as refused:
        desk.ask("ask_erasure", by=after)
    assert refused.value.params == {"request": erasure}
    with pytest.raises(Conflict) as in_office:
        desk.ask("carry_out_data_request", id=erasure)
    assert in_office.value.code == REPRESENTATIVE_IN_OFFICE
    desk.ask("end_representative", id=goes_on["id"], reason="term")
    assert desk.ask("carry_out_data_request", id=erasure)["status"] == "carried_out"
    answered = desk.ask("get_data_request", id=mine)
    assert (answered["status"], answered["ground"]) == ("refused", "erased")
