"""Two sides, counted at the door."""

from typing import Any

import pytest

from agenda.errors import CHECK_IN_NOT_OPEN, Conflict
from agenda.model.attendee import Attendee, Part
from agenda.model.calling import DOORS_OPEN_BEFORE, EVE, REMIND_BEFORE
from agenda.model.fact import Fact
from agenda.model.quorum import Quorum, needed
from agenda.model.response import Attendance, Response
from tests.unit.agenda.builders import NOW, REASON, STARTS, convened, meeting, sitting

AGENCY, CIVIL = "government_agency", "civil_society"


@pytest.mark.parametrize(
    ("rule", "members", "asked"),
    [
        ({AGENCY: 5, CIVIL: 3}, {}, {AGENCY: 5, CIVIL: 3}),
        ({AGENCY: 5, CIVIL: 3, "shares": {CIVIL: "1/2"}}, {CIVIL: 9}, {AGENCY: 5, CIVIL: 5}),
        (
            {AGENCY: 5, CIVIL: 3, "shares": {CIVIL: "1/2", AGENCY: "2/3"}},
            {CIVIL: 4, AGENCY: 20},
            {AGENCY: 14, CIVIL: 3},
        ),
    ],
)
def test_of_each_side_so_many_and_a_share_where_one_is_asked_for(
    rule: dict[str, Any], members: dict[str, int], asked: dict[str, int]
) -> None:
    assert needed(rule, members) == asked


def test_it_is_told_when_it_is_reached_and_when_it_is_lost_and_not_between() -> None:
    one = Quorum(id="meeting-1", committee="committee-1", needed={AGENCY: 1, CIVIL: 2})
    steps = [(CIVIL, 1), (CIVIL, 1), (AGENCY, 1), (AGENCY, 1), (CIVIL, -1), (CIVIL, 1)]
    told = [[fact.fact for fact in one.count({kind: change})] for kind, change in steps]
    assert told == [[], [], [Fact.QUORUM_REACHED], [], [Fact.QUORUM_LOST], [Fact.QUORUM_REACHED]]
    assert [fact.fact for fact in one.ask_for({AGENCY: 3, CIVIL: 2})] == [Fact.QUORUM_LOST]


def test_who_are_counted_together_are_one_change() -> None:
    one = Quorum(id="meeting-1", committee="committee-1", needed={AGENCY: 1, CIVIL: 2})
    assert [fact.fact for fact in one.count({AGENCY: 2, CIVIL: 2})] == [Fact.QUORUM_REACHED]
    assert one.count({AGENCY: -1, CIVIL: 1}) == ()
    assert one.present == {AGENCY: 1, CIVIL: 3}


def test_who_checks_in_again_is_there_once_and_may_say_how_many_came() -> None:
    one = Response(id="response-1", meeting="meeting-1", member="member-1")
    for persons, there in ((None, 1), (3, 3), (None, 3)):
        one.check_in(persons, NOW)
        assert (one.attendance, one.persons, one.checked_in_at) == (Attendance.ATTENDED, there, NOW)


def test_doors_open_before_the_meeting_does() -> None:
    one = convened()
    one.allow_check_in(STARTS - DOORS_OPEN_BEFORE)
    with pytest.raises(Conflict) as refused:
        one.allow_check_in(NOW)
    assert refused.value.code == CHECK_IN_NOT_OPEN
    sitting().allow_check_in(NOW)
    with pytest.raises(Conflict):
        meeting().allow_check_in(STARTS)


def test_a_reminder_is_due_some_days_before_and_moves_with_the_meeting() -> None:
    one = meeting()
    one.convene("00", NOW)
    assert one.ask_again_at == STARTS - REMIND_BEFORE
    later = STARTS.replace(month=3)
    one.reschedule(later, None, REASON, NOW)
    assert one.ask_again_at == later - REMIND_BEFORE
    one.remind("member-1")
    assert (one.ask_again_at, one.reminded_to) == (later - REMIND_BEFORE, "member-1")
    one.remind(None)
    assert (one.ask_again_at, one.on_its_eve) == (later - EVE, True)
    one.remind(None)
    assert one.ask_again_at is None
    late = meeting()
    late.convene("00", STARTS - REMIND_BEFORE)
    assert (late.ask_again_at, late.on_its_eve) == (STARTS - EVE, True)
    latest = meeting()
    latest.convene("00", STARTS - EVE)
    assert latest.ask_again_at is None


def test_of_who_is_forgotten_it_stays_that_they_came() -> None:
    one = Attendee(
        id="attendee-1",
        meeting="meeting-1",
        committee="committee-1",
        part=Part.GUEST,
        created_at=NOW,
        name={"th": {"given": "ผู้แทน", "family": "หนึ่ง"}},
        organisation={"th": "มหาวิทยาลัย"},
    )
    one.check_in(NOW)
    one.erase(NOW)
    assert (one.name, one.organisation, one.checked_in_at, one.part) == (None, None, NOW, Part.GUEST)
    with pytest.raises(Conflict):
        one.erase(NOW)
