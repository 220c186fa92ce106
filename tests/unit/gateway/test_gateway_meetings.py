"""What the routes of meetings and their agendas ask, and on which version."""

from typing import Any
from xml.etree import ElementTree

import pytest
from flask.testing import FlaskClient

from chassis.errors import Denied
from gateway.roles import SECRETARIAT
from gateway.routes.attendees import drawn
from gateway.schemas.arranging import AgendaVersionInFull
from gateway.schemas.attendees import CheckedIn, CheckIn, Code, NewGuest
from tests.unit.gateway.house import MEMBER, OTHER, THING, Services, bearer

OFFICE = bearer(SECRETARIAT)
ONE = f"/v1/meetings/{THING}"
ABSENT = {"status": "absent", "limit": 9}
ASKED: list[tuple[str, Any, str, dict[str, Any]]] = [
    (f"POST {ONE}/agenda/publish", None, "agenda.publish_agenda", {}),
    (f"GET {ONE}/agenda/versions", None, "agenda.list_agenda_versions", {"limit": 20}),
    (f"POST {ONE}/check-in", CheckIn.EXAMPLE, "agenda.check_in", CheckIn.EXAMPLE),
    (f"POST {ONE}/attendees", NewGuest.EXAMPLE, "agenda.invite_guest", NewGuest.EXAMPLE),
    (f"POST {ONE}/attendees/{OTHER}/erase", None, "agenda.erase_attendee", {"attendee": OTHER}),
    (
        f"GET {ONE}/attendance?status=absent",
        None,
        "agenda.list_attendance",
        {"status": "absent", "limit": 20},
    ),
    (f"GET {ONE}/agenda/versions/2", None, "agenda.get_agenda_version", {"number": "2"}),
]


@pytest.mark.parametrize(("request_line", "sent", "method", "body"), ASKED, ids=[one[2] for one in ASKED])
def test_a_route_is_one_call(
    http: FlaskClient, services: Services, request_line: str, sent: Any, method: str, body: Any
) -> None:
    verb, path = request_line.split()
    answer = http.open(path, method=verb, headers=OFFICE, json=sent)
    assert answer.status_code in (200, 201)
    (asked,) = services.asked
    assert (f"{asked.service}.{asked.method}", asked.body) == (method, {"id": THING, **body})


def test_an_item_is_moved_on_the_agenda_that_was_read(http: FlaskClient, services: Services) -> None:
    path, where = f"{ONE}/agenda/{OTHER}/move", {"section": 4, "after": None}
    answer = http.post(path, headers=OFFICE, json=where)
    assert (answer.status_code, services.asked) == (428, [])
    http.post(path, headers=OFFICE | {"If-Match": '"7"'}, json=where)
    assert services.last.body == {"id": THING, "item": OTHER, "if_match": 7, **where}


def test_a_version_is_shown_with_what_has_changed_since(http: FlaskClient, services: Services) -> None:
    services.answers["get_agenda_version"] = AgendaVersionInFull.EXAMPLE
    answer = http.get(f"{ONE}/agenda/versions/1")
    assert answer.json == AgendaVersionInFull.EXAMPLE
    assert "ETag" not in answer.headers


def test_a_dry_run_of_convening_is_put_together_from_two_services(
    http: FlaskClient, services: Services
) -> None:
    shown = {"name": {"th": "องค์กร"}, "kind": "civil_society"}
    called = [{"member": MEMBER, **shown}, {"member": OTHER, **shown}]
    services.answers["preview_convening"] = {
        "committee": THING,
        "counts": {"called": 2},
        "items": called,
        "next": OTHER,
    }
    recipient = {"representative": THING, "member": MEMBER, "language": "th"}
    services.answers["preview_recipients"] = {"counts": {"th": 1}, "items": [recipient]}
    answer: Any = http.get(f"{ONE}/convene/preview?limit=2", headers=OFFICE)
    assert services.asked[0].body == {"id": THING, "limit": 2}
    assert services.last.body == {"committee": THING, "members": [MEMBER, OTHER]}
    assert (answer.json["members"], answer.json["letters"]) == ({"called": 2}, {"th": 1})
    assert [one.get("why") for one in answer.json["items"]] == [None, "no_representative"]
    assert answer.json["items"][0]["recipients"] == [{"representative": THING, "language": "th"}]
    assert f"after={OTHER}" in answer.headers["Link"]


def test_a_code_is_to_be_had_as_a_picture_that_leads_to_the_page(
    http: FlaskClient, services: Services
) -> None:
    services.answers["get_check_in_code"] = {
        name: value for name, value in Code.EXAMPLE.items() if name != "link"
    }
    answer: Any = http.get(f"{ONE}/check-in?member={MEMBER}", headers=OFFICE)
    assert services.last.body == {"id": THING, "member": MEMBER}
    link = Code.EXAMPLE["link"].partition("/check-in")
    assert answer.json["link"] == f"http://localhost{link[1]}{link[2]}"
    picture = http.get(f"{ONE}/check-in/qr?member={MEMBER}", headers=OFFICE)
    assert picture.content_type.startswith("image/svg+xml")
    assert picture.data == drawn(answer.json["link"])
    assert ElementTree.fromstring(picture.data).tag.endswith("svg")
    page = http.get(link[1] + link[2])
    assert 'value="ABCD-2345"' in page.text


def test_who_has_a_link_checks_in_by_a_button(http: FlaskClient, services: Services) -> None:
    services.answers["check_in"] = CheckedIn.EXAMPLE
    sent = {"meeting": THING, "member": MEMBER, "attendee": "", "code": "ABCD-2345"}
    page = http.post("/check-in?language=en", data=sent)
    assert services.last.body == {"id": THING, "member": MEMBER, "code": "ABCD-2345"}
    assert (page.status_code, "welcome to the meeting" in page.text) == (200, True)
    services.answers["check_in"] = Denied("agenda.check_in_code_wrong")
    refused = http.post("/check-in?language=th", data=sent)
    assert (refused.status_code, "รหัสไม่ถูกต้อง" in refused.text) == (403, True)
