"""A document in the form that the client reads, whole and of one edition."""

import base64
from typing import Any

import pytest
from flask.testing import FlaskClient

from chassis.errors import NotFound
from gateway.negotiation import FORMATS
from gateway.roles import SECRETARIAT
from gateway.schemas.documents import Document
from tests.unit.gateway.house import THING, Services, bearer

AGENDA = f"/v1/meetings/{THING}/documents/agenda"
REPORT = f"/v1/committees/{THING}/documents/annual-report"
PIECES = [b"one ", b"two ", b"three"]


def rendering(*versions: str) -> Any:
    """Chunks of an edition each, in the order in which they are asked for; the last stays."""
    left = list(versions)

    def render(body: dict[str, Any]) -> dict[str, Any]:
        version = left.pop(0) if len(left) > 1 else left[0]
        number = body["offset"]
        return {
            "content_type": FORMATS[body["format"]],
            "filename": "ระเบียบวาระ ๑-๒๕๖๑.pdf",
            "data": base64.b64encode(PIECES[number]).decode(),
            "next": number + 1 if number + 1 < len(PIECES) else None,
            "version": version,
        }

    return render


@pytest.mark.parametrize(
    ("accept", "mimetype"),
    [
        (None, "text/html"),
        ("*/*", "text/html"),
        ("text/html,application/xhtml+xml,*/*;q=0.8", "text/html"),
        ("application/pdf", "application/pdf"),
        (FORMATS["docx"], FORMATS["docx"]),
        ("application/pdf;q=0.5, text/html;q=0.4", "application/pdf"),
    ],
)
def test_the_chunks_are_joined(http: FlaskClient, services: Services, accept: Any, mimetype: str) -> None:
    services.answers["render_document"] = rendering("e1")
    answer = http.get(AGENDA, headers={"Accept": accept} if accept else {})
    assert (answer.status_code, answer.mimetype, answer.data) == (200, mimetype, b"one two three")
    assert answer.headers["ETag"] == '"e1"'
    shown, _, name = answer.headers["Content-Disposition"].partition("; ")
    assert shown == ("attachment" if accept == FORMATS["docx"] else "inline")
    assert name.startswith("filename*=UTF-8''%E0%B8%A3")
    assert "script" not in answer.headers["Content-Security-Policy"]


def test_its_state_is_json(http: FlaskClient, services: Services) -> None:
    services.answers["get_document"] = Document.EXAMPLE
    answer = http.get(AGENDA, headers={"Accept": "application/json", "If-None-Match": '"4"'})
    assert (answer.status_code, answer.json, answer.headers["ETag"]) == (200, Document.EXAMPLE, '"4"')


def test_a_form_that_there_is_not(http: FlaskClient, services: Services) -> None:
    answer = http.get(AGENDA, headers={"Accept": "image/png"})
    assert answer.status_code == 406
    assert not services.asked


def test_a_link_chooses_form_and_language(http: FlaskClient, services: Services) -> None:
    services.answers["render_document"] = rendering("e1")
    answer = http.get(f"{AGENDA}?format=pdf&language=en", headers={"Accept": "text/html"})
    assert (answer.mimetype, answer.headers["Content-Language"]) == ("application/pdf", "en")
    body = {"id": THING, "kind": "agenda", "format": "pdf", "language": "en", "offset": 2}
    assert services.last.body == body
    assert services.last.deadline == 20


def test_the_reader_s_language_is_the_default(http: FlaskClient, services: Services) -> None:
    services.answers["render_document"] = rendering("e1")
    assert http.get(AGENDA, headers={"Accept-Language": "en"}).headers["Content-Language"] == "en"
    assert http.get(AGENDA).headers["Content-Language"] == "th"


def test_an_edit_between_two_chunks_starts_anew(http: FlaskClient, services: Services) -> None:
    services.answers["render_document"] = rendering("e1", "e1", "e2")
    answer = http.get(AGENDA)
    assert (answer.data, answer.headers["ETag"]) == (b"one two three", '"e2"')


def test_what_is_edited_all_the_time_is_worth_repeating(http: FlaskClient, services: Services) -> None:
    services.answers["render_document"] = rendering(*(f"e{number}" for number in range(20)))
    assert http.get(AGENDA).status_code == 503


def test_an_edition_that_the_client_holds_is_not_sent(http: FlaskClient, services: Services) -> None:
    services.answers["render_document"] = rendering("e1")
    answer = http.get(AGENDA, headers={"If-None-Match": '"e1"'})
    assert (answer.status_code, answer.data, answer.headers["ETag"]) == (304, b"", '"e1"')
    assert [one.method for one in services.asked] == ["get_document", "render_document"]


def test_what_is_not_published_is_not_rendered(http: FlaskClient, services: Services) -> None:
    services.answers["get_document"] = NotFound("agenda.document_not_published")
    answer = http.get(AGENDA)
    assert answer.status_code == 404
    assert answer.json and answer.json["code"] == "agenda.document_not_published"
    assert [one.method for one in services.asked] == ["get_document"]


def test_a_letter_is_asked_for_by_its_member(http: FlaskClient, services: Services) -> None:
    services.answers["render_document"] = rendering("e1")
    path = f"/v1/meetings/{THING}/documents/invitation"
    assert http.get(f"{path}?member={THING}").status_code == 200
    assert services.last.body["member"] == THING
    assert http.get(f"{path}?member=nobody").status_code == 422


def test_a_sheet_to_sign_has_no_sign_off(http: FlaskClient) -> None:
    assert http.post(f"/v1/meetings/{THING}/documents/attendance/check").status_code == 404


def test_the_report_of_a_year_is_for_the_office(http: FlaskClient, services: Services) -> None:
    services.answers["render_annual_report"] = rendering("e1")
    office = bearer(SECRETARIAT)
    answer = http.get(f"{REPORT}?year_be=2018&language=en", headers={**office, "Accept": FORMATS["pdf"]})
    assert (answer.mimetype, answer.data) == ("application/pdf", b"one two three")
    body = {"id": THING, "year_be": 2561, "format": "pdf", "language": "en", "offset": 2}
    assert services.last.body == body
    assert http.get(REPORT, headers=office).status_code == 422
    png = {**office, "Accept": "image/png"}
    assert http.get(f"{REPORT}?year_be=2561", headers=png).status_code == 406
    assert http.get(f"{REPORT}?year_be=2561").status_code == 401
