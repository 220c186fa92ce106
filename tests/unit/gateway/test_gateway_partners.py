"""Systems of others: what they may hear is recorded, and the feed keeps to it."""

from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from chassis import clock
from chassis.call import Caller
from chassis.ids import new_id
from gateway.gate.keys import EXTENSION as KEYS
from gateway.gate.keys import Keys
from gateway.gate.scopes import all_scopes
from gateway.partners.patterns import is_granted
from gateway.partners.register import EXTENSION, Register, has_handlers, shown
from gateway.roles import OPERATOR, PARTNER, SECRETARIAT
from tests.unit.gateway.house import Services, bearer
from tests.unit.gateway.rows import Rows

CONVENED, ADMITTED = "agenda.meeting.convened.v1", "membership.member.admitted.v1"
FEED = "/v1/events?source=agenda"
NEW: dict[str, Any] = {"id": "statistics-office", "events": ["agenda.meeting.*.v1"]}
DESK = Caller(id="operator-1")
OFFICE, OPERATORS = bearer(SECRETARIAT), bearer(OPERATOR)


@pytest.fixture
def rows(app: Flask) -> Rows:
    """Fresh ones behind the application."""
    rows = Rows()
    app.extensions[EXTENSION] = Register(rows)
    return rows


def added(http: FlaskClient, headers: dict[str, str] = OFFICE, **other: Any) -> Any:
    return http.post("/v1/partners", json=NEW | other, headers=headers)


def key_of(app: Flask, owner: str, *roles: str) -> dict[str, str]:
    keys: Keys = app.extensions[KEYS]
    wanted = {"name": "feed", "owner": owner, "roles": roles or (PARTNER,), "scopes": ["events:read"]}
    made = keys.make(wanted | {"days": 1}, DESK, new_id())
    return {"Authorization": f"Bearer {made['key']}"}


def test_what_is_granted_is_recorded_and_read(http: FlaskClient, rows: Rows) -> None:
    made = added(http)
    assert made.status_code == 201
    assert made.headers["Location"] == "/v1/partners/statistics-office"
    assert (made.json["status"], made.json["events"]) == ("requested", NEW["events"])
    assert http.get(made.headers["Location"], headers=OPERATORS).json == made.json
    listed: Any = http.get("/v1/partners", headers=OPERATORS).json
    assert listed == {"items": [made.json], "next": None}
    assert http.get("/v1/partners/nobody", headers=OPERATORS).status_code == 404


@pytest.mark.parametrize("given", [{}, {"nameko": False}, {"nameko": True}])
def test_queues_of_nameko_are_granted_where_that_is_said(
    http: FlaskClient, rows: Rows, given: dict[str, Any]
) -> None:
    made = added(http, **given)
    assert made.json["nameko"] is given.get("nameko", False)
    assert has_handlers(Register(rows).row(NEW["id"])) is made.json["nameko"]
    assert added(http, nameko="perhaps").status_code == 422


def test_who_was_recorded_before_has_no_queues_of_nameko(rows: Rows) -> None:
    Register(rows).add("a", [CONVENED], [], DESK, "one")
    del rows.rows["a"]["nameko"]
    assert shown(rows.rows["a"])["nameko"] is False


def test_a_system_is_recorded_once(http: FlaskClient, rows: Rows) -> None:
    again = OFFICE | {"Idempotency-Key": "the-first"}
    first = added(http, again)
    assert added(http, again).json == first.json
    for wish in ({"id": "another-office"}, {"events": [ADMITTED]}, {"nameko": True}):
        reused = added(http, again, **wish)
        assert (reused.status_code, reused.json["code"]) == (422, "command_reused")
    assert rows.rows.keys() == {NEW["id"]}
    other = added(http, OPERATORS)
    assert (other.status_code, other.json["code"]) == (409, "partner_exists")


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("id", "Statistics"),
        ("id", "สถิติ"),
        ("id", "a.b"),
        ("id", "a" * 41),
        ("id", "office\n"),
        ("id", "system"),
        ("id", "public"),
        ("id", "gateway"),
        ("events", []),
        ("events", ["#"]),
        ("events", ["agenda"]),
        ("events", ["agenda.*"]),
        ("events", ["agenda.#.v1"]),
        ("events", ["nobody.meeting.convened.v1"]),
        ("events", ["agenda.private.#"]),
        ("events", [CONVENED, CONVENED]),
    ],
)
def test_what_no_grant_can_be(http: FlaskClient, rows: Rows, field: str, value: Any) -> None:
    answer = added(http, **{field: value})
    assert answer.status_code == 422
    assert answer.json["errors"][0]["field"].startswith(field)
    assert not rows.rows


def test_lists_come_in_pages(http: FlaskClient, rows: Rows) -> None:
    for id in ("c", "a", "b"):
        added(http, id=id)
    first: Any = http.get("/v1/partners?limit=2", headers=OFFICE).json
    rest: Any = http.get(f"/v1/partners?limit=2&after={first['next']}", headers=OFFICE).json
    assert [one["id"] for one in first["items"] + rest["items"]] == ["a", "b", "c"]
    assert rest["next"] is None


def test_its_state_follows_what_was_done(rows: Rows) -> None:
    register = Register(rows)
    register.add("a", [CONVENED], [], DESK, "one")
    states = []
    for change in ({}, {"provisioned_at": clock.now()}, {"suspended_at": clock.now()}):
        register.mark("a", **change)
        states.append(shown(register.row("a"))["status"])
    assert states == ["requested", "active", "suspended"]


def test_the_feed_shows_a_system_what_it_is_granted(
    http: FlaskClient, app: Flask, services: Services, rows: Rows
) -> None:
    added(http)
    events = [{"type": CONVENED, "sequence": 1}, {"type": "agenda.item.listed.v1", "sequence": 2}]
    services.answers["read_events"] = {"items": events, "next": None, "scanned_to": 2}
    for roles in ((PARTNER,), (PARTNER, OPERATOR)):
        page: Any = http.get(FEED, headers=key_of(app, NEW["id"], *roles)).json
        assert page == {"items": events[:1], "next": None, "scanned_to": 2}
    assert http.get(FEED, headers=OPERATORS).json["items"] == events  # type: ignore[index]


@pytest.mark.parametrize("roles", [(PARTNER,), (PARTNER, OPERATOR)])
@pytest.mark.parametrize("state", ["never recorded", "removed", "suspended"])
def test_the_feed_shows_nothing_to_a_system_that_may_hear_nothing(
    http: FlaskClient, app: Flask, services: Services, rows: Rows, state: str, roles: tuple[str, ...]
) -> None:
    register = Register(rows)
    if state != "never recorded":
        added(http)
    if state == "removed":
        register.remove(NEW["id"])
    if state == "suspended":
        register.mark(NEW["id"], suspended_at=clock.now())
    refused: Any = http.get(FEED, headers=key_of(app, NEW["id"], *roles))
    assert (refused.status_code, refused.json["code"]) == (403, "partner_not_active")
    assert not services.asked


def test_a_type_that_is_not_granted_is_refused(
    http: FlaskClient, app: Flask, services: Services, rows: Rows
) -> None:
    added(http)
    headers = key_of(app, NEW["id"])
    answer: Any = http.get(f"/v1/events?source=membership&type={ADMITTED}", headers=headers)
    assert (answer.status_code, answer.json["code"]) == (403, "type_not_granted")
    assert not services.asked
    assert http.get(f"/v1/events?source=agenda&type={CONVENED}", headers=headers).status_code == 200


def test_no_key_grants_anything() -> None:
    assert not any(scope.startswith("partners:") for scope in all_scopes())


@pytest.mark.parametrize(
    ("pattern", "granted"),
    [
        (CONVENED, {CONVENED}),
        ("agenda.meeting.*.v1", {CONVENED, "agenda.meeting.opened.v1"}),
        ("agenda.*.*.v2", {"agenda.meeting.convened.v2"}),
        ("membership.#", {ADMITTED}),
        ("agenda.item.*.v1", set()),
    ],
)
def test_a_pattern_means_what_the_broker_takes_it_for(pattern: str, granted: set[str]) -> None:
    types = {CONVENED, ADMITTED, "agenda.meeting.opened.v1", "agenda.meeting.convened.v2"}
    assert {one for one in types if is_granted(one, [pattern])} == granted
