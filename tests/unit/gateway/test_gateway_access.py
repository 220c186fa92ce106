"""Every route × every role: who is let in, and how the others are refused."""

import pytest
from flask import Flask
from flask.testing import FlaskClient

from gateway.access import ACCESS, check_complete
from gateway.app import routes
from gateway.roles import ANYONE, OFFICE, PUBLIC, REPRESENTATIVE, ROLES, SECRETARIAT
from tests.unit.gateway.house import THING, Services, bearer

BLANKS = {"number": "1", "kind": "agenda", "name": "welcome", "file": "pages.css", "channel": "post"}
JUDGING = ("return", "admit", "refuse", "select", "defer", "merge", "duplicate", "refer", "reject")


def concrete(route: str) -> tuple[str, str]:
    method, path = route.split()
    parts = [part.strip("{}") if part.startswith("{") else None for part in path.split("/")]
    filled = [
        BLANKS.get(name, THING) if name else part for name, part in zip(parts, path.split("/"), strict=True)
    ]
    return method, "/".join(filled)


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("route", sorted(ACCESS))
def test_a_route_is_open_to_the_roles_of_its_row_and_to_no_other(
    http: FlaskClient, services: Services, route: str, role: str
) -> None:
    method, path = concrete(route)
    status = http.open(path, method=method, headers=bearer(role)).status_code
    if role in ACCESS[route]:
        assert status not in (401, 403)
    else:
        assert status == (401 if role == PUBLIC else 403)
        assert not services.asked


def test_every_route_has_a_row_and_every_row_a_route(app: Flask) -> None:
    assert set(routes(app)) == set(ACCESS)


def test_a_route_without_a_row_stops_the_process() -> None:
    with pytest.raises(LookupError, match="GET /v1/secrets"):
        check_complete([*ACCESS, "GET /v1/secrets"])


def test_the_public_only_reads_applies_confirms_comes_and_signs_in() -> None:
    changing = [route for route, roles in ACCESS.items() if PUBLIC in roles and not route.startswith("GET ")]
    assert changing == [
        "POST /confirm",
        "POST /answer",
        "POST /unsubscribe",
        "POST /check-in",
        "POST /v1/members",
        "POST /v1/members/confirm",
        "POST /v1/members/{id}/ask-again",
        "POST /v1/meetings/{id}/check-in",
        "POST /sign-in",
        "POST /sign-in/link",
        "POST /sign-out",
        "POST /v1/sign-in/links",
    ]


def test_no_member_judges_or_runs_a_meeting() -> None:
    office = [f"POST /v1/proposals/{{id}}/{verb}" for verb in JUDGING]
    office += [route for route in ACCESS if "/v1/meetings" in route and not route.startswith("GET")]
    for own in ("responses", "check-in", "minutes/corrections"):
        office.remove(f"POST /v1/meetings/{{id}}/{own}")
    assert {route for route in office if ACCESS[route] != OFFICE} == set()


def test_several_roles_open_what_each_of_them_opens(http: FlaskClient) -> None:
    headers = bearer(REPRESENTATIVE, SECRETARIAT)
    assert http.post(f"/v1/proposals/{THING}/admit", headers=headers).status_code == 200


def test_what_is_open_to_anyone_is_open_to_every_role() -> None:
    assert all(roles == ANYONE for roles in ACCESS.values() if PUBLIC in roles)
