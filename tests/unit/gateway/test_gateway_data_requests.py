"""What is kept about the caller, and what they and the secretariat ask of it."""

from typing import Any

import pytest
from flask.testing import FlaskClient

from chassis.errors import Denied
from gateway.access import ACCESS
from gateway.roles import EXPERT, OFFICE, PEOPLE, REPRESENTATIVE, SECRETARIAT
from gateway.schemas.data_requests import CorrectionRequest, DataRequest, ReceivedRequest, Refusal
from gateway.schemas.personal_data import PersonalData
from membership.errors import NO_PERSON
from membership.model.data_request import GROUNDS as OF_THE_LAW
from tests.unit.gateway.house import THING, Services, bearer

ONE = f"/v1/data-requests/{THING}"
ASKED: list[tuple[str, str, Any, str, Any]] = [
    (REPRESENTATIVE, "POST /v1/me/erasure-requests", {}, "ask_erasure", {}),
    (EXPERT, "POST /v1/me/correction-requests", CorrectionRequest.EXAMPLE, "ask_correction", ...),
    (EXPERT, "GET /v1/me/data-requests", {}, "list_my_data_requests", {}),
    (EXPERT, "GET /v1/me/consents", {}, "list_my_consents", {}),
    (
        *(REPRESENTATIVE, f"GET /v1/members/{THING}/consents", {}),
        *("list_consents", {"member": THING, "limit": 20}),
    ),
    (SECRETARIAT, "POST /v1/data-requests", ReceivedRequest.EXAMPLE, "enter_data_request", ...),
    (SECRETARIAT, "GET /v1/data-requests", {}, "list_data_requests", {"status": "open", "limit": 20}),
    (REPRESENTATIVE, f"GET {ONE}", {}, "get_data_request", {"id": THING}),
    (SECRETARIAT, f"POST {ONE}/carry-out", {}, "carry_out_data_request", {"id": THING}),
    (
        SECRETARIAT,
        f"POST {ONE}/refuse",
        Refusal.EXAMPLE,
        "refuse_data_request",
        {"id": THING, **Refusal.EXAMPLE},
    ),
]


@pytest.mark.parametrize(("role", "line", "sent", "method", "body"), ASKED, ids=[one[3] for one in ASKED])
def test_each_is_one_call(
    http: FlaskClient, services: Services, role: str, line: str, sent: Any, method: str, body: Any
) -> None:
    verb, path = line.split()
    services.answers["carry_out_data_request"] = DataRequest.EXAMPLE
    answer = http.open(path, method=verb, headers=bearer(role), json=sent or None)
    assert answer.status_code in (200, 201), answer.text
    [asked] = services.asked
    assert (asked.method, asked.body) == (method, sent if body is ... else body)


def test_what_was_asked_is_read_where_the_answer_says(http: FlaskClient, services: Services) -> None:
    services.answers["ask_erasure"] = DataRequest.EXAMPLE
    made = http.post("/v1/me/erasure-requests", headers=bearer(REPRESENTATIVE))
    assert (made.status_code, made.json, made.headers["ETag"]) == (201, DataRequest.EXAMPLE, '"1"')
    assert made.headers["Location"] == f"/v1/data-requests/{DataRequest.EXAMPLE['id']}"


@pytest.mark.parametrize("changes", [{}, {"status": "ended"}, {"email": "nowhere"}])
def test_a_correction_says_what_is_right(http: FlaskClient, services: Services, changes: Any) -> None:
    body = {"changes": changes} if changes else {}
    answer = http.post("/v1/me/correction-requests", headers=bearer(REPRESENTATIVE), json=body)
    assert (answer.status_code, services.asked) == (422, [])


def test_what_is_kept_about_me_is_asked_for_by_whom_i_am(http: FlaskClient, services: Services) -> None:
    services.answers["get_personal_data"] = PersonalData.EXAMPLE
    for role in PEOPLE:
        services.asked.clear()
        answer = http.get("/v1/me/data", headers=bearer(role))
        assert (answer.status_code, answer.json) == (200, PersonalData.EXAMPLE)
        asked = [(one.service, one.method, one.body) for one in services.asked]
        kept = [
            (service, "get_personal_data", {"id": THING}) for service in ("membership", "notify", "agenda")
        ]
        assert asked == [("membership", "get_myself", {}), *kept]
    printed = http.get("/v1/me/data?format=pdf", headers=bearer(EXPERT))
    assert (printed.status_code, printed.data[:5]) == (200, b"%PDF-")


def test_who_is_nobody_we_know_is_shown_nothing(http: FlaskClient, services: Services) -> None:
    services.answers["get_myself"] = Denied(NO_PERSON)
    answer: Any = http.get("/v1/me/data", headers=bearer(EXPERT))
    assert (answer.status_code, answer.json["code"], len(services.asked)) == (403, NO_PERSON, 1)


def test_only_the_secretariat_answers() -> None:
    answering = [route for route in ACCESS if "/data-requests/{id}/" in route]
    assert len(answering) == 2
    assert {ACCESS[route] for route in answering} == {OFFICE}


def test_the_grounds_are_those_of_the_service() -> None:
    known = {ground for grounds in OF_THE_LAW.values() for ground in grounds}
    assert set(Refusal().fields["ground"].validate.choices) == known  # type: ignore[union-attr]
