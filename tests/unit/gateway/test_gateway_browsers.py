"""What a browser is told about what it gets: what it is, what may run in it, and what may be kept of it."""

from typing import Any

import pytest
from flask import Flask, Response
from flask.testing import FlaskClient

from chassis.call import Caller
from gateway.doorway import API_POLICY
from gateway.identity.cookies import JOURNEY, SESSION, Cookies
from gateway.pages.page import PAGE_POLICY
from gateway.pages.views import DOCS_POLICY
from gateway.roles import SECRETARIAT
from gateway.routes import attachments, documents, reports, scans
from tests.unit.gateway.house import THING, Services, bearer
from tests.unit.gateway.signing import Entrance

POLICIES = {
    "of the interface": API_POLICY,
    "of pages": PAGE_POLICY,
    "of the document": DOCS_POLICY,
    "of a chart": reports.CHART_POLICY,
    "of a file": attachments.POLICY,
    "of a scan": scans.POLICY,
    **{f"of a {form} document": policy for form, policy in documents.POLICIES.items()},
}
TEXTS = ("/", "/proposals", "/sign-in", "/assets/pages.css", "/v1/proposals/export", "/v1/meetings.ics")
NEEDED = {"default-src 'none'", "base-uri 'none'", "frame-ancestors 'none'"}


@pytest.mark.parametrize("of", POLICIES)
def test_nothing_comes_from_elsewhere_and_nobody_frames_it(of: str) -> None:
    said = {one.strip() for one in POLICIES[of].split(";")}
    assert said >= NEEDED
    scripts = {one for one in said if one.startswith("script-src")}
    assert scripts <= {"script-src 'self'"}
    assert not [one for one in said if "http" in one or "*" in one]


@pytest.mark.parametrize("policy", [API_POLICY, PAGE_POLICY, DOCS_POLICY])
def test_no_page_of_ours_is_styled_from_within(policy: str) -> None:
    assert "unsafe" not in policy


@pytest.mark.parametrize("path", [*TEXTS, f"/v1/meetings/{THING}/check-in/qr"])
def test_a_text_says_how_it_is_written(http: FlaskClient, services: Services, path: str) -> None:
    services.answers["get_check_in_code"] = {"meeting": THING, "member": THING, "code": "ABCD-2345"}
    answer = http.get(path, headers=bearer(SECRETARIAT))
    assert answer.status_code == 200, answer.text
    assert answer.content_type.endswith("; charset=utf-8"), answer.content_type


def signed_in(entrance: Entrance) -> FlaskClient:
    http = entrance.app.test_client()
    officer = Caller(id="officer-1", roles=frozenset({SECRETARIAT}))
    http.set_cookie(SESSION, entrance.identity.sessions.begin(officer, "letter"))
    return http


def test_nothing_of_who_was_signed_in_is_left_at_their_browser() -> None:
    http = signed_in(Entrance.of())
    me: Any = http.get("/v1/me")
    for path in ("/v1/me", "/v1/members", "/sign-in", "/"):
        assert "no-store" in http.get(path).headers["Cache-Control"]
    out = http.post("/sign-out", data={"csrf": me.json["csrf"]})
    assert out.headers["Clear-Site-Data"] == '"cache", "storage"'


def test_what_everybody_reads_may_be_kept_and_what_a_program_reads_by_that_program(http: FlaskClient) -> None:
    assert http.get("/v1/members").headers["Cache-Control"] == "no-cache"
    own = http.get("/v1/members", headers=bearer(SECRETARIAT))
    assert own.headers["Cache-Control"] == "private, no-cache"


@pytest.mark.parametrize("path", ["/", "/v1/members", f"/v1/members/{THING}"])
def test_a_request_is_not_sent_back(http: FlaskClient, path: str) -> None:
    assert http.open(path, method="TRACE", headers={"X-Secret": "x"}).status_code == 405


@pytest.mark.parametrize(
    "path", ["/assets", "/assets/", "/docs/", "/v1", "/v1/", "/.git/config", "/assets/.."]
)
def test_no_folder_is_listed(http: FlaskClient, path: str) -> None:
    assert http.get(path).status_code == 404


@pytest.mark.parametrize("path", ["/v1/members?limit=1&limit=2", "/v1/members?text=a&text=b"])
def test_a_value_that_is_named_twice_is_refused(http: FlaskClient, services: Services, path: str) -> None:
    answer: Any = http.get(path)
    assert (answer.status_code, services.asked) == (422, []), answer.text


@pytest.mark.parametrize("value", [{"$ne": ""}, {"$gt": ""}, ["a@b.example"], 1, True, None])
def test_what_asks_a_store_is_a_text_and_no_question_of_its_own(
    http: FlaskClient, services: Services, value: Any
) -> None:
    for path, body in (
        ("/v1/sign-in/links", {"email": value}),
        ("/v1/members/confirm", {"token": value}),
        (f"/v1/meetings/{THING}/check-in", {"member": value, "code": "ABCD-2345"}),
    ):
        answer: Any = http.post(path, json=body)
        assert (answer.status_code, services.asked) == (422, []), (path, answer.text)


@pytest.mark.parametrize("name", [SESSION, JOURNEY])
def test_no_script_reads_a_cookie_and_no_other_site_sends_it(name: str) -> None:
    response = Response()
    with Flask("browser").test_request_context(base_url="https://wara.example"):
        Cookies.of("https://wara.example").write(response, name, "text")
    first, *said = response.headers["Set-Cookie"].split("; ")
    assert first == f"__Host-{name}=text"
    assert sorted(said) == ["HttpOnly", "Path=/", "SameSite=Lax", "Secure"]


def test_nobody_is_led_from_one_scheme_to_another() -> None:
    http = Entrance.of(public_url="https://wara.example").app.test_client()
    for path in ("/", "/v1/members"):
        answer = http.get(path, base_url="http://localhost", headers={"X-Forwarded-Proto": "http"})
        assert (answer.status_code, answer.headers.get("Location")) == (200, None)
