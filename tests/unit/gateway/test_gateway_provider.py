"""From a page to a provider and back: the authorisation code flow with PKCE, at a real one."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import parse_qs, urlsplit
from uuid import UUID

import pytest
import requests
from canaille.app import models
from canaille.backends import Backend
from flask.testing import FlaskClient

from chassis import clock
from chassis.call import Caller
from chassis.errors import NotFound
from chassis.ids import new_id
from gateway.gate import remembered
from gateway.identity import journeys, sessions, vouching
from gateway.identity.cookies import SESSION
from gateway.identity.identity import is_verified
from gateway.identity.sessions import FRESH
from gateway.identity.store import ACCOUNTS, JOURNEYS, SESSIONS
from gateway.identity.vouching import Grant
from tests.support.provider import Key, OpenIdProvider, running
from tests.unit.gateway.house import MEMBER, OTHER, THING
from tests.unit.gateway.signing import CLIENT, CLIENT_SECRET, HERE, TABLE, Entrance, issuer

KEY = Key("only")
OFFICER, NOBODY, PERSON = "officer", "somebody", "person"
LEAVING, STAYING, BRIEF = "leaving", "staying", "brief"
IN_OFFICE = {"status": "confirmed", "member": MEMBER}
FOUND = {"representative": THING, "member": MEMBER}
VOUCHED = {"EMAIL_VERIFIED": "true"}


@pytest.fixture(scope="module")
def provider() -> Iterator[OpenIdProvider]:
    with running(KEY, VOUCHED) as provider:
        provider.add_client(CLIENT, CLIENT_SECRET, f"{HERE}/sign-in/callback", "refresh_token")
        provider.add_client(BRIEF, CLIENT_SECRET, f"{HERE}/sign-in/callback")
        for user in (LEAVING, STAYING):
            provider.add_user(user, "desk", f"of {user}")
        provider.add_user(OFFICER, "desk")
        provider.add_user(NOBODY)
        provider.add_user(PERSON)
        yield provider


@pytest.fixture(scope="module")
def shared(provider: OpenIdProvider) -> Entrance:
    table = {**TABLE, f"of {STAYING}": ("operator",)}
    return Entrance.of(issuer(provider.issuer, trusts_email=True, table=table))


@pytest.fixture
def entrance(shared: Entrance) -> Entrance:
    shared = shared.anew()
    shared.services.answers["find_representatives"] = {"items": []}
    shared.services.answers["get_representative"] = IN_OFFICE
    return shared


@pytest.fixture
def http(entrance: Entrance) -> FlaskClient:
    return entrance.app.test_client()


def go(http: FlaskClient, path: str = "/sign-in/agency") -> str:
    answer = http.get(path)
    assert answer.status_code == 303
    return answer.headers["Location"]


def come_back(http: FlaskClient, address: str, **otherwise: str | None) -> Any:
    query = {name: values[0] for name, values in parse_qs(urlsplit(address).query).items()}
    said = {name: value for name, value in (query | otherwise).items() if value is not None}
    return http.get("/sign-in/callback", query_string=said, headers={"Accept-Language": "en"})


def me(http: FlaskClient) -> Any:
    return http.get("/v1/me").json


def test_an_officer_signs_in(provider: OpenIdProvider, http: FlaskClient) -> None:
    address = go(http)
    asked = parse_qs(urlsplit(address).query)
    assert asked["code_challenge_method"] == ["S256"] and asked["nonce"] and asked["state"]
    assert "code_verifier" not in address
    answer = come_back(http, provider.sign_in(address, OFFICER))
    assert (answer.status_code, answer.headers["Location"]) == (303, "/sign-in?language=en")
    assert me(http)["roles"] == ["secretariat"]


def test_who_comes_back_twice_is_not_let_in_again(
    provider: OpenIdProvider, entrance: Entrance, http: FlaskClient
) -> None:
    back = provider.sign_in(go(http), OFFICER)
    begun = len(entrance.memory(JOURNEYS).rows)
    assert come_back(http, back).status_code == 303
    assert len(entrance.memory(JOURNEYS).rows) == begun - 1
    assert_lost(come_back(http, back))


def test_what_began_in_another_browser_ends_there(
    provider: OpenIdProvider, entrance: Entrance, http: FlaskClient
) -> None:
    other = entrance.app.test_client()
    back = provider.sign_in(go(other), OFFICER)
    go(http)
    assert_lost(come_back(http, back))
    assert me(http)["code"] == "unauthenticated"


@pytest.mark.parametrize(
    "wrong",
    [
        {"state": "made-up"},
        {"state": ""},
        {"code": "made-up"},
        {"code": ""},
        {"iss": "https://other.example/"},
        {"iss": ""},
        {"iss": None},
    ],
    ids=str,
)
def test_what_does_not_belong_together_is_lost(
    provider: OpenIdProvider, http: FlaskClient, wrong: dict[str, str | None]
) -> None:
    assert_lost(come_back(http, provider.sign_in(go(http), OFFICER), **wrong))
    assert me(http)["code"] == "unauthenticated"


def test_who_sent_somebody_back_is_left_out_by_a_provider_that_does_not_promise_to_say_it(
    provider: OpenIdProvider, entrance: Entrance, http: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    back = provider.sign_in(go(http), OFFICER)
    about = entrance.identity.tokens.providers["agency"].about()
    monkeypatch.setitem(about, journeys.SAYS_WHO, False)
    assert come_back(http, back, iss=None).status_code == 303


def test_a_code_without_its_verifier_is_worth_nothing(
    provider: OpenIdProvider, entrance: Entrance, http: FlaskClient
) -> None:
    back = provider.sign_in(go(http), OFFICER)
    for row in entrance.memory(JOURNEYS).rows.values():
        row["verifier"] = "another " * 8
    assert_lost(come_back(http, back))


def test_an_answer_to_another_question_is_not_believed(
    provider: OpenIdProvider, entrance: Entrance, http: FlaskClient
) -> None:
    back = provider.sign_in(go(http), OFFICER)
    for row in entrance.memory(JOURNEYS).rows.values():
        row["nonce"] = "another"
    assert come_back(http, back).status_code == 401


def test_whom_nobody_gave_a_role_is_told_so(provider: OpenIdProvider, http: FlaskClient) -> None:
    answer = come_back(http, provider.sign_in(go(http), NOBODY))
    assert answer.status_code == 403 and "Nobody has given you a role" in answer.text


def test_a_representative_is_who_has_the_address_and_is_in_office(
    provider: OpenIdProvider, entrance: Entrance, http: FlaskClient
) -> None:
    entrance.services.answers["find_representatives"] = {"items": [FOUND]}
    assert come_back(http, provider.sign_in(go(http), PERSON)).status_code == 303
    found = next(one for one in entrance.services.asked if one.method == "find_representatives")
    assert found.body == {"email": f"{PERSON}@agency.example"}
    http.get("/v1/proposals")
    caller = entrance.services.last.caller
    assert (caller.id, caller.roles, caller.member) == (THING, frozenset({"representative"}), MEMBER)


def test_who_is_not_in_office_is_no_representative(
    provider: OpenIdProvider, entrance: Entrance, http: FlaskClient
) -> None:
    entrance.services.answers["find_representatives"] = {"items": [{**FOUND, "representative": OTHER}]}
    entrance.services.answers["get_representative"] = NotFound()
    assert come_back(http, provider.sign_in(go(http), NOBODY)).status_code == 403


@pytest.mark.parametrize("said", [True, "true"])
def test_an_address_is_verified_where_the_provider_says_so(said: Any) -> None:
    assert is_verified({"email_verified": said})


@pytest.mark.parametrize("said", [None, False, 0, 1, 1.0, "", "1", "True", "yes", ["true"], {"true": True}])
def test_what_is_no_boolean_verifies_no_address(said: Any) -> None:
    assert not is_verified({"email_verified": said})


def test_who_has_left_office_does_not_come_in_again(
    provider: OpenIdProvider, entrance: Entrance, http: FlaskClient
) -> None:
    entrance.services.answers["find_representatives"] = {"items": [FOUND]}
    assert come_back(http, provider.sign_in(go(http), PERSON)).status_code == 303
    entrance.services.answers["find_representatives"] = {"items": []}
    entrance.services.answers["get_representative"] = NotFound()
    again = come_back(http, provider.sign_in(go(http), PERSON))
    assert again.status_code == 403 and "Nobody has given you a role" in again.text
    assert not [row for row in entrance.memory(ACCOUNTS).rows.values() if row["representative"] == THING]


def test_who_speaks_for_several_asks_for_a_link(
    provider: OpenIdProvider, entrance: Entrance, http: FlaskClient
) -> None:
    entrance.services.answers["find_representatives"] = {"items": [FOUND, {**FOUND, "representative": OTHER}]}
    answer = come_back(http, provider.sign_in(go(http), PERSON))
    assert answer.status_code == 409 and "one comes for each" in answer.text


def connecting(http: FlaskClient) -> str:
    """The address that the page has for it."""
    (found,) = re.findall(r'href="(/sign-in/agency\?connect=[\w-]+)"', http.get("/sign-in").text)
    return str(found)


def test_who_has_a_link_signs_in_there_from_now_on(
    provider: OpenIdProvider, entrance: Entrance, http: FlaskClient
) -> None:
    account = entrance.identity.accounts.first()
    assert account and entrance.identity.accounts.first() is None
    http.post("/sign-in/link", data={"token": entrance.identity.links.for_account(account)})
    signed_in = me(http)
    assert (signed_in["id"], signed_in["roles"]) == (account, ["secretariat"])
    for guess in ("guess", signed_in["csrf"]):
        assert http.get(f"/sign-in/agency?connect={guess}").status_code == 403
    headers = {"X-CSRF-Token": connecting(http).partition("=")[2]}
    assert http.post("/sign-out", headers=headers).status_code == 403, "addresses are written down"
    back = provider.sign_in(go(http, connecting(http)), NOBODY)
    assert come_back(http, back).status_code == 303
    another = entrance.app.test_client()
    come_back(another, provider.sign_in(go(another), NOBODY))
    assert me(another)["id"] == account
    again = provider.sign_in(go(another, connecting(another)), PERSON)
    assert come_back(another, again).status_code == 409


def test_who_has_signed_in_just_now_chooses_where_they_sign_in(entrance: Entrance, http: FlaskClient) -> None:
    account = entrance.identity.accounts.open(new_id(), ["secretariat"])["id"]
    http.post("/sign-in/link", data={"token": entrance.identity.links.for_account(account)})
    path = connecting(http)
    (row,) = entrance.memory(SESSIONS).all(owner=account)
    entrance.memory(SESSIONS).change(row["_id"], authenticated_at=row["authenticated_at"] - FRESH)
    entrance.identity.sessions._known.forget(row["_id"])
    assert http.get(path).status_code == 403
    assert http.get("/sign-in/agency").status_code == 303


def ends_another(entrance: Entrance, http: FlaskClient) -> tuple[int, str]:
    """A session of the same person, in another browser."""
    signed_in = me(http)
    caller = Caller(id=signed_in["id"], roles=frozenset(signed_in["roles"]))
    other = UUID(entrance.identity.sessions.begin(caller, "agency").split(".")[0])
    headers = {"X-CSRF-Token": signed_in["csrf"]}
    answer: Any = http.post(f"/v1/sessions/{other}/end", headers=headers)
    return answer.status_code, answer.json.get("code", "")


def test_whom_the_provider_let_in_without_asking_is_asked_before_they_decide_on_others(
    provider: OpenIdProvider, entrance: Entrance, http: FlaskClient
) -> None:
    browser = requests.Session()
    come_back(http, provider.sign_in(go(http), OFFICER, browser))
    assert ends_another(entrance, http) == (200, "")
    silently = provider.let_through(go(http), browser)
    assert silently
    provider.say_they_signed_in(timedelta(hours=1))
    come_back(http, silently)
    assert me(http)["roles"] == ["secretariat"]
    assert ends_another(entrance, http) == (403, "sign_in_again")
    assert "/sign-in/agency?anew" in http.get("/sign-in").text
    assert provider.let_through(go(http, "/sign-in/agency?anew"), browser) is None
    come_back(http, provider.sign_in(go(http, "/sign-in/agency?anew"), OFFICER, browser))
    assert ends_another(entrance, http) == (200, "")


def test_a_provider_that_asks_nobody_is_not_believed_to_have(
    provider: OpenIdProvider, entrance: Entrance, http: FlaskClient
) -> None:
    back = provider.sign_in(go(http, "/sign-in/agency?anew"), OFFICER)
    provider.say_they_signed_in(FRESH + timedelta(seconds=1))
    assert come_back(http, back).status_code == 303
    assert ends_another(entrance, http) == (403, "sign_in_again")


def test_only_who_asks_for_it_is_asked_anew(http: FlaskClient) -> None:
    usual, anew = (parse_qs(urlsplit(go(http, f"/sign-in/agency{how}")).query) for how in ("", "?anew"))
    assert not {"prompt", "max_age"} & usual.keys()
    assert (anew["prompt"], anew["max_age"]) == (["login"], ["900"])


@pytest.mark.parametrize("said", [{}, *({"auth_time": one} for one in (None, "1", True, -1, float("nan")))])
def test_when_somebody_signed_in_there_it_must_say(said: dict[str, Any]) -> None:
    assert vouching.authenticated_at(said) is None


def test_nobody_has_signed_in_later_than_now() -> None:
    at = vouching.authenticated_at({"auth_time": 1e300})
    assert at and at <= clock.now()
    assert vouching.authenticated_at({"auth_time": 0}) == datetime(1970, 1, 1, tzinfo=UTC)


@pytest.fixture
def nothing_is_remembered(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(remembered, "SECONDS", -1.0)


def signed_in(provider: OpenIdProvider, entrance: Entrance, http: FlaskClient, user: str) -> dict[str, Any]:
    """The row of the session."""
    before = set(entrance.memory(SESSIONS).rows)
    assert come_back(http, provider.sign_in(go(http), user)).status_code == 303
    rows = entrance.memory(SESSIONS).rows
    return next(row for id, row in rows.items() if id not in before)


def make_due(row: dict[str, Any]) -> None:
    row["believed_until"] = clock.now()


def grant_of(http: FlaskClient, row: dict[str, Any]) -> Grant:
    cookie = http.get_cookie(SESSION)
    assert cookie
    return Grant.opened(row["grant"], cookie.value)


@pytest.mark.usefixtures("nothing_is_remembered")
def test_a_role_that_was_withdrawn_at_the_provider_is_gone_when_its_word_is_over(
    provider: OpenIdProvider, entrance: Entrance, http: FlaskClient
) -> None:
    row = signed_in(provider, entrance, http, STAYING)
    believed = row["believed_until"] - row["began_at"]
    assert timedelta(minutes=59) < believed <= timedelta(minutes=61)
    assert me(http)["roles"] == ["operator", "secretariat"]
    provider.leave(STAYING, "desk")
    assert me(http)["roles"] == ["operator", "secretariat"]
    before = grant_of(http, row)
    make_due(row)
    assert me(http)["roles"] == ["operator"]
    assert row["believed_until"] > clock.now() + sessions.ASKED_AGAIN
    renewed = grant_of(http, row)
    assert renewed.subject == before.subject and renewed.token != before.token


@pytest.mark.usefixtures("nothing_is_remembered")
def test_who_has_no_role_there_any_more_is_signed_out(
    provider: OpenIdProvider, entrance: Entrance, http: FlaskClient
) -> None:
    row = signed_in(provider, entrance, http, LEAVING)
    provider.leave(LEAVING, "desk")
    make_due(row)
    assert me(http)["code"] == "unauthenticated"
    assert row["_id"] not in entrance.memory(SESSIONS).rows


@pytest.mark.usefixtures("nothing_is_remembered")
def test_whom_the_provider_does_not_vouch_for_again_is_signed_out(
    provider: OpenIdProvider, entrance: Entrance, http: FlaskClient
) -> None:
    row = signed_in(provider, entrance, http, OFFICER)
    with provider.app.app_context():
        for token in Backend.instance.query(models.Token):
            token.revokation_date = clock.now()
            Backend.instance.save(token)
    make_due(row)
    assert me(http)["code"] == "unauthenticated"


@pytest.mark.usefixtures("nothing_is_remembered")
def test_while_it_is_away_its_word_counts_and_it_is_asked_again_soon(
    provider: OpenIdProvider, entrance: Entrance, http: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    row = signed_in(provider, entrance, http, OFFICER)
    about = entrance.identity.tokens.providers["agency"].about()
    monkeypatch.setitem(about, "token_endpoint", "http://127.0.0.1:9/")
    make_due(row)
    assert me(http)["roles"] == ["secretariat"]
    assert clock.now() < row["believed_until"] <= clock.now() + sessions.ASKED_AGAIN
    monkeypatch.undo()
    monkeypatch.setattr(remembered, "SECONDS", -1.0)
    make_due(row)
    assert me(http)["roles"] == ["secretariat"]
    assert row["believed_until"] > clock.now() + sessions.ASKED_AGAIN


def test_what_the_provider_is_asked_by_is_kept_from_who_has_the_database(
    provider: OpenIdProvider, entrance: Entrance, http: FlaskClient
) -> None:
    row = signed_in(provider, entrance, http, OFFICER)
    with provider.app.app_context():
        tokens = [token.refresh_token for token in Backend.instance.query(models.Token)]
    assert tokens and not any(token.encode() in row["grant"] for token in tokens)
    assert not any(token in str(row) for token in tokens)


def test_where_it_cannot_be_asked_again_a_session_ends_with_its_word(provider: OpenIdProvider) -> None:
    entrance = Entrance.of(issuer(provider.issuer, client_id=BRIEF, believed_minutes=10))
    http = entrance.app.test_client()
    row = signed_in(provider, entrance, http, OFFICER)
    assert row["ends_at"] - row["began_at"] < timedelta(minutes=11) and "grant" not in row
    assert me(http)["roles"] == ["secretariat"]


def test_a_provider_that_is_away_is_told_as_that() -> None:
    http = Entrance.of(issuer("http://127.0.0.1:9/")).app.test_client()
    assert http.get("/sign-in/agency").status_code == 503
    assert http.get("/sign-in/unknown").status_code == 404


def assert_lost(answer: Any) -> None:
    assert answer.status_code == 400 and "Signing in was not completed" in answer.text
