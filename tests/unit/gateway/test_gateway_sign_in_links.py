"""Signing in by a link: asked for alike by everybody, used once, in time, by whom it was written to."""

from datetime import timedelta
from typing import Any

import pytest
from flask.testing import FlaskClient

from chassis import clock
from chassis.errors import Conflict, Denied, NotFound, Unavailable
from gateway.gate.limits import Limits
from gateway.gate.rates import LIMITS, SIGN_IN
from gateway.identity import identity
from gateway.identity.cookies import SESSION
from gateway.identity.identity import Identity
from gateway.identity.links import MAILED
from gateway.identity.store import LINKS, SESSIONS
from tests.unit.gateway.house import MEMBER, OTHER, THING
from tests.unit.gateway.rows import Memory
from tests.unit.gateway.signing import HERE, Entrance

EMAIL = "representative@agency.example"
IN_OFFICE = {"status": "confirmed", "member": MEMBER}
TOKEN = "what stands in the letter"


@pytest.fixture(scope="module")
def shared() -> Entrance:
    return Entrance.of()


@pytest.fixture
def entrance(shared: Entrance) -> Entrance:
    shared = shared.anew()
    shared.services.answers["get_representative"] = IN_OFFICE
    return shared


@pytest.fixture
def http(entrance: Entrance, monkeypatch: pytest.MonkeyPatch) -> FlaskClient:
    monkeypatch.setattr(identity, "ANSWER_AFTER_SECONDS", 0.0)
    return entrance.app.test_client()


def written(entrance: Entrance, http: FlaskClient, to: str = THING) -> None:
    """A letter to this person, whose link is TOKEN."""
    assert http.post("/v1/sign-in/links", json={"email": EMAIL}).status_code == 202
    made_of = entrance.services.last.body["secret"]
    found = {"representative": to, "member": MEMBER, "about": made_of}
    entrance.services.answers["read_link"] = lambda body: found


def enter(http: FlaskClient, token: str = TOKEN, **headers: str) -> Any:
    return http.post("/sign-in/link", data={"token": token}, headers={"Accept-Language": "en", **headers})


def test_everybody_is_answered_alike(entrance: Entrance, http: FlaskClient) -> None:
    answer = http.post("/v1/sign-in/links", json={"email": EMAIL})
    assert (answer.status_code, answer.json) == (202, {})
    (asked,) = entrance.services.asked
    assert (asked.service, asked.method) == ("notify", "send_sign_in_links")
    assert asked.body.keys() == {"email", "secret", "until"} and asked.body["email"] == EMAIL
    until = clock.from_wire(asked.body["until"]) - clock.now()
    assert MAILED - timedelta(minutes=1) < until <= MAILED


def test_a_command_that_is_repeated_sends_nothing_more(entrance: Entrance, http: FlaskClient) -> None:
    for _ in range(2):
        answer = http.post("/v1/sign-in/links", json={"email": EMAIL}, headers={"Idempotency-Key": "once"})
        assert (answer.status_code, answer.json) == (202, {})
    assert len(entrance.services.asked) == 1


def test_a_key_that_came_with_another_address_is_refused(entrance: Entrance, http: FlaskClient) -> None:
    once = {"Idempotency-Key": "another"}
    assert http.post("/v1/sign-in/links", json={"email": EMAIL}, headers=once).status_code == 202
    other: Any = http.post("/v1/sign-in/links", json={"email": f"x{EMAIL}"}, headers=once)
    assert (other.status_code, other.json["code"]) == (422, "command_reused")
    assert http.post("/v1/sign-in/links", json={"email": EMAIL.upper()}, headers=once).status_code == 202
    assert len(entrance.services.asked) == 1


def test_neither_the_secret_nor_the_address_is_kept(entrance: Entrance, http: FlaskClient) -> None:
    written(entrance, http)
    kept = str(entrance.memory.of)
    assert entrance.services.last.body["secret"] not in kept
    assert EMAIL not in str([rows.rows for rows in entrance.memory.of.values()])


def test_nobody_learns_from_the_time_it_takes(entrance: Entrance, monkeypatch: pytest.MonkeyPatch) -> None:
    slept: list[float] = []
    monkeypatch.setattr("time.sleep", slept.append)
    entrance.app.test_client().post("/v1/sign-in/links", json={"email": EMAIL})
    assert 0 < slept[0] <= identity.ANSWER_AFTER_SECONDS


@pytest.mark.parametrize("email", ["", "x", "a@b@c", "a" * 250 + "@x.example"])
def test_what_is_no_address_is_told(entrance: Entrance, http: FlaskClient, email: str) -> None:
    assert http.post("/v1/sign-in/links", json={"email": email}).status_code == 422
    assert http.post("/sign-in", data={"email": email}).status_code == 422
    assert not entrance.services.asked


def test_while_letters_cannot_be_sent_it_is_told(entrance: Entrance, http: FlaskClient) -> None:
    entrance.services.answers["send_sign_in_links"] = Unavailable()
    assert http.post("/v1/sign-in/links", json={"email": EMAIL}).status_code == 503


def test_an_address_is_not_written_to_all_day(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(identity, "ANSWER_AFTER_SECONDS", 0.0)
    own = Entrance.of()
    rare = Identity.of(Memory(), (), HERE, Limits(now=lambda: 1_000_000_020.0))
    own.app.extensions[identity.EXTENSION] = rare
    http = own.app.test_client()
    most = LIMITS[SIGN_IN]["person"].most
    for number in range(most):
        email = EMAIL.upper() if number else EMAIL
        assert http.post("/v1/sign-in/links", json={"email": email}).status_code == 202
    assert http.post("/v1/sign-in/links", json={"email": EMAIL}).status_code == 429
    assert http.post("/v1/sign-in/links", json={"email": f"x{EMAIL}"}).status_code == 202


def test_the_page_says_the_same_to_everybody(http: FlaskClient) -> None:
    page = http.get("/sign-in?language=en")
    assert "By a link in a message" in page.text and page.headers["Referrer-Policy"] == "same-origin"
    assert (
        "If a representative has this address"
        in http.post("/sign-in?language=en", data={"email": EMAIL}).text
    )


def test_a_link_signs_in_who_was_written_to(entrance: Entrance, http: FlaskClient) -> None:
    written(entrance, http)
    assert TOKEN in http.get("/sign-in/link", query_string={"token": TOKEN}).text
    assert http.get("/v1/me").status_code == 401
    answer = enter(http)
    assert (answer.status_code, answer.headers["Location"]) == (303, "/sign-in?language=en")
    cookie = answer.headers["Set-Cookie"]
    assert cookie.startswith("wara=") and all(
        part in cookie.split("; ") for part in ("HttpOnly", "Path=/", "SameSite=Lax")
    )
    assert "Secure" not in cookie
    me = http.get("/v1/me").json
    assert me and (me["id"], me["roles"]) == (THING, ["representative"])
    assert "Representative of a member" in http.get("/sign-in?language=en").text


def test_over_https_nobody_else_can_have_set_the_cookie(monkeypatch: pytest.MonkeyPatch) -> None:
    entrance = Entrance.of(public_url="https://wara.example")
    entrance.services.answers["get_representative"] = IN_OFFICE
    account = entrance.identity.accounts.first()
    assert account
    answer = enter(entrance.app.test_client(), entrance.identity.links.for_account(account))
    cookie = answer.headers["Set-Cookie"]
    assert cookie.startswith("__Host-wara=") and "Secure" in cookie.split("; ")


def test_it_is_good_once(entrance: Entrance, http: FlaskClient) -> None:
    written(entrance, http)
    assert enter(http).status_code == 303
    again = enter(entrance.app.test_client())
    assert again.status_code == 409 and "The link is used" in again.text


def test_each_of_those_who_were_written_to_has_one_of_their_own(
    entrance: Entrance, http: FlaskClient
) -> None:
    written(entrance, http)
    assert enter(http).status_code == 303
    found = {**entrance.services.answers["read_link"]({}), "representative": OTHER}  # type: ignore[operator]
    entrance.services.answers["read_link"] = found
    other = entrance.app.test_client()
    assert enter(other).status_code == 303
    assert other.get("/v1/me").json["id"] == OTHER  # type: ignore[index]


def test_it_is_good_for_ten_minutes(entrance: Entrance, http: FlaskClient) -> None:
    began = clock.now()
    written(entrance, http)
    for row in entrance.memory(LINKS).rows.values():
        assert row["ends_at"] - began <= timedelta(minutes=10, seconds=1)
        row["ends_at"] = clock.now()
    assert enter(http).status_code == 409


def test_what_the_gateway_did_not_ask_for_opens_nothing(entrance: Entrance, http: FlaskClient) -> None:
    """Not even under the signature of notify."""
    found = {"representative": THING, "member": MEMBER, "about": "made up"}
    entrance.services.answers["read_link"] = found
    assert enter(http).status_code == 403


@pytest.mark.parametrize("refusal", [Denied("notify.link_invalid"), Conflict("notify.link_expired")])
def test_what_notify_did_not_sign_opens_nothing(
    entrance: Entrance, http: FlaskClient, refusal: Exception
) -> None:
    written(entrance, http)
    entrance.services.answers["read_link"] = refusal
    assert enter(http).status_code in (403, 409)
    assert not entrance.memory(SESSIONS).all(owner=THING, by="none")


def test_who_has_left_office_since_is_not_let_in_and_uses_nothing(
    entrance: Entrance, http: FlaskClient
) -> None:
    written(entrance, http)
    entrance.services.answers["get_representative"] = NotFound()
    assert enter(http).status_code == 403
    entrance.services.answers["get_representative"] = IN_OFFICE
    assert enter(http).status_code == 303


@pytest.mark.parametrize(
    "headers",
    [{"Sec-Fetch-Site": "cross-site"}, {"Origin": "https://other.example"}, {"Origin": "null"}],
    ids=str,
)
def test_no_other_site_signs_a_visitor_in(
    entrance: Entrance, http: FlaskClient, headers: dict[str, str]
) -> None:
    written(entrance, http)
    assert enter(http, **headers).status_code == 403
    assert enter(http, **{"Sec-Fetch-Site": "same-origin"}).status_code == 303


def test_a_session_from_before_is_never_gone_on_with(entrance: Entrance, http: FlaskClient) -> None:
    planted = "0" * 32 + "." + "A" * 43
    http.set_cookie(SESSION, planted)
    written(entrance, http)
    enter(http)
    first = http.get_cookie(SESSION)
    assert first and first.value != planted
    proof = http.get("/v1/me").json["csrf"]  # type: ignore[index]
    written_again = http.post("/v1/sign-in/links", json={"email": EMAIL}, headers={"X-CSRF-Token": proof})
    assert written_again.status_code == 202
    secret = entrance.services.last.body["secret"]
    entrance.services.answers["read_link"] = {"representative": OTHER, "member": MEMBER, "about": secret}
    http.post("/sign-in/link", data={"token": TOKEN, "csrf": proof})
    second = http.get_cookie(SESSION)
    assert second and second.value != first.value
    old = entrance.app.test_client()
    old.set_cookie(SESSION, first.value)
    assert old.get("/v1/me").status_code == 401


def test_a_printed_link_signs_an_account_in_once(entrance: Entrance, http: FlaskClient) -> None:
    account = entrance.identity.accounts.first()
    assert account
    link = entrance.identity.links.for_account(account)
    assert enter(http, link).status_code == 303
    me = http.get("/v1/me").json
    assert me and (me["id"], me["roles"], me["member"]) == (account, ["secretariat"], None)
    assert enter(entrance.app.test_client(), link).status_code == 409
    assert entrance.identity.accounts.first() is None
