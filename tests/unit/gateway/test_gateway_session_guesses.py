"""Guesses at session cookies: they cost the store as little as guesses at keys, and keep nobody else out."""

import pytest
from flask.testing import FlaskClient

from chassis import clock
from gateway.gate.limits import Limits
from gateway.gate.rates import LIMITS
from gateway.identity.cookies import SESSION
from gateway.identity.sessions import Sessions
from gateway.identity.store import SESSIONS
from gateway.roles import PUBLIC
from tests.unit.gateway.browsing import OFFICER, admit, proof, row_of
from tests.unit.gateway.signing import Entrance

GUESSES = LIMITS["refused"]["address"].most


@pytest.fixture(scope="module")
def gated() -> Entrance:
    """It gives no more than the table says, in a window that does not end: each test has its own address."""
    return Entrance.of(limits=Limits(now=lambda: 1_000_000_020.0))


def browser(entrance: Entrance, address: str, cookie: str) -> FlaskClient:
    http = entrance.app.test_client()
    http.environ_base["REMOTE_ADDR"] = address
    http.set_cookie(SESSION, cookie)
    return http


def guess(entrance: Entrance, address: str, number: int, path: str = "/v1/members") -> int:
    return browser(entrance, address, f"{number:032x}.{'A' * 43}").get(path).status_code


def test_guesses_cost_the_store_nothing_once_there_were_too_many(gated: Entrance) -> None:
    rows, address = gated.memory(SESSIONS), "192.0.2.1"
    before = rows.looked_up
    assert {guess(gated, address, number, "/v1/me") for number in range(GUESSES)} == {401}
    assert rows.looked_up == before + GUESSES
    assert {guess(gated, address, number) for number in range(GUESSES, 3 * GUESSES)} == {200}
    assert guess(gated, address, 3 * GUESSES, "/v1/me") == 429
    assert rows.looked_up == before + GUESSES


def test_whose_neighbour_guesses_stays_signed_in(gated: Entrance) -> None:
    address, elsewhere = "192.0.2.2", {"REMOTE_ADDR": "192.0.2.3"}
    known = browser(gated, address, gated.identity.sessions.begin(OFFICER, "letter"))
    moved = browser(gated, address, Sessions(gated.memory(SESSIONS)).begin(OFFICER, "letter"))
    for number in range(1000, 1000 + GUESSES):
        guess(gated, address, number)
    assert admit(known, X_CSRF_Token=proof(known)).status_code == 200
    assert (moved.get("/v1/me").status_code, admit(moved).status_code) == (429, 429)
    assert moved.get("/v1/members").status_code == 200
    assert gated.services.last.caller.id == PUBLIC
    assert moved.get("/v1/me", environ_overrides=elsewhere).status_code == 200
    assert moved.get("/v1/me").status_code == 200


def test_what_is_over_is_looked_at_once_and_is_no_guess_after(gated: Entrance) -> None:
    address, rows = "192.0.2.4", gated.memory(SESSIONS)
    http = browser(gated, address, Sessions(rows).begin(OFFICER, "letter"))
    row_of(gated, http)["ends_at"] = clock.now()
    before = rows.looked_up
    assert {http.get("/v1/members").status_code for _ in range(2 * GUESSES)} == {200}
    assert rows.looked_up == before + 1
    assert {guess(gated, address, number, "/v1/me") for number in range(2001, 2000 + GUESSES)} == {401}
    assert guess(gated, address, 3000, "/v1/me") == 429
