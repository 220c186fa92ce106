"""Calendar entries, read back as a calendar reads them."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import vobject
from icalendar import Calendar

from notify import examples
from notify.channels import calendar
from notify.channels.calendar import Entry
from tests.unit.notify.builders import AT

UID = calendar.uid(examples.MEETING_ID, examples.REPRESENTATIVE_ID, "secretariat.example")


def read(**changes: Any) -> tuple[Any, Any]:
    plain: dict[str, Any] = {
        "method": "REQUEST",
        "language": "th",
        "meeting": examples.MEETING,
        "representative": examples.REPRESENTATIVE,
        "summary": "การประชุมคณะทำงานร่วมภาคประชาสังคมและภาครัฐเพื่อขับเคลื่อนเป้าหมายการพัฒนาที่ยั่งยืน",
        "uid": UID,
        "organizer": ("ฝ่ายเลขานุการ", "office@secretariat.example"),
        "link": "https://wara.example/v1/meetings/1",
        "stamp": AT,
    }
    parsed = Calendar.from_ical(calendar.write(Entry(**{**plain, **changes})))
    assert isinstance(parsed, Calendar)
    return parsed, parsed.walk("VEVENT")[0]


def test_an_invitation_is_a_request_for_the_attendee() -> None:
    parsed, event = read()
    assert (parsed["method"], event["status"], event["sequence"]) == ("REQUEST", "CONFIRMED", 0)
    assert event["attendee"] == "mailto:rep1@org1.example"
    assert event["attendee"].params["cn"] == "ผู้แทน หนึ่ง"
    assert event["attendee"].params["rsvp"] == "TRUE"
    assert event["organizer"] == "mailto:office@secretariat.example"
    assert event["organizer"].params["cn"] == "ฝ่ายเลขานุการ"
    assert str(event["summary"]).endswith("เป้าหมายการพัฒนาที่ยั่งยืน")
    assert str(event["location"]) == "วิเทศสโมสร กระทรวงการต่างประเทศ"


def test_times_stand_in_the_time_zone_of_bangkok_which_comes_with_them() -> None:
    parsed, event = read()
    assert event["dtstart"].params["tzid"] == "Asia/Bangkok"
    assert event["dtstart"].dt == datetime(2018, 1, 31, 2, 0, tzinfo=UTC)
    assert event["dtend"].dt - event["dtstart"].dt == timedelta(hours=3)
    assert event["dtstamp"].dt == AT
    assert [str(zone["tzid"]) for zone in parsed.walk("VTIMEZONE")] == ["Asia/Bangkok"]


def test_lines_are_folded_and_end_as_the_format_asks() -> None:
    content = calendar.write(
        Entry(
            method="REQUEST",
            language="th",
            meeting=examples.MEETING,
            representative=examples.REPRESENTATIVE,
            summary="การประชุม" * 20,
            uid=UID,
            organizer=("", "office@secretariat.example"),
            link="https://wara.example/v1/meetings/1",
            stamp=AT,
        )
    )
    lines = content.split(b"\r\n")
    assert all(len(line) <= 75 and b"\n" not in line for line in lines)
    assert b"".join(lines).decode()  # no letter is cut in two


def test_of_what_two_are_sent_nothing_is_the_others() -> None:
    read()
    second = {**examples.REPRESENTATIVE, "email": "rep2@org1.example"}
    parsed, event = read(representative=second, uid="2@secretariat.example")
    assert (event["uid"], event["attendee"]) == ("2@secretariat.example", "mailto:rep2@org1.example")
    assert len(parsed.walk("VEVENT")) == 1 and "rep1@org1.example" not in str(parsed.to_ical())
    assert event["summary"] == read()[1]["summary"]


def test_the_entry_is_the_same_one_when_the_meeting_moves() -> None:
    _, first = read()
    moved = {**examples.MEETING, "calendar_sequence": 1, "ends_at": None}
    _, second = read(meeting=moved)
    _, cancelled = read(meeting={**moved, "calendar_sequence": 2}, method="CANCEL")
    assert first["uid"] == second["uid"] == cancelled["uid"]
    assert [one["sequence"] for one in (first, second, cancelled)] == [0, 1, 2]
    assert cancelled["status"] == "CANCELLED"
    assert "dtend" not in second


def test_each_person_has_an_entry_of_their_own() -> None:
    _, one = read()
    assert one["uid"] == UID
    assert calendar.uid(examples.MEETING_ID, examples.MEMBER_ID, "secretariat.example") != UID


@pytest.mark.parametrize("method", ["REQUEST", "CANCEL"])
def test_another_parser_reads_the_same(method: str) -> None:
    """vobject was written by others, for other calendars."""
    parsed, event = read(method=method)
    calendar = vobject.readOne(parsed.to_ical().decode())
    other = calendar.vevent
    assert calendar.method.value == method
    assert (other.uid.value, other.sequence.value) == (UID, "0")
    assert other.summary.value == str(event["summary"])
    assert other.status.value == str(event["status"])
    assert other.dtstart.value == event["dtstart"].dt
    assert other.dtend.value == event["dtend"].dt
    assert other.attendee.value == "mailto:rep1@org1.example"
    assert other.attendee.params["PARTSTAT"] == ["NEEDS-ACTION"]
    assert other.organizer.value == "mailto:office@secretariat.example"
