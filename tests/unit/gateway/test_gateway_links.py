"""By a link in a letter an invitation is answered, and a kind of letters stopped, without sign-in."""

import pytest
from flask.testing import FlaskClient

from chassis.errors import Conflict, Denied, Stale
from gateway.roles import REPRESENTATIVE
from gateway.schemas.meetings import Meeting
from gateway.schemas.participation import Response
from tests.unit.gateway.house import MEMBER, THING, Services

MEETING = str(Meeting.EXAMPLE["id"])
ANSWER = "/answer?token=sealed&language=th"
ONE_CLICK = {"List-Unsubscribe": "One-Click"}


@pytest.fixture
def visited(services: Services) -> Services:
    services.answers["read_link"] = {"representative": THING, "member": MEMBER, "about": MEETING}
    services.answers["get_meeting"] = Meeting.EXAMPLE
    services.answers["respond_meeting"] = {**Response.EXAMPLE, "answer": "accepted", "delegates": 2}
    return services


def test_looking_at_the_link_answers_nothing(http: FlaskClient, visited: Services) -> None:
    page = http.get(ANSWER)
    assert [one.method for one in visited.asked] == ["read_link", "get_meeting"]
    assert "๑/๒๕๖๑" in page.text
    assert 'value="sealed"' in page.text
    assert all(f'value="{one}"' in page.text for one in ("accepted", "tentative", "declined"))


def test_the_answer_is_that_of_the_person_whom_the_letter_went_to(
    http: FlaskClient, visited: Services
) -> None:
    form = {"token": "sealed", "answer": "accepted", "delegates": "๒", "note": " ขอที่จอดรถ "}
    page = http.post("/answer?language=th", data=form)
    read, given = visited.asked
    assert (read.method, read.body, read.caller.roles) == (
        "read_link",
        {"purpose": "answer", "token": "sealed"},
        frozenset({"public"}),
    )
    assert (given.caller.id, given.caller.roles, given.caller.member) == (
        THING,
        frozenset({REPRESENTATIVE}),
        MEMBER,
    )
    assert given.body == {
        "id": MEETING,
        "member": MEMBER,
        "answer": "accepted",
        "delegates": 2,
        "note": {"th": "ขอที่จอดรถ"},
    }
    assert "เข้าร่วม" in page.text
    assert "๒" in page.text


def test_a_link_that_is_not_good_says_why_in_the_readers_language(
    http: FlaskClient, services: Services
) -> None:
    services.answers["read_link"] = Conflict("notify.link_expired")
    for page in (
        http.get("/answer?token=old&language=en"),
        http.post("/answer?language=en", data={"token": "old"}),
    ):
        assert page.status_code == 409
        assert "The time of this link is over" in page.text
    assert {one.method for one in services.asked} == {"read_link"}


def test_what_the_agenda_refuses_is_said(http: FlaskClient, visited: Services) -> None:
    visited.answers["respond_meeting"] = Conflict("agenda.meeting_full", left=0, capacity=80)
    page = http.post("/answer?language=en", data={"token": "sealed", "answer": "accepted"})
    assert page.status_code == 409
    assert "80" in page.text


@pytest.fixture
def reading(services: Services) -> Services:
    services.answers["read_link"] = {"representative": THING, "member": MEMBER, "about": "releases"}
    services.answers["get_representative"] = {"id": THING, "version": 5}
    return services


@pytest.mark.parametrize(
    ("address", "form"),
    [
        ("/unsubscribe?language=th", {"token": "sealed"}),
        ("/unsubscribe?token=sealed&language=th", ONE_CLICK),
    ],
    ids=["from the page", "by a mail program"],
)
def test_a_kind_of_letters_is_stopped(
    http: FlaskClient, reading: Services, address: str, form: dict[str, str]
) -> None:
    assert http.post(address, data=form).status_code == 200
    *_, change = reading.asked
    assert (change.method, change.caller.member) == ("revise_representative", MEMBER)
    assert change.body == {
        "id": THING,
        "if_match": 5,
        "channels": {"email": ["supported", "comments", "news", "circulars"]},
    }


def test_with_the_digest_goes_all_that_would_be_in_it(http: FlaskClient, reading: Services) -> None:
    reading.answers["read_link"] = {"representative": THING, "member": MEMBER, "about": "digest"}
    assert "สรุปข่าว" in http.post("/unsubscribe?language=th", data={"token": "sealed"}).text
    assert reading.last.body["channels"] == {"email": ["circulars"]}, "which come by themselves"


def test_what_was_stopped_before_stays_stopped(http: FlaskClient, reading: Services) -> None:
    chosen = {"email": [], "inbox": ["releases"]}
    reading.answers["get_representative"] = {"id": THING, "version": 5, "channels": chosen}
    http.post("/unsubscribe", data={"token": "sealed"})
    assert reading.last.body["channels"] == chosen


def test_who_is_changed_at_the_same_moment_is_read_again(http: FlaskClient, reading: Services) -> None:
    refusals = [Stale()]

    def change(body: dict[str, object]) -> dict[str, object]:
        if refusals:
            raise refusals.pop()
        return body

    reading.answers["revise_representative"] = change
    assert http.post("/unsubscribe", data={"token": "sealed"}).status_code == 200
    assert [one.method for one in reading.asked].count("get_representative") == 2


def test_looking_at_it_stops_nothing(http: FlaskClient, reading: Services) -> None:
    assert 'value="sealed"' in http.get("/unsubscribe?token=sealed").text
    assert reading.asked == []


def test_a_stranger_stops_nothing(http: FlaskClient, reading: Services) -> None:
    reading.answers["read_link"] = Denied("notify.link_invalid")
    assert http.post("/unsubscribe", data={"token": "made up"}).status_code == 403
    assert [one.method for one in reading.asked] == ["read_link"]


@pytest.mark.parametrize("typed", ["\x00", "\x1b[2J", "\x9b2J", "\x7f"], ids=ascii)
@pytest.mark.parametrize("form", ["application/x-www-form-urlencoded", "multipart/form-data"])
def test_what_is_typed_holds_no_control_characters(
    http: FlaskClient, visited: Services, typed: str, form: str
) -> None:
    """As in any body: neither a document nor a terminal is to meet one."""
    given = {"token": "sealed", "answer": "accepted", "note": f"ขอ{typed}ที่จอดรถ"}
    page = http.post("/answer", data=given, content_type=form)
    assert page.status_code == 400 and not visited.asked
    assert http.post("/answer", data=given | {"note": "ก\r\nข"}, content_type=form).status_code == 200


@pytest.mark.parametrize("path", [ANSWER, "/unsubscribe?token=sealed", "/confirm?token=sealed"])
def test_a_browser_keeps_no_page_with_a_link_in_it(http: FlaskClient, visited: Services, path: str) -> None:
    assert http.get(path).headers["Cache-Control"] == "private, no-store"
    answered = http.post(path, data={"token": "sealed", "answer": "accepted"})
    assert answered.headers["Cache-Control"] == "private, no-store"


def test_a_calendar_with_a_secret_in_its_address_is_kept_by_its_program_alone(
    http: FlaskClient, services: Services
) -> None:
    assert http.get("/v1/meetings.ics").headers["Cache-Control"] == "no-cache"
    own = http.get(f"/v1/members/{MEMBER}/meetings.ics?token=sealed")
    assert (own.status_code, own.headers["Cache-Control"]) == (200, "private, no-cache")
