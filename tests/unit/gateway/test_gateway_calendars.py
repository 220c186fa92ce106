"""Calendars, read back as a calendar program reads them."""

from datetime import UTC, datetime
from typing import Any

import pytest
from flask.testing import FlaskClient
from icalendar import Calendar

from chassis.errors import NotFound
from gateway.app import HttpSettings, create_app
from gateway.calendars import is_announced
from gateway.roles import REPRESENTATIVE, SECRETARIAT
from gateway.schemas.calendars import Calendar as CalendarSchema
from gateway.schemas.committees import Committee
from gateway.schemas.meetings import Meeting
from tests.unit.gateway.house import KEY, KID, MEMBER, THING, Services, bearer

FEED = "/v1/meetings.ics"
CONVENED: dict[str, Any] = {
    **Meeting.EXAMPLE,
    "status": "convened",
    "calendar_sequence": 1,
    "created_at": "2018-01-02T03:00:00.000Z",
    "online_url": "https://meet.example/1",
    "moved_from": [
        {
            "starts_at": "2018-01-24T02:00:00.000Z",
            "calendar_sequence": 0,
            "announced": True,
            "moved_at": "2018-01-10T03:00:00.000Z",
        }
    ],
}
OFF = {"status": "cancelled", "calendar_sequence": 2, "reason": {"th": "ห้องไม่ว่าง"}}
CANCELLED = {**CONVENED, "id": THING, **OFF}


@pytest.fixture
def meetings(services: Services) -> list[dict[str, Any]]:
    """What the agenda answers with; a test may add to it."""
    found = [CONVENED, CANCELLED, {**CONVENED, "status": "planned"}]
    services.answers["get_committee"] = Committee.EXAMPLE
    services.answers["list_meetings"] = services.answers["list_member_meetings"] = {
        "items": found,
        "next": None,
        "committee": THING,
    }
    return found


def read(http: FlaskClient, path: str) -> tuple[Any, list[Any]]:
    answer = http.get(path)
    assert (answer.status_code, answer.content_type) == (200, "text/calendar; charset=utf-8")
    lines = answer.data.split(b"\r\n")
    assert all(len(line) <= 75 and b"\n" not in line for line in lines)
    calendar: Any = Calendar.from_ical(answer.data)
    return calendar, calendar.walk("VEVENT")


def test_a_feed_has_what_members_were_called_to_and_what_was_called_off(
    http: FlaskClient, meetings: list[dict[str, Any]]
) -> None:
    calendar, (ahead, off) = read(http, f"{FEED}?language=th")
    assert str(calendar["x-wr-calname"]).startswith("กำหนดการประชุม")
    assert [(one["status"], one["sequence"]) for one in (ahead, off)] == [("CONFIRMED", 1), ("CANCELLED", 2)]
    assert ahead["uid"] == f"{CONVENED['id']}@localhost"
    assert ahead["dtstart"].dt == datetime(2018, 1, 31, 2, 0, tzinfo=UTC)
    assert ahead["dtstamp"].dt == datetime(2018, 1, 10, 3, 0, tzinfo=UTC)
    assert str(ahead["summary"]).endswith("ครั้งที่ ๑/๒๕๖๑")
    words = str(ahead["description"])
    assert "เดิมกำหนดประชุมวันที่ ๒๔ มกราคม ๒๕๖๑" in words
    assert f"/v1/meetings/{CONVENED['id']}/documents/agenda" in words
    assert "งดการประชุม: ห้องไม่ว่าง" in str(off["description"])


def test_the_public_does_not_meet_on_line_whoever_asks_for_it(
    http: FlaskClient, meetings: list[dict[str, Any]]
) -> None:
    for headers in ({}, bearer(SECRETARIAT)):
        assert "meet.example" not in http.get(FEED, headers=headers).text
    _, (ahead, _) = read(http, f"/v1/members/{MEMBER}/meetings.ics?token=secret&language=en")
    assert "On line: https://meet.example/1" in str(ahead["description"])


def test_a_feed_that_is_held_is_not_sent_again(http: FlaskClient, meetings: list[dict[str, Any]]) -> None:
    tag = http.get(FEED).headers["ETag"]
    assert http.get(FEED, headers={"If-None-Match": tag}).status_code == 304
    assert http.get(f"{FEED}?language=en", headers={"If-None-Match": tag}).status_code == 200
    meetings.append({**CONVENED, "id": MEMBER})
    assert http.get(FEED, headers={"If-None-Match": tag}).status_code == 200


def test_a_name_is_a_text_whatever_stands_in_it(
    http: FlaskClient, services: Services, meetings: list[dict[str, Any]]
) -> None:
    name = "คณะทำงาน\nX-INJECTED:1\r\nB,;\\\rC"
    services.answers["get_committee"] = {**Committee.EXAMPLE, "short_name": {"th": name}}
    answer = http.get(FEED)
    assert answer.status_code == 200, answer.text
    calendar = Calendar.from_ical(answer.data)
    assert "X-INJECTED" not in calendar and b"\r" not in answer.data.replace(b"\r\n", b"")
    written = "คณะทำงาน\\nX-INJECTED:1\\nB\\,\\;\\\\\\nC"
    assert written in str(calendar["NAME"]) and written in str(calendar["X-WR-CALNAME"])


def test_all_pages_are_in_it(http: FlaskClient, services: Services) -> None:
    def page(body: dict[str, Any]) -> dict[str, Any]:
        last = "after" in body
        return {"items": [{**CONVENED, "id": THING if last else MEMBER}], "next": None if last else MEMBER}

    services.answers |= {"get_committee": Committee.EXAMPLE, "list_meetings": page}
    _, events = read(http, f"{FEED}?committee={THING}")
    assert len(events) == 2
    assert services.asked[1].body == {"committee": THING, "after": MEMBER, "limit": 100}
    assert services.last.body == {"id": THING}


def test_a_wrong_secret_finds_nothing_and_none_is_asked_for(http: FlaskClient, services: Services) -> None:
    services.answers["list_member_meetings"] = NotFound("agenda.calendar_not_found")
    path = f"/v1/members/{MEMBER}/meetings.ics"
    assert http.get(f"{path}?token=wrong").status_code == 404
    assert http.get(path).status_code == 422


def test_an_address_is_made_and_said_once(http: FlaskClient, services: Services) -> None:
    made = {"member": MEMBER, "version": 1, "made_at": "2018-01-20T03:00:00.000Z"}
    services.answers["renew_calendar"] = {**made, "token": "a-secret"}
    services.answers["revoke_calendar"] = {"member": MEMBER, "version": 2}
    headers = bearer(REPRESENTATIVE)
    answer: Any = http.post(f"/v1/members/{MEMBER}/calendar", headers=headers)
    link = f"http://localhost/v1/members/{MEMBER}/meetings.ics?token=a-secret"
    assert (answer.status_code, answer.json) == (201, {**made, "link": link})
    assert set(CalendarSchema.EXAMPLE) == set(answer.json)
    revoked: Any = http.post(f"/v1/members/{MEMBER}/calendar/revoke", headers=headers)
    assert (revoked.json, revoked.headers["ETag"]) == ({"member": MEMBER, "version": 2}, '"2"')


def test_addresses_that_hold_a_secret_are_those_of_the_installation() -> None:
    """However the request came: its proxy asks here by http, and what is said by http is read along."""
    services, keys = Services(), {KID: KEY.public_key()}
    services.answers["renew_calendar"] = {"member": MEMBER, "version": 1, "token": "a-secret"}
    services.answers["get_check_in_code"] = {"code": "A1B2C3D4"}
    settings = HttpSettings(token_keys=keys, checks={}, public_url="https://wara.example")
    http, headers = create_app(services, settings).test_client(), bearer(REPRESENTATIVE)
    made: Any = http.post(f"/v1/members/{MEMBER}/calendar", headers=headers)
    assert made.json["link"].startswith("https://wara.example/v1/members/")
    code: Any = http.get(f"/v1/meetings/{THING}/check-in?member={MEMBER}", headers=headers)
    assert code.json["link"].startswith("https://wara.example/check-in?")


@pytest.mark.parametrize(
    ("status", "sequence", "there"),
    [("planned", 0, False), ("cancelled", 0, False), ("cancelled", 1, True), ("closed", 0, True)],
)
def test_what_nobody_was_called_to_was_never_in_a_calendar(status: str, sequence: int, there: bool) -> None:
    assert is_announced({"status": status, "calendar_sequence": sequence}) is there
