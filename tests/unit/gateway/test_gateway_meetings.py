"""What the routes of meetings and their agendas ask, and on which version."""

from typing import Any

import pytest
from flask.testing import FlaskClient

from gateway.access import SECRETARIAT
from gateway.schemas.arranging import VersionInFull
from tests.unit.gateway.house import MEMBER, OTHER, THING, Services, bearer

OFFICE = bearer(SECRETARIAT)
ONE = f"/v1/meetings/{THING}"
ASKED: list[tuple[str, Any, str, dict[str, Any]]] = [
    (f"POST {ONE}/agenda/publish", None, "agenda.publish_agenda", {}),
    (f"GET {ONE}/agenda/versions", None, "agenda.list_agenda_versions", {"limit": 20}),
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
    services.answers["get_agenda_version"] = VersionInFull.EXAMPLE
    answer = http.get(f"{ONE}/agenda/versions/1")
    assert answer.json == VersionInFull.EXAMPLE
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
