"""Refusals: their status, their words, and what they never show."""

from typing import Any

import pytest
from flask.testing import FlaskClient

from chassis import errors
from chassis.schema import FIELD_CODES
from gateway import access, etags, idempotency, problems, texts
from gateway.schemas import (
    actions,
    agenda,
    broadcasts,
    committees,
    documents,
    meetings,
    members,
    minutes,
    notifications,
    proposals,
    referrals,
)
from tests.unit.gateway.house import THING, Services

OURS = (*etags.CODES, *idempotency.CODES, *problems.CODE_BY_STATUS.values(), *problems.STATUS_BY_KIND)


@pytest.mark.parametrize("kind", errors.KINDS)
def test_every_kind_of_error_has_its_status(http: FlaskClient, services: Services, kind: str) -> None:
    services.answers["list_members"] = errors.KINDS[kind]()
    answer = http.get("/v1/members")
    assert answer.status_code == (409 if kind == "not_yet_known" else problems.STATUS_BY_KIND[kind])
    assert answer.mimetype == "application/problem+json"
    assert answer.headers["Cache-Control"] == "no-store"


def test_a_refusal_is_worded_in_the_language_of_the_request(http: FlaskClient, services: Services) -> None:
    services.answers["get_member"] = errors.Conflict(aggregate="member", status="withdrawn", verb="admit")
    thai: Any = http.get(f"/v1/members/{THING}").json
    english: Any = http.get(f"/v1/members/{THING}", headers={"Accept-Language": "en-GB, th;q=0.2"}).json
    assert thai["detail"] == "ไม่สามารถรับได้ เนื่องจากสมาชิกนี้อยู่ในสถานะ “ถอนแล้ว”"
    assert english["detail"] == "Not possible: admit, for this member is withdrawn."
    assert english["code"] == thai["code"] == "transition_forbidden"
    assert english["type"] == "/problems#transition_forbidden"
    assert english["params"] == {"aggregate": "member", "status": "withdrawn", "verb": "admit"}


@pytest.mark.parametrize(
    ("header", "language"),
    [
        (None, "th"),
        ("en", "en"),
        ("th;q=0.3, en;q=0.8", "en"),
        ("de, en;q=0.5, th;q=0.4", "en"),
        ("de", "th"),
        ("en;q=0", "th"),
        ("*", "th"),
        ("EN-us", "en"),
        (";;;", "th"),
    ],
)
def test_the_language_is_the_best_of_two(http: FlaskClient, header: str | None, language: str) -> None:
    answer = http.get("/nowhere", headers={"Accept-Language": header} if header else {})
    assert answer.headers["Content-Language"] == language


def test_numbers_stand_in_a_sentence_as_its_language_writes_them() -> None:
    params = {"number": {"th": "๑/๒๕๖๑", "en": "1/2561"}}
    assert texts.detail("agenda.number_taken", params, "th") == "ครั้งที่ ๑/๒๕๖๑ มีอยู่แล้ว"
    assert texts.detail("agenda.other_year", {"year_be": 2561}, "th") == "เลขที่ครั้งนี้เป็นของปี พ.ศ. ๒๕๖๑"
    assert texts.detail("agenda.number_taken", {}, "en") is None


def test_a_fault_of_ours_shows_nothing_of_itself(http: FlaskClient, services: Services) -> None:
    services.answers["list_members"] = RuntimeError("the password is 1234")
    answer: Any = http.get("/v1/members")
    assert answer.status_code == 500
    assert set(answer.json) == {"type", "title", "status", "code", "instance"}
    assert "password" not in answer.text
    assert answer.json["instance"] == f"urn:uuid:{answer.headers['X-Request-Id']}"


def test_a_code_that_we_do_not_know_is_worded_by_its_kind(http: FlaskClient, services: Services) -> None:
    services.answers["list_members"] = errors.Conflict("membership.of_tomorrow")
    answer: Any = http.get("/v1/members", headers={"Accept-Language": "en"}).json
    assert (answer["code"], answer["title"]) == ("membership.of_tomorrow", "The state of things forbids it")


@pytest.mark.parametrize("language", ["th", "en"])
@pytest.mark.parametrize("code", sorted({*errors.CODES, *OURS}))
def test_every_code_has_its_text(language: Any, code: str) -> None:
    assert texts.TEXTS[language]["problems"][code]["title"]


def test_every_field_code_has_its_text() -> None:
    for language in texts.TEXTS.values():
        assert set(language["fields"]) == set(FIELD_CODES)


def test_both_languages_say_the_same_things() -> None:
    thai, english = texts.TEXTS["th"], texts.TEXTS["en"]
    for section in ("problems", "fields", "pages", "steps"):
        assert thai[section].keys() == english[section].keys()
    assert {code for code, entry in thai["problems"].items() if "detail" in entry} == {
        code for code, entry in english["problems"].items() if "detail" in entry
    }


def test_every_status_and_verb_has_a_thai_word() -> None:
    verbs = {route.rsplit("/", 1)[1] for route in access.ACCESS if route.startswith("POST") and "}/" in route}
    resources = {
        "attachments",
        "comments",
        "corrections",
        "reports",
        "representatives",
        "scans",
        "agenda",
        "responses",
        "attendance",
        "attendees",
        "terms-of-reference",
    }
    statuses = {
        *members.STATUSES,
        *committees.STATUSES,
        *proposals.STATUSES,
        *meetings.STATUSES,
        *notifications.STATUSES,
        *agenda.ITEM_STATUSES,
        *documents.STATUSES,
        *actions.STATUSES,
        *minutes.CORRECTIONS,
        *broadcasts.STATUSES,
        *referrals.STATUSES,
    }
    assert statuses | (verbs - resources) <= texts.TEXTS["th"]["words"].keys()


def test_every_answer_is_protected(http: FlaskClient) -> None:
    for path in ("/v1/members", "/nowhere", "/", "/docs", "/problems", "/assets/pages.css"):
        headers = http.get(path).headers
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert "default-src 'none'" in headers["Content-Security-Policy"]
        assert "Server" not in headers
    assert "unsafe" not in http.get("/").headers["Content-Security-Policy"]
