"""Accounts of officials: opened with a letter, listed, closed with their sessions, and never the last one."""

from typing import Any

import pytest
from flask.testing import FlaskClient

from chassis.errors import Unavailable
from gateway.gate import remembered
from gateway.identity import people
from gateway.identity.cookies import SESSION
from gateway.identity.store import ACCOUNTS, LINKS, SESSIONS
from gateway.roles import OPERATOR, SECRETARIAT
from tests.unit.gateway.house import OTHER, bearer
from tests.unit.gateway.signing import Entrance

EMAIL = "officer@agency.example"
OFFICE = bearer(SECRETARIAT)
WANTED = {"email": EMAIL, "roles": [SECRETARIAT]}


@pytest.fixture(scope="module")
def shared() -> Entrance:
    return Entrance.of()


@pytest.fixture
def entrance(shared: Entrance, monkeypatch: pytest.MonkeyPatch) -> Entrance:
    monkeypatch.setattr(remembered, "SECONDS", -1.0)
    for kept in shared.memory.of.values():
        kept.rows.clear()
    return shared.anew()


@pytest.fixture
def http(entrance: Entrance) -> FlaskClient:
    return entrance.app.test_client()


def opened(http: FlaskClient, **other: Any) -> Any:
    answer = http.post("/v1/accounts", json=WANTED | other, headers=OFFICE)
    assert answer.status_code == 201, answer.json
    return answer.json


def enter(entrance: Entrance, account: str, secret: str) -> FlaskClient:
    """By the link that stands in the letter."""
    entrance.services.answers["read_link"] = {"account": account, "about": secret}
    browser = entrance.app.test_client()
    browser.post("/sign-in/link", data={"token": "what stands in the letter"})
    return browser


def close(http: FlaskClient, account: str) -> Any:
    return http.post(f"/v1/accounts/{account}/close", headers=OFFICE)


def test_an_official_has_a_letter_with_a_link_that_signs_in_once(
    entrance: Entrance, http: FlaskClient
) -> None:
    account = opened(http, roles=[OPERATOR, SECRETARIAT], language="en")
    assert (account["roles"], account["connected"], account["closed_at"]) == (
        [OPERATOR, SECRETARIAT],
        False,
        None,
    )
    asked = entrance.services.last
    assert (asked.service, asked.method) == ("notify", "send_account_link")
    assert {name: asked.body[name] for name in ("account", "email", "language")} == {
        "account": account["id"],
        "email": EMAIL,
        "language": "en",
    }
    browser = enter(entrance, account["id"], asked.body["secret"])
    me: Any = browser.get("/v1/me").json
    assert (me["id"], me["roles"]) == (account["id"], [OPERATOR, SECRETARIAT])
    assert enter(entrance, account["id"], asked.body["secret"]).get("/v1/me").status_code == 401


def test_neither_the_address_nor_the_secret_is_kept(entrance: Entrance, http: FlaskClient) -> None:
    opened(http)
    kept = str([rows.rows for rows in entrance.memory.of.values()])
    assert EMAIL not in kept and entrance.services.last.body["secret"] not in kept


def test_the_secret_alone_opens_nothing(entrance: Entrance, http: FlaskClient) -> None:
    """It lies in notify's store."""
    opened(http)
    secret = entrance.services.last.body["secret"]
    entrance.services.answers["read_link"] = Unavailable()
    browser = entrance.app.test_client()
    browser.post("/sign-in/link", data={"token": secret})
    assert browser.get("/v1/me").status_code == 401


def test_a_command_that_is_repeated_opens_and_sends_nothing_more(
    entrance: Entrance, http: FlaskClient
) -> None:
    headers = OFFICE | {"Idempotency-Key": "once"}
    first, again = (http.post("/v1/accounts", json=WANTED, headers=headers).json for _ in range(2))
    assert first == again
    assert len(entrance.services.asked) == len(entrance.memory(ACCOUNTS).rows) == 1


def test_while_no_letter_can_be_sent_no_account_is_opened(entrance: Entrance, http: FlaskClient) -> None:
    entrance.services.answers["send_account_link"] = Unavailable()
    assert http.post("/v1/accounts", json=WANTED, headers=OFFICE).status_code == 503
    assert not entrance.memory(ACCOUNTS).rows


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("email", "x"),
        ("roles", []),
        ("roles", ["partner"]),
        ("roles", ["representative"]),
        ("language", "fr"),
    ],
)
def test_what_no_account_can_be(entrance: Entrance, http: FlaskClient, field: str, value: Any) -> None:
    answer: Any = http.post("/v1/accounts", json=WANTED | {field: value}, headers=OFFICE)
    assert (answer.status_code, answer.json["errors"][0]["field"][: len(field)]) == (422, field)
    assert not entrance.services.asked


def test_they_are_listed_in_pages(http: FlaskClient) -> None:
    made = [opened(http) for _ in range(3)]
    first: Any = http.get("/v1/accounts?limit=2", headers=OFFICE).json
    rest: Any = http.get(f"/v1/accounts?limit=2&after={first['next']}", headers=OFFICE).json
    assert rest["next"] is None
    by_id = {one["id"]: one for one in made}
    assert {one["id"]: one for one in first["items"] + rest["items"]} == by_id


def test_what_is_closed_while_somebody_signs_in_to_it_does_not_let_them_stay(
    entrance: Entrance, http: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened(http)
    account, links = opened(http)["id"], entrance.memory(LINKS)
    secret, mark = entrance.services.last.body["secret"], links.mark

    def closing(*used: Any) -> Any:
        assert close(http, account).status_code == 200
        return mark(*used)

    monkeypatch.setattr(links, "mark", closing)
    assert enter(entrance, account, secret).get("/v1/me").status_code == 401
    assert not entrance.memory(SESSIONS).all(owner=account)


def test_the_same_key_with_another_wish_is_refused(entrance: Entrance, http: FlaskClient) -> None:
    """Who reads 201 believes that the letter is on its way."""
    headers = OFFICE | {"Idempotency-Key": "one-wish"}
    assert http.post("/v1/accounts", json=WANTED, headers=headers).status_code == 201
    for other in ({"email": "other@agency.example"}, {"roles": [OPERATOR]}, {"language": "en"}):
        answer: Any = http.post("/v1/accounts", json=WANTED | other, headers=headers)
        assert (answer.status_code, answer.json["code"]) == (422, "command_reused")
    assert len(entrance.services.asked) == len(entrance.memory(ACCOUNTS).rows) == 1


def test_what_is_closed_ends_its_sessions_and_lets_nobody_in(entrance: Entrance, http: FlaskClient) -> None:
    opened(http)
    account = opened(http)["id"]
    browser = enter(entrance, account, entrance.services.last.body["secret"])
    assert browser.get("/v1/me").status_code == 200
    closed = close(http, account)
    assert closed.status_code == 200 and closed.json["closed_at"]
    assert browser.get("/v1/me").status_code == 401
    assert close(http, account).json == closed.json
    another, _ = entrance.identity.links.for_letters()
    assert enter(entrance, account, another).get("/v1/me").status_code == 401
    assert close(http, OTHER).status_code == 404


def test_the_last_of_the_secretariat_stays_open(entrance: Entrance, http: FlaskClient) -> None:
    opened(http, roles=[OPERATOR])
    first = entrance.identity.accounts.first()
    assert first
    refused = close(http, first)
    assert (refused.status_code, refused.json["code"]) == (409, "account_last_of_secretariat")
    second = opened(http)["id"]
    assert close(http, first).status_code == 200
    assert close(http, second).status_code == 409
    assert entrance.identity.accounts.secretariat() == second
    assert entrance.identity.sessions.begin(entrance.identity.accounts.by_id(second, people.stands), "print")


def test_where_the_first_is_closed_and_none_is_left_there_is_another_first(entrance: Entrance) -> None:
    accounts, rows = entrance.identity.accounts, entrance.memory(ACCOUNTS).rows
    first = accounts.first()
    assert first
    accounts.open(OTHER, [SECRETARIAT])
    accounts.close(first)
    del rows[OTHER]
    again = accounts.first()
    assert again and again != first


def test_opening_and_closing_is_on_record_at_the_gateway(entrance: Entrance, http: FlaskClient) -> None:
    records = entrance.app.extensions["wara.audit"].records
    records.take(all=True)
    account = opened(http)["id"]
    opened(http)
    close(http, account)
    told = [(row["event"]["type"], row["event"].get("subject")) for row in records.take()]
    assert (told[0], told[2]) == (("POST /v1/accounts", account), ("POST /v1/accounts/{id}/close", account))


def test_it_has_no_session_of_another(http: FlaskClient) -> None:
    assert http.get("/v1/accounts", headers=bearer(OPERATOR)).status_code == 403
    http.set_cookie(SESSION, "x")
    assert http.get("/v1/accounts").status_code == 401
