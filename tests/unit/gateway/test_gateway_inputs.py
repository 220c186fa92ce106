"""Whatever comes in, what goes out is an answer of ours and never a 5xx."""

import json
from typing import Any

import pytest
from flask.testing import FlaskClient
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from chassis.errors import Malformed
from gateway.inputs import parse_object
from gateway.problems import FAULTS_TOLD
from gateway.roles import SECRETARIAT
from gateway.schemas.meetings import NewMeeting
from gateway.schemas.members import NewMember
from tests.unit.gateway.house import THING, Services, bearer

OFFICE = bearer(SECRETARIAT)
NOT_AN_OBJECT = [
    b"[]",
    b"null",
    b'"text"',
    b"7",
    b"{",
    b'{"a":1}}',
    b"{'a':1}",
    b"\xff\xfe",
    b'{"a":"\xc3"}',
    b'{"a":NaN}',
    b'{"a":-Infinity}',
    b'{"a":1e400}',
    b'{"a":[-1e999]}',
    b'{"a":1,"a":2}',
    b'{"a":"\\ud800"}',
    b'{"\\udfff":1}',
    b'{"a":"\\u0000"}',
    b'{"a":["\\u001b"]}',
    b'{"a":"\\u007f"}',
    b'{"a":"\xc2\x9b31m"}',
    b'{"\\u0085":1}',
    b"[" * 100_000,
    b'{"a":' * 100_000,
    b'{"a":[' + b"{}," * 20_000 + b"{}]}",
    b"{" + b",".join(b'"%d":1' % n for n in range(20_000)) + b"}",
    b'{"a":' + b"9" * 10_000 + b"}",
    b"\xef\xbb\xbf{}",
]
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=12,
)


@pytest.mark.parametrize("raw", NOT_AN_OBJECT, ids=lambda raw: repr(raw[:16]))
def test_what_is_no_sound_object_is_malformed(http: FlaskClient, raw: bytes) -> None:
    with pytest.raises(Malformed):
        parse_object(raw)
    answer = http.post("/v1/members", data=raw, content_type="application/json")
    assert answer.status_code == 400
    assert answer.json and answer.json["code"] == "malformed"


def test_thai_and_newlines_are_sound() -> None:
    value = {"th": "บรรทัดแรก\nบรรทัดที่สอง\tๆ", "emoji": "🌱", "empty": ""}
    assert parse_object(json.dumps(value, ensure_ascii=False).encode()) == value
    assert parse_object(json.dumps(value).encode()) == value


def test_of_many_faults_the_first_are_told(http: FlaskClient) -> None:
    """An answer may not be a hundred times as large as what was asked."""
    answer: Any = http.post("/v1/members", json={f"field{n}": 1 for n in range(5_000)})
    assert (answer.status_code, len(answer.json["errors"])) == (422, FAULTS_TOLD)


@given(JSON)
def test_any_json_is_parsed_or_malformed(value: Any) -> None:
    try:
        assert parse_object(json.dumps(value).encode()) == value
    except Malformed:
        return


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.dictionaries(st.sampled_from([*NewMeeting.EXAMPLE, "other"]), JSON))
def test_any_body_gets_an_answer(http: FlaskClient, changes: dict[str, Any]) -> None:
    body = json.dumps(NewMeeting.EXAMPLE | changes)
    answer = http.post("/v1/meetings", headers=OFFICE, data=body, content_type="application/json")
    assert answer.status_code in (201, 400, 422)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.dictionaries(st.sampled_from(["after", "limit", "year", "status", "x"]), st.text()))
def test_any_query_gets_an_answer(http: FlaskClient, query: dict[str, str]) -> None:
    assert http.get("/v1/meetings", query_string=query).status_code in (200, 422)


@pytest.mark.parametrize("path", ["/v1/meetings", "/v1/members", "/proposals", "/nowhere", "/docs"])
def test_a_query_of_bytes_that_are_no_text_is_refused(http: FlaskClient, path: str) -> None:
    answer = http.get(path, environ_overrides={"QUERY_STRING": "limi\xf5=2"})
    assert (answer.status_code, answer.get_json(force=True)["code"]) == (400, "malformed")


@pytest.mark.parametrize("text", ["\x00", "\x1b[2J", "\x9b2J", "\x7f"], ids=ascii)
def test_no_control_character_comes_in_by_a_query(http: FlaskClient, services: Services, text: str) -> None:
    query = {"source": "agenda", "who": f"a{text}"}
    answer: Any = http.get("/v1/audit", query_string=query, headers=OFFICE)
    assert (answer.status_code, answer.json["errors"][0]["field"]) == (422, "who") and not services.asked


def test_a_query_may_be_thai_as_it_is(http: FlaskClient) -> None:
    raw = "text=สิ่งแวดล้อม".encode().decode("latin-1")
    assert http.get("/v1/members", environ_overrides={"QUERY_STRING": raw}).status_code == 200


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.text(st.characters(max_codepoint=255, exclude_characters="\r\n"), max_size=60))
def test_any_header_gets_an_answer(http: FlaskClient, value: str) -> None:
    names = (
        "Accept",
        "Accept-Language",
        "If-None-Match",
        "traceparent",
        "Host",
        "X-Forwarded-Host",
        "Cookie",
    )
    for name in names:
        assert http.get(f"/v1/proposals/{THING}", headers={name: value}).status_code < 500


@pytest.mark.parametrize("year", ["2561", "๒๕๖๑", "2018", "๒๐๑๘"])
def test_years_are_of_either_era_and_in_either_digits(
    http: FlaskClient, services: Services, year: str
) -> None:
    assert http.get("/v1/meetings", query_string={"year": year}).status_code == 200
    assert services.last.body == {"limit": 20, "year_be": 2561}


def test_an_unknown_filter_is_said_to_be_one(http: FlaskClient) -> None:
    answer: Any = http.get("/v1/meetings?yeer=2561&limit=0", headers={"Accept-Language": "en"})
    assert answer.status_code == 422
    assert {(one["field"], one["code"]) for one in answer.json["errors"]} == {
        ("yeer", "unknown"),
        ("limit", "out_of_range"),
    }


@pytest.mark.parametrize(
    ("change", "field", "code"),
    [
        ({"kind": "ministry"}, "kind", "not_one_of"),
        ({"name": {}}, "name", "at_least_one_language"),
        ({"name": {"th": "  "}}, "name.th", "too_short"),
        ({"name": {"fr": "x"}}, "name.fr", "unknown"),
        ({"sdgs": [17, 17]}, "sdgs", "duplicate"),
        ({"sdgs": [18]}, "sdgs.0", "out_of_range"),
        ({"committee": "first"}, "committee", "not_an_id"),
        ({"representative": {}}, "representative.language", "required"),
        ({"extra": 1}, "extra", "unknown"),
    ],
)
def test_each_field_at_fault_is_named(http: FlaskClient, change: Any, field: str, code: str) -> None:
    answer: Any = http.post("/v1/members", json=NewMember.EXAMPLE | change)
    assert answer.status_code == 422
    assert (field, code) in {(one["field"], one["code"]) for one in answer.json["errors"]}


@pytest.mark.parametrize("time", ["2018-01-31", "2018-01-31T02:00:00", "9999-12-31T23:59:59-14:00", 7, "x"])
def test_a_time_needs_its_offset(http: FlaskClient, time: Any) -> None:
    answer = http.post("/v1/meetings", headers=OFFICE, json=NewMeeting.EXAMPLE | {"starts_at": time})
    assert answer.status_code == 422


def test_a_time_goes_on_in_utc(http: FlaskClient, services: Services) -> None:
    body = NewMeeting.EXAMPLE | {"starts_at": "2018-01-31T09:00:00+07:00"}
    http.post("/v1/meetings", headers=OFFICE, json=body)
    assert services.last.body["starts_at"] == "2018-01-31T02:00:00.000Z"


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("GET", "/v1/members/1", 404),
        ("GET", "/v1/members/", 404),
        ("GET", "//v1/members", 404),
        ("GET", "/v1/../v1/members", 404),
        ("GET", "/v1/members/%00", 404),
        ("GET", "/v1/%FF%FE", 404),
        ("GET", f"/v1/meetings/{THING}/documents/secret", 404),
        ("GET", f"/v1/meetings/{THING}/agenda/versions/12402108298304650477568", 404),
        ("GET", f"/v1/proposals/{THING}/versions/2147483648", 404),
        ("GET", "/docs/../access.py", 404),
        ("GET", "/assets/..%2f..%2faccess.py", 404),
        ("DELETE", "/v1/members", 405),
        ("PUT", f"/v1/members/{THING}", 405),
    ],
)
def test_an_address_that_is_none(http: FlaskClient, method: str, path: str, status: int) -> None:
    answer = http.open(path, method=method, headers={**OFFICE, "Host": "localhost"})
    assert answer.status_code == status
    assert answer.mimetype == "application/problem+json"


def test_a_body_that_is_not_json(http: FlaskClient) -> None:
    assert http.post("/v1/members", data={"kind": "observer"}).status_code == 415
    assert http.post("/v1/members").status_code == 422
