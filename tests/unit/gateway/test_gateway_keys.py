"""API keys: shown once, good for their scopes and their time, two at a time while one follows the other."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from chassis import clock
from chassis.call import Caller
from chassis.errors import Unauthenticated
from gateway.access import ACCESS
from gateway.app import HttpSettings, create_app
from gateway.gate import keys as api_keys
from gateway.gate import lately, remembered
from gateway.gate.keys import Keys
from gateway.gate.limits import Limits
from gateway.gate.rates import LIMITS
from gateway.gate.remembered import Remembered
from gateway.gate.scopes import all_scopes, scope_of
from gateway.partners import register as partner_register
from gateway.partners.register import Register
from gateway.roles import OPERATOR, PARTNER, SECRETARIAT
from tests.unit.gateway.house import KEY, KID, THING, Services, bearer
from tests.unit.gateway.rows import Rows

NEW: dict[str, Any] = {
    "name": "reader",
    "owner": "statistics-office",
    "roles": [PARTNER],
    "scopes": ["events:read", "members:read"],
}
OPERATORS = bearer(OPERATOR)


@pytest.fixture
def rows(app: Flask) -> Rows:
    """Fresh ones behind the application, and of systems that may hear: whose the keys are."""
    rows, register = Rows(), Register(Rows())
    register.add(NEW["owner"], ["agenda.#"], [], Caller(id="operator-1"), "first")
    app.extensions[partner_register.EXTENSION] = register
    app.extensions[api_keys.EXTENSION]._rows = rows
    app.extensions[api_keys.EXTENSION]._known = Remembered()
    return rows


def made(http: FlaskClient, **other: Any) -> dict[str, Any]:
    answer = http.post("/v1/keys", json=NEW | other, headers=OPERATORS)
    assert answer.status_code == 201, answer.json
    found: dict[str, Any] = answer.json or {}
    return found


def asks(
    http: FlaskClient, key: str, path: str = "/v1/events?source=agenda", method: str = "GET"
) -> tuple[int, str]:
    answer = http.open(path, method=method, headers={"Authorization": f"Bearer {key}"})
    return answer.status_code, (answer.json or {}).get("code", "")


def test_a_key_opens_what_its_role_opens(http: FlaskClient, services: Services, rows: Rows) -> None:
    key = made(http)["key"]
    assert asks(http, key) == (200, "")
    assert services.last.caller == Caller(id="statistics-office", roles=frozenset({PARTNER}))


def test_a_key_is_shown_once_and_kept_as_a_hash(http: FlaskClient, rows: Rows) -> None:
    found = made(http)
    secret = found["key"][-43:]  # it may have a _ of its own
    assert secret not in str(rows.rows)
    read = http.get(f"/v1/keys/{found['id']}", headers=OPERATORS)
    listed = http.get("/v1/keys", headers=OPERATORS)
    assert read.json == {name: value for name, value in found.items() if name != "key"}
    assert listed.json and listed.json["items"] == [read.json]
    assert read.headers["ETag"] == '"1"'


def test_making_one_again_makes_no_other(http: FlaskClient, rows: Rows) -> None:
    headers = OPERATORS | {"Idempotency-Key": "the-first"}
    first = http.post("/v1/keys", json=NEW, headers=headers)
    again = http.post("/v1/keys", json=NEW, headers=headers)
    assert (first.status_code, again.status_code) == (201, 409)
    assert again.json and again.json["code"] == "key_shown_once"
    assert len(rows.rows) == 1


def test_rotating_one_again_takes_no_other_place(http: FlaskClient, rows: Rows) -> None:
    found, headers = made(http), OPERATORS | {"Idempotency-Key": "the-second"}
    first: Any = http.post(f"/v1/keys/{found['id']}/rotate", headers=headers)
    again: Any = http.post(f"/v1/keys/{found['id']}/rotate", headers=headers)
    assert (first.status_code, again.status_code) == (200, 409)
    assert again.json["code"] == "key_shown_once"
    assert asks(http, found["key"])[0] == asks(http, first.json["key"])[0] == 200
    http.post(f"/v1/keys/{found['id']}/rotate", headers=OPERATORS)
    late: Any = http.post(f"/v1/keys/{found['id']}/rotate", headers=headers)
    assert (late.status_code, late.json["code"]) == (409, "key_shown_once")
    assert asks(http, first.json["key"])[0] == 200


@pytest.mark.parametrize("path", ["/v1/keys", f"/v1/keys/{THING}"])
def test_no_key_reads_or_makes_keys(http: FlaskClient, rows: Rows, path: str) -> None:
    key = made(http, roles=[OPERATOR], scopes=["metrics:read"])["key"]
    assert asks(http, key, path) == (403, "scope_missing")
    assert asks(http, key, "/v1/keys", "POST") == (403, "scope_missing")


def test_a_scope_narrows_what_the_role_opens(http: FlaskClient, services: Services, rows: Rows) -> None:
    key = made(http, roles=[PARTNER, OPERATOR], scopes=["members:read"])["key"]
    assert asks(http, key, "/v1/members") == (200, "")
    assert asks(http, key, "/v1/events") == (403, "scope_missing")
    assert asks(http, key, "/v1/members", "POST")[1] == "scope_missing"
    assert asks(http, key, "/metrics") == (403, "scope_missing")
    assert asks(http, key, "/docs")[0] == 200


def test_a_scope_gives_nothing_that_the_role_does_not(http: FlaskClient, rows: Rows) -> None:
    key = made(http, scopes=["proposals:write"])["key"]
    assert asks(http, key, f"/v1/proposals/{THING}/admit", "POST") == (403, "denied")


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("roles", [SECRETARIAT]),
        ("roles", ["representative"]),
        ("roles", []),
        ("scopes", ["keys:write"]),
        ("scopes", ["everything"]),
        ("scopes", []),
        ("scopes", ["events:read", "events:read"]),
        ("owner", "สำนักงานสถิติ"),
        ("owner", "public\n"),
        ("owner", "system"),
        ("owner", "public"),
        ("owner", "gateway"),
        ("days", 367),
        ("days", 0),
        ("name", ""),
    ],
)
def test_what_no_key_can_be(http: FlaskClient, rows: Rows, field: str, value: Any) -> None:
    answer = http.post("/v1/keys", json=NEW | {field: value}, headers=OPERATORS)
    assert answer.status_code == 422
    assert answer.json and answer.json["errors"][0]["field"].startswith(field)
    assert not rows.rows


def test_two_are_good_while_one_follows_the_other(
    http: FlaskClient, rows: Rows, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(remembered, "SECONDS", -1.0)
    first = made(http)
    rotated = http.post(f"/v1/keys/{first['id']}/rotate", json={"overlap_hours": 1}, headers=OPERATORS)
    assert rotated.json and rotated.json["version"] == 2 and rotated.json["earlier_until"]
    second = rotated.json["key"]
    assert asks(http, first["key"]) == asks(http, second) == (200, "")
    ended = {**rows.rows[first["id"]]["secrets"][1], "until": clock.now() - timedelta(seconds=1)}
    rows.rows[first["id"]]["secrets"][1].update(ended)
    assert asks(http, first["key"]) == (401, "unauthenticated")
    assert asks(http, second) == (200, "")


def test_no_more_than_two_are_good(http: FlaskClient, rows: Rows) -> None:
    found = made(http)
    keys = [found["key"]]
    for _ in range(2):
        answer: Any = http.post(f"/v1/keys/{found['id']}/rotate", json={}, headers=OPERATORS).json
        keys.append(answer["key"])
    assert [asks(http, key)[0] for key in keys] == [401, 200, 200]


def test_a_rotation_without_overlap_ends_the_old_one_at_once(http: FlaskClient, rows: Rows) -> None:
    found = made(http)
    http.post(f"/v1/keys/{found['id']}/rotate", json={"overlap_hours": 0}, headers=OPERATORS)
    assert asks(http, found["key"])[0] == 401


def test_a_revoked_key_opens_nothing_and_stays_so(http: FlaskClient, rows: Rows) -> None:
    found = made(http)
    assert asks(http, found["key"])[0] == 200
    revoked = http.post(f"/v1/keys/{found['id']}/revoke", headers=OPERATORS)
    assert revoked.status_code == 200 and revoked.json and revoked.json["revoked_at"]
    assert asks(http, found["key"]) == (401, "unauthenticated")
    again = http.post(f"/v1/keys/{found['id']}/revoke", headers=OPERATORS)
    assert again.json == revoked.json
    rotated = http.post(f"/v1/keys/{found['id']}/rotate", headers=OPERATORS)
    assert rotated.status_code == 409 and rotated.json and rotated.json["code"] == "key_revoked"


def test_a_key_ends_with_its_time(http: FlaskClient, rows: Rows) -> None:
    found = made(http, days=1)
    rows.rows[found["id"]]["expires_at"] = clock.now() - timedelta(seconds=1)
    assert asks(http, found["key"])[0] == 401
    answer = http.post(f"/v1/keys/{found['id']}/rotate", headers=OPERATORS)
    assert answer.json and answer.json["code"] == "key_expired"


def test_what_is_nearly_a_key_is_none(http: FlaskClient, rows: Rows) -> None:
    key = made(http)["key"]
    _, id, secret = key.split("_", 2)
    near = (
        f"wara_{id}_{secret[:-1]}",
        f"wara_{id}_{secret}A",
        f"wara_{id}_{'A' * 43}",
        f"wara_{'0' * 32}_{secret}",
        f"wara_{id.upper()}_{secret}",
        f"wara_{id}",
        "wara_",
    )
    assert [asks(http, one)[0] for one in near] == [401] * 7
    assert asks(http, f"  {key} ")[0] == 200


def test_what_another_replica_made_or_rotated_is_good_at_once() -> None:
    rows = Rows()
    here, there = Keys(rows), Keys(rows)
    made = there.make(NEW | {"days": 1}, Caller(id="operator-1"), "command-1")
    kept = rows.rows.pop(made["id"])
    with pytest.raises(Unauthenticated):
        here.holder(made["key"])
    rows.rows[made["id"]] = kept
    assert here.holder(made["key"]).key == made["id"]
    rotated = there.rotate(made["id"], timedelta(hours=1), "command-2")
    looked_up = rows.looked_up
    assert {here.holder(key).key for key in (rotated["key"], made["key"]) * 3} == {made["id"]}
    assert rows.looked_up == looked_up + 1


GUESS = LIMITS["refused"]["address"].most


@pytest.fixture
def gated(services: Services) -> Iterator[tuple[FlaskClient, Rows]]:
    """A gate that gives no more than the table says, in a window that does not end."""
    rows, limits = Rows(), Limits(now=lambda: 1_000_000_020.0)
    settings = HttpSettings(token_keys={KID: KEY.public_key()}, checks={}, keys=Keys(rows), limits=limits)
    yield create_app(services, settings).test_client(), rows


def guesses(http: FlaskClient, count: int) -> set[int]:
    return {asks(http, f"wara_{number:032x}_{'A' * 43}")[0] for number in range(count)}


def test_guesses_cost_the_store_nothing_once_there_were_too_many(gated: tuple[FlaskClient, Rows]) -> None:
    http, rows = gated
    assert guesses(http, GUESS) == {401}
    looked_up = rows.looked_up
    assert guesses(http, 3 * GUESS) == {429}
    assert rows.looked_up == looked_up == GUESS


def test_whose_neighbour_guesses_asks_on_until_the_key_is_revoked(
    gated: tuple[FlaskClient, Rows], monkeypatch: pytest.MonkeyPatch
) -> None:
    http, rows = gated
    monkeypatch.setattr(remembered, "SECONDS", -1.0)  # as another replica sees it
    known, unknown = made(http), made(http)
    assert asks(http, known["key"]) == (200, "")
    guesses(http, GUESS)
    assert asks(http, known["key"]) == (200, "")
    assert asks(http, unknown["key"]) == (429, "rate_limited")
    assert rows.replace({**rows.rows[known["id"]], "revoked_at": clock.now(), "version": 2})
    assert {asks(http, known["key"])[0] for _ in range(3)} == {429}
    looked_up = rows.looked_up
    asks(http, known["key"])
    assert rows.looked_up == looked_up


def test_what_was_good_is_known_for_a_time_and_of_so_many(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lately, "MOST", 2)
    at = [0.0]
    good = lately.Lately(lambda: at[0])
    for text in ("first", "second", "first", "third"):
        good.note(text)
    assert [text in good for text in ("first", "second", "third")] == [True, False, True]
    at[0] = lately.SECONDS
    assert "third" not in good


def test_a_use_is_noted_once_in_an_hour(http: FlaskClient, rows: Rows) -> None:
    found = made(http)
    asks(http, found["key"])
    noted = rows.rows[found["id"]]["used_at"]
    assert noted
    asks(http, found["key"])
    assert rows.rows[found["id"]]["used_at"] == noted


def test_two_who_change_a_key_at_once_do_not_undo_each_other(rows: Rows) -> None:
    keys = Keys(rows)
    found = keys.make(NEW | {"days": 1}, Caller(id="operator-1"), "command-1")
    stale = dict(rows.rows[found["id"]])
    keys.revoke(found["id"])
    assert not rows.replace(stale | {"version": 2})


def test_keys_are_listed_in_pages_and_by_owner(http: FlaskClient, rows: Rows) -> None:
    for owner in ("one", "two", "one"):
        made(http, owner=owner)
    first: Any = http.get("/v1/keys?limit=2", headers=OPERATORS).json
    rest: Any = http.get(f"/v1/keys?limit=2&after={first['next']}", headers=OPERATORS).json
    assert len({one["id"] for one in first["items"] + rest["items"]}) == 3 and rest["next"] is None
    assert len(http.get("/v1/keys?owner=one", headers=OPERATORS).json["items"]) == 2  # type: ignore[index]


def test_every_route_of_the_interface_has_a_scope() -> None:
    assert all(scope_of(route) for route in ACCESS if "/v1/" in route)
    assert {"events:read", "meetings:read", "metrics:read"} <= all_scopes()
    assert not any(scope.startswith("keys:") for scope in all_scopes())
