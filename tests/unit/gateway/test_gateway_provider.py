"""From a page to a provider and back: the authorisation code flow with PKCE, at a real one."""

from collections.abc import Iterator
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from flask.testing import FlaskClient

from chassis.errors import NotFound
from gateway.identity.store import JOURNEYS
from tests.support.provider import Key, OpenIdProvider, running
from tests.unit.gateway.house import MEMBER, OTHER, THING
from tests.unit.gateway.signing import CLIENT, CLIENT_SECRET, HERE, Entrance, issuer

KEY = Key("only")
OFFICER, NOBODY, PERSON = "officer", "somebody", "person"
IN_OFFICE = {"status": "confirmed", "member": MEMBER}
FOUND = {"representative": THING, "member": MEMBER}
VOUCHED = {"EMAIL_VERIFIED": "true"}


@pytest.fixture(scope="module")
def provider() -> Iterator[OpenIdProvider]:
    with running(KEY, VOUCHED) as provider:
        provider.add_client(CLIENT, CLIENT_SECRET, f"{HERE}/sign-in/callback")
        provider.add_user(OFFICER, "desk")
        provider.add_user(NOBODY)
        provider.add_user(PERSON)
        yield provider


@pytest.fixture(scope="module")
def shared(provider: OpenIdProvider) -> Entrance:
    return Entrance.of(issuer(provider.issuer, trusts_email=True))


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


def come_back(http: FlaskClient, address: str, **otherwise: str) -> Any:
    query = {name: values[0] for name, values in parse_qs(urlsplit(address).query).items()}
    return http.get("/sign-in/callback", query_string=query | otherwise, headers={"Accept-Language": "en"})


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
    ],
    ids=str,
)
def test_what_does_not_belong_together_is_lost(
    provider: OpenIdProvider, http: FlaskClient, wrong: dict[str, str]
) -> None:
    assert_lost(come_back(http, provider.sign_in(go(http), OFFICER), **wrong))
    assert me(http)["code"] == "unauthenticated"


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


def test_who_speaks_for_several_asks_for_a_link(
    provider: OpenIdProvider, entrance: Entrance, http: FlaskClient
) -> None:
    entrance.services.answers["find_representatives"] = {"items": [FOUND, {**FOUND, "representative": OTHER}]}
    answer = come_back(http, provider.sign_in(go(http), PERSON))
    assert answer.status_code == 409 and "one comes for each" in answer.text


def test_who_has_a_link_signs_in_there_from_now_on(
    provider: OpenIdProvider, entrance: Entrance, http: FlaskClient
) -> None:
    account = entrance.identity.accounts.first()
    assert account and entrance.identity.accounts.first() is None
    http.post("/sign-in/link", data={"token": entrance.identity.links.for_account(account)})
    signed_in = me(http)
    assert (signed_in["id"], signed_in["roles"]) == (account, ["secretariat"])
    assert http.get("/sign-in/agency?connect=guess").status_code == 403
    back = provider.sign_in(go(http, f"/sign-in/agency?connect={signed_in['csrf']}"), NOBODY)
    assert come_back(http, back).status_code == 303
    another = entrance.app.test_client()
    come_back(another, provider.sign_in(go(another), NOBODY))
    assert me(another)["id"] == account
    again = provider.sign_in(go(another, f"/sign-in/agency?connect={me(another)['csrf']}"), PERSON)
    assert come_back(another, again).status_code == 409


def test_a_provider_that_is_away_is_told_as_that() -> None:
    http = Entrance.of(issuer("http://127.0.0.1:9/")).app.test_client()
    assert http.get("/sign-in/agency").status_code == 503
    assert http.get("/sign-in/unknown").status_code == 404


def assert_lost(answer: Any) -> None:
    assert answer.status_code == 400 and "Signing in was not completed" in answer.text
