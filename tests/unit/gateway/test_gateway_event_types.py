"""The reference of events: all that the document has, each under a link of its own, in both languages."""

import html
import json
import re
from typing import Any

import pytest
from flask.testing import FlaskClient

from gateway import asyncapi
from gateway.pages.event_types import Field, attributes, fields
from gateway.pages.page import PAGE_POLICY

DOCUMENT: dict[str, Any] = json.loads(asyncapi.TEXT)
MESSAGES: dict[str, Any] = DOCUMENT["components"]["messages"]
CONVENED = "agenda.meeting.convened.v1"


def article(page: str, name: str) -> str:
    [found] = re.findall(rf'<article id="{re.escape(name)}">(.*?)</article>', page, re.DOTALL)
    return html.unescape(found)


@pytest.fixture(scope="module")
def page(app: Any) -> str:
    text: str = app.test_client().get("/docs/events", headers={"Accept-Language": "en"}).text
    return text


def test_the_document_is_served(http: FlaskClient) -> None:
    assert http.get("/asyncapi.json").json == DOCUMENT


def test_every_event_has_its_place_and_a_link_to_it(page: str) -> None:
    placed = re.findall(r'<article id="([^"]+)"', page)
    listed = re.search(r"<nav.*?</nav>", page, re.DOTALL)
    assert sorted(placed) == sorted(MESSAGES)
    assert listed and all(f'href="#{name}"' in listed[0] for name in placed)


def test_every_channel_has_a_place(page: str) -> None:
    assert all(f'<h2 id="{name}">' in page for name in DOCUMENT["channels"])
    assert "<code>partner.{partner}.events</code>" in page


@pytest.mark.parametrize("name", MESSAGES)
def test_it_says_what_the_event_means_of_what_and_an_example(page: str, name: str) -> None:
    said, [example] = article(page, name), MESSAGES[name]["payload"]["schema"]["examples"]
    assert MESSAGES[name]["summary"] in said
    subject = example.get("subject", "").partition("/")[0]
    assert f"<code>{subject}/…</code>" in said or not subject
    assert json.loads(re.findall(r"<pre>(.*)</pre>", said, re.DOTALL)[0]) == example


def test_it_says_which_fields_are_always_there_and_what_they_may_be(page: str) -> None:
    rows = article(page, CONVENED).split("<tr>")
    [status] = [row for row in rows if "<code>status</code>" in row]
    [venue] = [row for row in rows if "<code>venue</code>" in row]
    assert "<td>always</td>" in status and "<code>in_session</code>" in status
    assert "<td>text</td><td>where there is a value</td>" in venue and "maxLength 300" in venue


def test_what_is_within_a_field_has_a_row_of_its_own() -> None:
    day = {"type": "string", "format": "date"}
    of = {"type": "object", "required": ["on"], "properties": {"on": day}}
    schema = {"required": ["many"], "properties": {"many": {"type": "array", "items": of}, "one": of}}
    assert list(fields(schema)) == [
        Field("many", "array of object", True, [], "", ""),
        Field("many[].on", "string (date)", True, [], "", ""),
        Field("one", "object", False, [], "", ""),
        Field("one.on", "string (date)", True, [], "", ""),
    ]


def test_of_the_attributes_it_says_what_holds_for_every_event() -> None:
    found = {one.name: one for one in attributes(DOCUMENT)}
    assert found["specversion"].values == ["1.0"]
    assert found["type"].values == found["source"].values == []
    assert found["id"].type == "string (uuid)"
    assert "data" not in found


@pytest.mark.parametrize(("language", "title"), [("th", "เหตุการณ์ที่แจ้ง"), ("en", "Events: ")])
def test_it_stands_in_the_readers_language_and_cannot_run(
    http: FlaskClient, language: str, title: str
) -> None:
    answer = http.get(f"/docs/events?language={language}")
    assert f"<h1>{title}" in answer.text
    assert answer.headers["Content-Security-Policy"] == PAGE_POLICY
    assert "<script" not in answer.text


def test_the_other_references_lead_to_it(http: FlaskClient) -> None:
    assert all('href="/docs/events' in http.get(path).text for path in ("/", "/docs"))
