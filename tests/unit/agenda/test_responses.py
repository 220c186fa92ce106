import pytest

from agenda.model.fact import Fact
from agenda.model.response import Answer, Attendance, Response
from tests.unit.agenda.builders import NOW


def response() -> Response:
    return Response(id="response-1", meeting="meeting-1", member="member-1")


def test_no_reply_until_there_is_one() -> None:
    assert response().status == "no_reply"


def test_one_comes_unless_said_and_none_when_declined() -> None:
    one = response()
    one.give(Answer.ACCEPTED, None, None, NOW)
    assert (one.status, one.delegates) == ("accepted", 1)
    one.give(Answer.DELEGATED, 3, {"th": "รองหัวหน้า"}, NOW)
    assert (one.status, one.delegates) == ("delegated", 3)
    one.give(Answer.DECLINED, 3, None, NOW)
    assert (one.status, one.delegates) == ("declined", 0)


def test_who_never_answered_may_come_and_the_answer_is_kept() -> None:
    one = response()
    one.record(Attendance.ATTENDED, 2)
    assert (one.status, one.answer, one.persons) == ("attended", Answer.NO_REPLY, 2)
    one.record(Attendance.ABSENT, 2)
    assert (one.status, one.persons) == ("absent", 0)


@pytest.mark.parametrize(
    ("attendance", "persons", "same"),
    [
        (Attendance.ATTENDED, None, True),
        (Attendance.ATTENDED, 1, True),
        (Attendance.ATTENDED, 2, False),
        (Attendance.ATTENDED, 0, False),
        (Attendance.EXCUSED, 1, False),
    ],
)
def test_what_is_recorded_already_is_known_again(
    attendance: Attendance, persons: int | None, same: bool
) -> None:
    one = response()
    assert not one.is_recorded(attendance, persons)
    one.record(Attendance.ATTENDED, 1)
    assert one.is_recorded(attendance, persons) is same


def test_of_who_did_not_attend_nobody_came_however_many_are_said() -> None:
    one = response()
    assert not one.is_recorded(Attendance.ABSENT, None)
    one.record(Attendance.ABSENT, 3)
    assert one.is_recorded(Attendance.ABSENT, 2)


def test_a_member_that_left_does_not_come_whatever_it_had_answered() -> None:
    one = response()
    one.give(Answer.ACCEPTED, 3, {"th": "ขอที่นั่งสำหรับรถเข็น"}, NOW)
    assert [told.fact for told in one.withdraw(NOW)] == [Fact.RESPONSE_WITHDRAWN]
    assert (one.status, one.delegates, one.note) == ("withdrawn", 0, None)
    assert one.withdraw(NOW) == ()


def test_what_was_recorded_of_a_meeting_stays() -> None:
    one = response()
    one.record(Attendance.ATTENDED, 2)
    assert one.withdraw(NOW) == ()
    assert (one.status, one.persons) == ("attended", 2)
