from datetime import timedelta
from functools import partial
from typing import Any

import pytest

from agenda.errors import MEMBER_NOT_ACTIVE
from chassis import clock
from chassis.errors import Conflict, Denied
from chassis.ids import new_id
from tests.integration.agenda.office import PUBLIC, Office, patiently, representing, together

NOTE = {"th": "ขอที่นั่งสำหรับรถเข็น"}


@pytest.fixture
def meeting(office: Office) -> str:
    id = str(office.plan()["id"])
    office.ask("convene_meeting", id=id)
    return id


def test_a_member_answers_for_itself(office: Office, member: str, meeting: str) -> None:
    by = representing(member)
    view = office.ask("respond_meeting", by=by, id=meeting, answer="accepted", delegates=2, note=NOTE)
    assert (view["status"], view["member"], view["delegates"], view["note"]) == ("accepted", member, 2, NOTE)
    changed = office.ask("respond_meeting", by=by, id=meeting, answer="declined")
    assert (changed["id"], changed["version"], changed["delegates"]) == (view["id"], 2, 0)
    assert office.told(f"responses/{view['id']}") == ["agenda.response.given.v1"] * 2
    with pytest.raises(Denied):
        office.ask("respond_meeting", by=by, id=meeting, member=office.member(), answer="accepted")


def test_a_note_is_between_the_member_and_the_secretariat(office: Office, member: str, meeting: str) -> None:
    office.ask("respond_meeting", id=meeting, member=member, answer="tentative", note=NOTE)
    for by, seen in ((PUBLIC, None), (representing(office.member()), None), (representing(member), NOTE)):
        (listed,) = office.ask("list_responses", by=by, id=meeting)["items"]
        assert listed.get("note") == seen


def test_answers_are_for_a_meeting_that_is_convened(office: Office, member: str) -> None:
    for id in (office.plan()["id"], office.sitting()):
        with pytest.raises(Conflict):
            office.ask("respond_meeting", by=representing(member), id=id, answer="accepted")


def test_a_suspended_member_does_not_answer(office: Office, meeting: str) -> None:
    suspended = office.member(status="suspended")
    with pytest.raises(Conflict) as refused:
        office.ask("respond_meeting", by=representing(suspended), id=meeting, answer="accepted")
    assert refused.value.code == MEMBER_NOT_ACTIVE


def test_ten_answers_of_one_member_at_once_are_one(office: Office, member: str, meeting: str) -> None:
    ask = partial(office.ask, "respond_meeting", by=representing(member), id=meeting, answer="accepted")
    outcomes = together([partial(patiently, ask)] * 10)
    assert len({one["id"] for one in outcomes if isinstance(one, dict)}) == 1
    assert len([one for one in outcomes if isinstance(one, dict)]) == 10
    assert office.store.db.responses.count_documents({}) == 1


def test_attendance_is_taken_once_the_meeting_sits(office: Office, member: str, meeting: str) -> None:
    office.ask("respond_meeting", by=representing(member), id=meeting, answer="accepted")
    with pytest.raises(Conflict):
        office.ask("record_attendance", id=meeting, member=member, status="attended")
    office.ask("open_meeting", id=meeting)
    walked_in, silent = office.member(), office.member()
    for who, status, persons in (
        (member, "attended", 3),
        (walked_in, "attended", None),
        (silent, "absent", None),
    ):
        office.ask("record_attendance", id=meeting, member=who, status=status, persons=persons)
    listed = office.ask("list_attendance", by=PUBLIC, id=meeting)["items"]
    assert {(one["member"], one["status"], one["persons"], one["answer"]) for one in listed} == {
        (member, "attended", 3, "accepted"),
        (walked_in, "attended", 1, "no_reply"),
        (silent, "absent", 0, "no_reply"),
    }


def by_calendar(office: Office, meeting: str, member: str, answer: str, **said: Any) -> None:
    plain = {"calendar_sequence": 0, "answered_at": clock.to_wire(clock.now())}
    data = {"id": new_id(), "meeting": meeting, "member": member, "answer": answer, **plain, **said}
    office.hears("notify.invitation.answered.v1", 4, **data)


def answers(office: Office, meeting: str) -> list[tuple[str, int]]:
    return [(one["status"], one["delegates"]) for one in office.ask("list_responses", id=meeting)["items"]]


def test_a_calendar_program_answers_for_its_member(office: Office, member: str, meeting: str) -> None:
    by_calendar(office, meeting, member, "accepted")
    assert answers(office, meeting) == [("accepted", 1)]
    office.ask("respond_meeting", by=representing(member), id=meeting, answer="accepted", delegates=3)
    by_calendar(office, meeting, member, "tentative")
    assert answers(office, meeting) == [("tentative", 3)], "how many will come was said before"
    by_calendar(office, meeting, member, "declined")
    assert answers(office, meeting) == [("declined", 0)]


def test_what_was_answered_later_by_hand_stands(office: Office, member: str, meeting: str) -> None:
    earlier = clock.to_wire(clock.now() - timedelta(minutes=5))
    office.ask("respond_meeting", by=representing(member), id=meeting, answer="declined")
    by_calendar(office, meeting, member, "accepted", answered_at=earlier)
    assert answers(office, meeting) == [("declined", 0)]


def test_a_calendars_answer_that_no_longer_fits_changes_nothing(
    office: Office, member: str, meeting: str
) -> None:
    gone = office.member(status="suspended")
    by_calendar(office, meeting, gone, "accepted")
    planned = str(office.plan()["id"])
    by_calendar(office, planned, member, "accepted")
    office.ask("reschedule_meeting", id=meeting, starts_at="2030-03-02T02:00:00Z", reason=NOTE)
    by_calendar(office, meeting, member, "accepted")
    assert answers(office, meeting) == answers(office, planned) == []
    by_calendar(office, meeting, member, "accepted", calendar_sequence=1)
    assert answers(office, meeting) == [("accepted", 1)]
