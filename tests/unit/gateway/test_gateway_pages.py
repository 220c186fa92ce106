"""Pages for people: both languages, no script of a stranger, of use even when a service is away."""

import re

import pytest
from flask.testing import FlaskClient

from chassis.errors import NotFound, Unavailable
from gateway.schemas.committees import Committee
from gateway.schemas.documents import Document
from gateway.schemas.meetings import Meeting
from tests.unit.gateway.house import Services


def released(body: dict[str, str]) -> dict[str, object]:
    if body["kind"] == "agenda":
        raise NotFound("agenda.document_not_published")
    return dict(Document.EXAMPLE)


@pytest.fixture
def meeting(services: Services) -> dict[str, object]:
    services.answers["get_committee"] = Committee.EXAMPLE
    services.answers["list_meetings"] = {"items": [Meeting.EXAMPLE], "next": None}
    services.answers["get_document"] = released
    return dict(Meeting.EXAMPLE)


def test_the_start_page_shows_meetings_with_what_is_published(
    http: FlaskClient, meeting: dict[str, object]
) -> None:
    page = http.get("/")
    assert page.headers["Content-Language"] == "th"
    assert "การประชุมครั้งที่ ๑/๒๕๖๑" in page.text
    assert "๓๑ มกราคม ๒๕๖๑" in page.text
    assert f"/v1/meetings/{meeting['id']}/documents/news-release?language=th&amp;format=html" in page.text
    assert "documents/agenda" not in page.text


@pytest.mark.parametrize(("query", "header"), [("?language=en", "th"), ("", "en")])
def test_it_speaks_english_too(
    http: FlaskClient, meeting: dict[str, object], query: str, header: str
) -> None:
    page = http.get(f"/{query}", headers={"Accept-Language": header})
    assert '<html lang="en">' in page.text
    assert f"<h1>{Committee.EXAMPLE['name']['en']}</h1>" in page.text
    assert "Meeting 1/2561" in page.text
    assert "31 January 2018" in page.text


def test_it_is_of_use_while_a_service_is_away(http: FlaskClient, services: Services) -> None:
    services.answers["list_meetings"] = services.answers["get_committee"] = Unavailable()
    page = http.get("/", headers={"Accept-Language": "en"})
    assert page.status_code == 200
    assert "cannot be shown for the moment" in page.text
    assert "/docs" in page.text


def test_what_is_shown_cannot_run(http: FlaskClient, services: Services) -> None:
    evil = Meeting.EXAMPLE | {"venue": {"th": "<script>alert(1)</script>"}}
    services.answers["get_committee"] = {"name": {"th": "<script>alert(2)</script>"}}
    services.answers["list_meetings"] = {"items": [evil], "next": None}
    assert "<script" not in http.get("/").text


def test_every_code_has_a_place_to_link_to(http: FlaskClient) -> None:
    answer = http.get("/v1/nowhere")
    assert answer.json
    page, anchor = answer.json["type"].split("#")
    assert f'id="{anchor}"' in http.get(page).text


@pytest.mark.parametrize("path", ["/", "/docs", "/docs/events", "/problems", "/proposals"])
def test_nothing_is_fetched_from_elsewhere(http: FlaskClient, path: str) -> None:
    for address in re.findall(r'(?:src|href)="([^"]+)"', http.get(path).text):
        assert address.startswith(("/", "#", "?"))
        if address.startswith(("/docs/", "/assets/")):
            assert http.get(address).status_code == 200


def test_the_gateway_says_how_it_is(http: FlaskClient) -> None:
    assert http.get("/healthz").json == {"status": "ok"}
    assert http.get("/readyz").json == {"status": "ok", "checks": {"broker": True}}
