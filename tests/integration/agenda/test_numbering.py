"""Numbers of meetings, on the real store."""

from functools import partial
from threading import Event
from typing import Any

import pytest

from agenda.errors import NUMBER_TAKEN, OTHER_YEAR
from agenda.handlers import meetings
from agenda.schemas.meetings import PlanMeeting
from chassis.errors import Conflict, Unavailable
from chassis.mongo import Origin, Transaction
from chassis.schema import load
from tests.integration.agenda.office import SECRETARIAT, VENUE, Office, patiently, together


def record(office: Office, starts_at: str, ordinal: int | None, year_be: int = 2561) -> dict[str, Any]:
    number = {"ordinal": ordinal, "year_be": year_be} if ordinal else None
    return office.plan(starts_at, held={"number": number})


def test_50_at_once_get_1_to_50(office: Office) -> None:
    planned = together([partial(patiently, office.plan)] * 50)
    assert sorted(one["number"]["ordinal"] for one in planned if isinstance(one, dict)) == [*range(1, 51)]
    kept = office.store.db.meetings.find({}, {"number": 1})
    assert sorted(one["number"]["ordinal"] for one in kept) == [*range(1, 51)]


def test_each_year_begins_at_1_and_is_that_of_bangkok(office: Office) -> None:
    times = ("2030-06-01T02:00:00Z", "2030-12-31T16:59:59Z", "2030-12-31T17:00:00Z", "2031-02-01T00:00:00Z")
    assert [office.plan(time)["number"]["display"]["en"] for time in times] == [
        "1/2573",
        "2/2573",
        "1/2574",
        "2/2574",
    ]


def test_a_recorded_meeting_keeps_the_number_it_had(office: Office) -> None:
    third = record(office, "2018-09-12T02:00:00Z", 3)
    first = record(office, "2018-01-31T02:00:00Z", 1)
    assert (third["number"]["display"]["th"], third["status"], third["held"]) == ("๓/๒๕๖๑", "closed", True)
    assert office.plan("2018-11-01T02:00:00Z")["number"]["display"]["en"] == "4/2561"
    with pytest.raises(Conflict) as refused:
        record(office, "2018-01-31T02:00:00Z", 1)
    assert refused.value.code == NUMBER_TAKEN
    assert office.ask("get_meeting", id=first["id"])["first"] is True
    assert office.ask("get_meeting", id=third["id"])["first"] is False


def test_a_recorded_meeting_may_have_no_number(office: Office) -> None:
    one = record(office, "2021-11-29T02:00:00Z", None)
    assert "number" not in one
    assert office.ask("list_meetings", year_be=2564)["items"] == [one]


def test_one_number_recorded_by_ten_at_once_is_given_to_one(office: Office) -> None:
    outcomes = together([partial(record, office, "2018-01-31T02:00:00Z", 1)] * 10)
    assert [one.code for one in outcomes if not isinstance(one, dict)] == [NUMBER_TAKEN] * 9


def test_the_number_of_a_cancelled_meeting_is_not_used_again(office: Office) -> None:
    one = office.plan()
    office.ask("cancel_meeting", id=one["id"], reason={"th": "ห้องประชุมไม่ว่าง"})
    assert office.plan()["number"]["ordinal"] == 2


def test_moving_to_another_year_is_refused(office: Office) -> None:
    one = office.plan()
    with pytest.raises(Conflict) as refused:
        office.ask("reschedule_meeting", id=one["id"], starts_at="2030-12-31T17:00:00Z")
    assert refused.value.code == OTHER_YEAR
    moved = office.ask("reschedule_meeting", id=one["id"], starts_at="2030-12-31T16:00:00Z")
    assert moved["number"] == one["number"]


def test_committees_count_each_for_itself(office: Office) -> None:
    other = "0198a6c0-5d00-7c3e-8f11-6f0d2b9a4eff"
    template = [{"ordinal": 1, "title": {"th": "เรื่องทั้งหมด"}}]
    office.hears("membership.committee.established.v1", id=other, agenda_template=template)
    numbers = [office.plan(committee=id)["number"]["ordinal"] for id in (None, other, None, other)]
    assert numbers == [1, 1, 2, 2]
    assert office.plan()["venue"] == VENUE


def test_a_command_that_came_too_late_holds_nobody_up(office: Office) -> None:
    """Its transaction is undone at once, or the number it took would be locked for a minute."""

    def slowly(tx: Transaction) -> None:
        meetings.plan(tx, load(PlanMeeting(), {"starts_at": "2030-01-31T02:00:00Z", "venue": VENUE}))
        Event().wait(0.6)
        tx.db.meetings.find_one({"_id": "none"}, session=tx.session)

    with pytest.raises(Unavailable):
        office.store.transact(slowly, Origin(caller=SECRETARIAT), seconds=0.5)
    assert office.plan()["number"]["ordinal"] == 1
