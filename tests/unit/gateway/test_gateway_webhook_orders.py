"""A partner has its events posted, sent again, or not: over HTTP, with its own key, and for itself alone."""

import base64
import json
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from chassis import clock
from chassis.call import Caller
from chassis.ids import new_id
from chassis.posting import Unreachable
from gateway.gate.keys import EXTENSION as KEYS
from gateway.gate.keys import Keys
from gateway.partners.register import EXTENSION as PARTNERS
from gateway.partners.register import Register
from gateway.roles import OPERATOR, PARTNER, SECRETARIAT
from gateway.webhooks.orders import EXTENSION
from tests.unit.gateway.house import bearer, token
from tests.unit.gateway.posted import CONVENED, LISTED, OFFICE, URL, Hook, signed
from tests.unit.gateway.rows import Rows

PATH, DESK = "/v1/events/webhook", Caller(id="operator-1")


def acting_as(id: str, *roles: str) -> dict[str, str]:
    return {"Authorization": f"Bearer {token(*(roles or (PARTNER,)), sub=id)}"}


ME = acting_as(OFFICE)


@pytest.fixture
def register(app: Flask) -> Register:
    """Two partners that may hear, and one that is not provisioned."""
    register = app.extensions[PARTNERS] = Register(Rows())
    for id in (OFFICE, "another-office", "new-office"):
        register.add(id, ["agenda.#"], [], DESK, id)
    for id in (OFFICE, "another-office"):
        register.mark(id, provisioned_at=clock.now())
    return register


@pytest.fixture
def hook(app: Flask, register: Register) -> Hook:
    hook = Hook(at=clock.now())
    app.extensions[EXTENSION] = hook.orders()
    return hook


def done(http: FlaskClient, what: str = "", body: Any = None, headers: dict[str, str] = ME) -> Any:
    answer = http.post(f"{PATH}{what}", json={} if body is None else body, headers=headers)
    assert answer.status_code in (200, 201), answer.json
    return answer.json


def test_the_secret_is_told_once_and_is_kept_nowhere(http: FlaskClient, hook: Hook) -> None:
    made: Any = http.post(PATH, json={"url": URL}, headers=ME)
    assert (made.status_code, made.json["status"], made.json["secret"][:6]) == (201, "active", "whsec_")
    read = http.get(PATH, headers=ME).json
    assert made.json == {**read, "secret": made.json["secret"]}  # type: ignore[dict-item]
    again: Any = http.post(PATH, json={"url": f"{URL}/2"}, headers=ME)
    assert (again.status_code, again.json["url"]) == (200, f"{URL}/2")
    assert "secret" not in again.json and "whsec" not in str(hook.row)


def test_who_lost_the_answer_has_it_again(http: FlaskClient, hook: Hook) -> None:
    for what, body in (("", {"url": URL}), ("/rotate", {})):
        keyed = ME | {"Idempotency-Key": "the-first"}
        first = done(http, what, body, keyed)
        assert done(http, what, body, keyed)["secret"] == first["secret"]
    assert hook.row["edition"] == 2


def test_the_same_key_leads_nowhere_else(http: FlaskClient, hook: Hook) -> None:
    keyed = ME | {"Idempotency-Key": "the-first"}
    done(http, body={"url": URL}, headers=keyed)
    other: Any = http.post("/v1/events/webhook", json={"url": f"{URL}/elsewhere"}, headers=keyed)
    assert (other.status_code, other.json["code"]) == (422, "command_reused")
    done(http, body={"url": f"{URL}/moved"})
    assert done(http, body={"url": URL}, headers=keyed)["url"] == hook.row["url"] == f"{URL}/moved"


@pytest.mark.parametrize(("after", "cursor"), [(None, 250), ("now", 250), ("beginning", 0)])
def test_it_begins_where_it_is_said_to(http: FlaskClient, hook: Hook, after: str | None, cursor: int) -> None:
    hook.told.tell(*[CONVENED] * 250)
    made = done(http, body={"url": URL} | ({"after": after} if after else {}))
    assert made["cursors"] == {"membership": 0, "agenda": cursor, "notify": 0}


def test_one_that_is_led_elsewhere_goes_on_where_it_was(http: FlaskClient, hook: Hook) -> None:
    done(http, body={"url": URL})
    hook.told.tell(CONVENED)
    assert done(http, body={"url": f"{URL}/2"})["cursors"]["agenda"] == 0
    assert done(http, body={"url": URL, "after": "now"})["cursors"]["agenda"] == 1


@pytest.mark.parametrize(
    "url",
    ["http://hooks.example/", "https://127.0.0.1/", "https://user:word@hooks.example/", "hooks.example"],
)
def test_where_nothing_may_be_posted(http: FlaskClient, hook: Hook, url: str) -> None:
    refused: Any = http.post(PATH, json={"url": url}, headers=ME)
    assert refused.status_code == 422
    assert [(one["field"], one["code"]) for one in refused.json["errors"]] == [
        ("url", "not_a_public_address")
    ]
    assert not hook.rows.rows


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        (acting_as("nobody"), 403),
        (acting_as("new-office"), 403),
        (acting_as(OFFICE, PARTNER, OPERATOR), 403),
        (acting_as("another-office"), 404),
        (bearer(SECRETARIAT), 403),
        (bearer(OPERATOR), 403),
    ],
    ids=["nobody", "not provisioned", "more than a partner", "another", "secretariat", "operator"],
)
def test_it_is_the_partners_alone(
    http: FlaskClient, hook: Hook, headers: dict[str, str], status: int
) -> None:
    done(http, body={"url": URL})
    before = dict(hook.row)
    for what, body in (("/rotate", {}), ("/pause", {}), ("/resend", {"source": "agenda", "after": 0})):
        assert http.post(f"{PATH}{what}", json=body, headers=headers).status_code == status
    assert http.get(PATH, headers=headers).status_code == status
    assert http.delete(PATH, headers=headers).status_code == status
    assert hook.row == before


def test_who_is_suspended_is_told_so(http: FlaskClient, hook: Hook, register: Register) -> None:
    register.mark(OFFICE, suspended_at=clock.now())
    refused: Any = http.get(PATH, headers=ME)
    assert (refused.status_code, refused.json["code"]) == (403, "partner_not_active")


def test_a_key_needs_its_scope(app: Flask, http: FlaskClient, hook: Hook) -> None:
    keys: Keys = app.extensions[KEYS]
    answers = []
    for scopes in (["events:read"], ["events:read", "events:write"]):
        wanted = {"name": "hook", "owner": OFFICE, "roles": (PARTNER,), "scopes": scopes, "days": 1}
        key = keys.make(wanted, DESK, new_id())["key"]
        headers = {"Authorization": f"Bearer {key}"}
        answers.append(http.post(PATH, json={"url": URL}, headers=headers).status_code)
        assert http.get(PATH, headers=headers).status_code in (200, 404)
    assert answers == [403, 201]


def test_a_new_secret_signs_beside_the_old_one(http: FlaskClient, hook: Hook) -> None:
    old, new = done(http, body={"url": URL})["secret"], done(http, "/rotate")
    assert new["secret"] != old
    assert new["both_until"]
    assert "secret" not in http.get(PATH, headers=ME).json  # type: ignore[operator]


def test_it_is_paused_and_goes_on(http: FlaskClient, hook: Hook) -> None:
    done(http, body={"url": URL})
    paused = done(http, "/pause")
    assert (paused["status"], paused["reason"]) == ("disabled", "by_the_partner")
    ids = hook.told.tell(CONVENED)
    assert hook.serve() == []
    assert done(http, "/resume")["reason"] is None
    assert hook.serve() == ids


def test_what_was_posted_is_posted_again(http: FlaskClient, hook: Hook) -> None:
    done(http, body={"url": URL})
    ids = hook.told.tell(CONVENED, LISTED, CONVENED)
    assert hook.serve() == ids
    assert done(http, "/resend", {"source": "agenda", "after": 1})["cursors"]["agenda"] == 1
    assert hook.serve() == ids[1:]


@pytest.mark.parametrize(("field", "value"), [("after", 4), ("after", -1), ("source", "gateway")])
def test_what_was_not_posted_is_not_skipped(http: FlaskClient, hook: Hook, field: str, value: Any) -> None:
    done(http, body={"url": URL})
    hook.told.tell(*[CONVENED] * 3)
    hook.serve()
    body = {"source": "agenda", "after": 0} | {field: value}
    refused: Any = http.post(f"{PATH}/resend", json=body, headers=ME)
    assert (refused.status_code, refused.json["errors"][0]["field"]) == (422, field)
    assert hook.row["cursors"]["agenda"] == 3


def test_it_can_be_tried(http: FlaskClient, hook: Hook) -> None:
    secret = base64.b64decode(done(http, body={"url": URL})["secret"].removeprefix("whsec_"))
    before = dict(hook.row)
    hook.receiver.answers = [204, 500, Unreachable("TimeoutError")]
    answers = [done(http, "/test") for _ in range(3)]
    assert answers == [
        {"status": 204, "said": "204"},
        {"status": 500, "said": "500"},
        {"status": None, "said": "TimeoutError"},
    ]
    assert hook.row == before
    _, body, headers = hook.receiver.posted[0]
    assert json.loads(body)["type"] == "gateway.partner.tested.v1"
    assert json.loads(body)["data"] == {"id": OFFICE}
    assert headers["webhook-signature"] == signed(secret, headers, body)


def test_how_it_goes_can_be_read(http: FlaskClient, hook: Hook) -> None:
    done(http, body={"url": URL})
    hook.told.tell(CONVENED)
    hook.receiver.answers = [503]
    hook.serve()
    read: Any = http.get(PATH, headers=ME).json
    at = clock.to_wire(hook.at)
    assert (read["failing_since"], read["tries"], read["last"]["at"]) == (at, 1, at)
    assert (read["last"]["status"], read["last"]["type"]) == (503, CONVENED)
    assert read["due"] > at


def test_of_one_that_is_removed_nothing_is_left(http: FlaskClient, hook: Hook) -> None:
    done(http, body={"url": URL})
    assert http.delete(PATH, headers=ME).status_code == 204
    for answer in (http.get(PATH, headers=ME), http.delete(PATH, headers=ME)):
        problem: Any = answer.json
        assert (answer.status_code, problem["code"]) == (404, "partner_webhook_not_found")
    assert not hook.rows.rows
