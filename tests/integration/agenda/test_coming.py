"""Who comes: named, checked in, counted, reminded, forgotten."""

from contextlib import suppress
from datetime import datetime, timedelta
from functools import partial
from typing import Any

import pytest

from agenda import reminders
from agenda.errors import ATTENDEE_NOT_FOUND, CODE_WRONG, MEETING_FULL, MEMBER_NOT_ACTIVE, NOBODY_DELEGATED
from agenda.handlers.reminding import PORTION
from agenda.model.calling import REMIND_BEFORE
from chassis import clock, due
from chassis.call import Caller
from chassis.errors import Conflict, Denied, NotFound, Unavailable
from chassis.ids import new_id
from tests.integration.agenda.conftest import COMMITTEE
from tests.integration.agenda.office import PUBLIC, SECRETARIAT, Office, patiently, representing, together

NAME = {"th": {"given": "ผู้แทน", "family": "สอง"}}
PERSON: dict[str, Any] = {"name": NAME, "post": {"th": "รองผู้อำนวยการ"}}
GUEST: dict[str, Any] = {"name": NAME, "organisation": {"th": "มหาวิทยาลัย"}}
AGENCY, CIVIL = "government_agency", "civil_society"


@pytest.fixture
def meeting(office: Office) -> str:
    id = str(office.plan()["id"])
    office.ask("convene_meeting", id=id)
    return id


def asking_for(office: Office, agencies: int, civil: int) -> None:
    """The committee adopts a quorum."""
    row: Any = office.store.db.committees.find_one({"_id": COMMITTEE})
    quorum = {AGENCY: agencies, CIVIL: civil}
    office.hears("membership.committee.revised.v1", 2, **{**row["facts"], "quorum": quorum})


def look(office: Office, at: datetime) -> int:
    """As the timer does: what the store had no time for is asked again."""
    for _ in range(5):
        with suppress(Unavailable):
            return reminders.look(office.store, at)
    raise AssertionError("the store had no time")


def test_a_full_room_takes_no_more_but_whom_the_secretariat_finds_a_seat_for(
    office: Office, member: str
) -> None:
    meeting = office.plan(capacity=3)["id"]
    office.ask("convene_meeting", id=meeting)
    others = [office.member() for _ in range(2)]

    def answers(who: str, delegates: int, answer: str = "accepted", **by: Any) -> None:
        about = {"id": meeting, "member": who, "answer": answer, "delegates": delegates}
        office.ask("respond_meeting", **{"by": representing(who), **by, **about})

    answers(member, 2)
    with pytest.raises(Conflict) as refused:
        answers(others[0], 2)
    assert (refused.value.code, refused.value.params) == (MEETING_FULL, {"left": 1, "capacity": 3})
    answers(others[0], 1)
    answers(member, 1)
    answers(others[1], 1)
    with pytest.raises(Conflict):
        answers(member, 2)
    answers(member, 0, "declined")
    answers(others[1], 4, by=SECRETARIAT)
    office.ask("revise_meeting", id=meeting, if_match=2, online_url="https://meet.example/1")
    answers(member, 2)


def test_the_last_seat_is_given_once(office: Office) -> None:
    meeting = office.plan(capacity=1)["id"]
    office.ask("convene_meeting", id=meeting)
    asking = [representing(office.member()) for _ in range(4)]
    outcomes = together(
        [
            partial(patiently, partial(office.ask, "respond_meeting", by=by, id=meeting, answer="accepted"))
            for by in asking
        ]
    )
    assert [getattr(one, "code", "given") for one in outcomes].count("given") == 1


def test_who_comes_in_a_members_place_is_known_to_it_and_the_secretariat(
    office: Office, member: str, meeting: str
) -> None:
    by = representing(member)
    body: dict[str, Any] = {"id": meeting, "answer": "delegated", "substitute": PERSON}
    response = office.ask("respond_meeting", by=by, **body)
    (own,) = office.ask("list_attendees", by=by, id=meeting)["items"]
    assert (own["id"], own["name"], own["member"], own["status"]) == (
        response["substitute"],
        NAME,
        member,
        "substitute",
    )
    assert office.ask("list_attendees", by=representing(office.member()), id=meeting)["items"] == []
    assert "สอง" not in str([*office.store.db.outbox.find()])
    with pytest.raises(Conflict) as refused:
        office.ask("respond_meeting", by=by, **{**body, "answer": "accepted"})
    assert refused.value.code == NOBODY_DELEGATED
    office.ask("respond_meeting", by=by, id=meeting, answer="accepted")
    (gone,) = office.ask("list_attendees", id=meeting)["items"]
    assert ("name" in gone, "erased_at" in gone) == (False, True)


def test_a_representative_that_is_erased_is_forgotten_here_too(
    office: Office, member: str, meeting: str
) -> None:
    person = {**PERSON, "representative": new_id()}
    office.ask("respond_meeting", by=representing(member), id=meeting, answer="delegated", substitute=person)
    guest = office.ask("invite_guest", id=meeting, **GUEST)
    expert = Caller(id=person["representative"], roles=frozenset({"expert"}))
    for by, seen in ((representing(member), 1), (representing(office.member()), 0), (expert, 1)):
        assert len(office.ask("get_personal_data", by=by, id=person["representative"])["places"]) == seen
    office.hears_of_erasure(person["representative"], new_id(), forgotten=["contact"])
    (place,) = office.ask("get_personal_data", id=person["representative"])["places"]
    assert place["name"] == NAME
    office.store.db.outbox.delete_many({"event.type": "agenda.erasure.completed.v1"})
    office.hears_of_erasure(person["representative"], new_id(), version=4)
    kept = str([*office.store.db.attendees.find({"_id": {"$ne": guest["id"]}})])
    assert "สอง" not in kept
    (told,) = office.store.db.outbox.find({"event.type": "agenda.erasure.completed.v1"})
    assert told["event"]["data"]["blanked"] == {"attendees": 1}
    office.ask("erase_attendee", id=meeting, attendee=guest["id"])
    for collection in ("attendees", "commands", "responses"):
        assert "สอง" not in str([*office.store.db[collection].find()]), collection


def test_who_has_the_code_checks_in(office: Office, member: str, meeting: str) -> None:
    code = office.ask("get_check_in_code", by=representing(member), id=meeting)["code"]
    other = office.member()
    with pytest.raises(Denied):
        office.ask("get_check_in_code", by=representing(member), id=meeting, member=other)
    office.ask("open_meeting", id=meeting)
    for who, given in ((other, code), (member, "AAAA-AAAA"), (member, None)):
        with pytest.raises(Denied) as refused:
            office.ask("check_in", by=PUBLIC, id=meeting, member=who, code=given)
        assert refused.value.code == CODE_WRONG
    came = office.ask("check_in", by=PUBLIC, id=meeting, member=member, code=code.lower().replace("-", ""))
    assert (came["status"], came["member"], came["persons"]) == ("attended", member, 1)
    office.ask("check_in", id=meeting, member=other, persons=3)
    listed = office.ask("list_attendance", id=meeting, status="attended")["items"]
    assert {(one["member"], one["persons"]) for one in listed} == {(member, 1), (other, 3)}
    assert office.ask("list_attendance", id=meeting, status="absent")["items"] == []
    row: Any = office.store.db.meetings.find_one({"_id": meeting})
    assert row["check_in_key"] not in str(office.ask("get_meeting", id=meeting))


def test_a_guest_checks_in_by_a_code_of_their_own(office: Office, meeting: str) -> None:
    guest = office.ask("invite_guest", id=meeting, **GUEST)
    code = office.ask("get_check_in_code", id=meeting, attendee=guest["id"])["code"]
    with pytest.raises(NotFound) as missing:
        office.ask("get_check_in_code", id=office.sitting(), attendee=guest["id"])
    assert missing.value.code == ATTENDEE_NOT_FOUND
    office.ask("open_meeting", id=meeting)
    came = office.ask("check_in", by=PUBLIC, id=meeting, attendee=guest["id"], code=code)
    assert (came["attendee"], "name" in came) == (guest["id"], False)
    (listed,) = office.ask("list_attendees", id=meeting)["items"]
    assert listed["checked_in_at"] == came["checked_in_at"]


def test_both_sides_are_counted_however_many_check_in_at_once(office: Office) -> None:
    asking_for(office, 2, 3)
    meeting = office.sitting()
    agencies = [office.member(kind=AGENCY) for _ in range(3)]
    civil = [office.member() for _ in range(4)]
    asked = [partial(office.ask, "check_in", id=meeting, member=one) for one in (*agencies, *civil)]
    outcomes = together([partial(patiently, one) for one in asked])
    assert all(isinstance(one, dict) for one in outcomes), outcomes
    quorum = office.ask("get_meeting", by=PUBLIC, id=meeting)["quorum"]
    assert quorum == {
        "needed": {AGENCY: 2, CIVIL: 3},
        "present": {AGENCY: 3, CIVIL: 4},
        "reached": True,
    }
    for one in civil[:2]:
        office.ask("record_attendance", id=meeting, member=one, status="excused")
    assert office.ask("get_meeting", id=meeting)["quorum"]["reached"] is False
    told = office.told(f"quorums/{meeting}")
    assert told == ["agenda.quorum.reached.v1", "agenda.quorum.lost.v1"]


def test_who_has_not_answered_is_reminded_once_in_portions(office: Office, member: str) -> None:
    silent = [office.member() for _ in range(PORTION)]
    suspended = office.member(status="suspended")
    meeting = office.plan()
    office.ask("convene_meeting", id=meeting["id"])
    office.ask("respond_meeting", by=representing(member), id=meeting["id"], answer="declined")
    starts_at = clock.from_wire(meeting["starts_at"])
    assert look(office, starts_at - REMIND_BEFORE - timedelta(minutes=1)) == 0
    looked = [look(office, starts_at - timedelta(days=2)) for _ in range(3)]
    assert looked == [1, 1, 0]
    where = {"event.type": "agenda.response.awaited.v1"}
    told = [row["event"]["data"]["member"] for row in office.store.db.outbox.find(where)]
    assert sorted(told) == sorted(silent)
    with pytest.raises(Conflict) as refused:
        office.ask("respond_meeting", by=representing(suspended), id=meeting["id"], answer="accepted")
    assert refused.value.code == MEMBER_NOT_ACTIVE


def test_on_its_eve_those_who_come_are_reminded(office: Office, member: str, meeting: str) -> None:
    for answer in ("accepted", "tentative", "declined"):
        office.ask("respond_meeting", id=meeting, member=office.member(), answer=answer)
    assert look(office, clock.from_wire("2030-01-30T02:00:00.000Z")) == 1
    assert look(office, clock.from_wire("2030-01-30T02:01:00.000Z")) == 1
    assert look(office, clock.from_wire("2030-01-31T01:00:00.000Z")) == 0
    near = [
        row["event"]["data"] for row in office.store.db.outbox.find({"event.type": "agenda.response.near.v1"})
    ]
    assert sorted(one["answer"] for one in near) == ["accepted", "tentative"]
    awaited = office.store.db.outbox.count_documents({"event.type": "agenda.response.awaited.v1"})
    assert awaited == 1, "the one who has not answered, once"


def test_nobody_is_reminded_of_a_meeting_that_is_off(office: Office, member: str, meeting: str) -> None:
    office.ask("cancel_meeting", id=meeting, reason={"th": "เหตุผล"})
    assert look(office, clock.from_wire("2030-01-30T00:00:00.000Z")) == 1
    assert not [*office.store.db.outbox.find({"event.type": "agenda.response.awaited.v1"})]
    assert look(office, clock.from_wire("2030-01-30T00:00:00.000Z")) == 0


def test_minutes_are_overdue_by_its_last_date_as_its_committee_says(office: Office) -> None:
    row: Any = office.store.db.committees.find_one({"_id": COMMITTEE})
    office.hears("membership.committee.revised.v1", 2, **{**row["facts"], "minutes_days": 5})
    moved, off = (str(office.plan()["id"]) for _ in range(2))
    for one in (moved, off):
        office.ask("convene_meeting", id=one)
    office.ask("reschedule_meeting", id=moved, starts_at="2030-02-28T02:00:00Z")
    office.ask("cancel_meeting", id=off, reason={"th": "เหตุผล"})

    def overdue(at: str) -> int:
        due.look(office.store, reminders.of_minutes(clock.from_wire(at)))
        return office.told(f"meetings/{moved}").count("agenda.meeting.minutes_overdue.v1")

    on_the_day, over = "2030-03-05T16:00:00.000Z", "2030-03-05T17:00:00.000Z"
    assert [overdue(at) for at in (on_the_day, over, over, "2030-03-20T17:00:00.000Z")] == [0, 1, 1, 2]
    for verb in ("open_meeting", "close_meeting", "draft_minutes", "circulate_minutes"):
        office.ask(verb, id=moved)
    assert overdue("2031-03-20T00:00:00.000Z") == 2
    assert "agenda.meeting.minutes_overdue.v1" not in office.told(f"meetings/{off}")
