"""Field codes that a client may rely on, whatever marshmallow says."""

from typing import Any

import pytest
from marshmallow import Schema, fields, validate

from chassis.errors import Invalid, Malformed, from_wire
from chassis.schema import FIELD_CODES, Id, MailAddress, PageQuery, Text, Timestamp, load


class Meeting(Schema):
    title = Text(required=True, max=20)
    starts_at = Timestamp()
    id = Id()
    kind = fields.String(validate=validate.OneOf(["a", "b"]))
    email = MailAddress()
    entries = fields.List(fields.Nested(Schema.from_dict({"n": fields.Integer(strict=True)})))


@pytest.mark.parametrize(
    ("change", "path", "code"),
    [
        ({"title": None}, "title", "null"),
        ({"title": {}}, "title", "at_least_one_language"),
        ({"title": {"de": "x"}}, "title.de", "unknown"),
        ({"title": {"th": "  "}}, "title.th", "too_short"),
        ({"title": {"th": "\u200b \u2060"}}, "title.th", "too_short"),
        ({"title": {"th": "ก" * 21}}, "title.th", "too_long"),
        ({"title": {"th": "ก\x01"}}, "title.th", "invalid"),
        ({"title": {"th": "ก\ufffe"}}, "title.th", "invalid"),
        ({"title": "text"}, "title", "wrong_type"),
        ({"starts_at": "yesterday"}, "starts_at", "not_a_time"),
        ({"starts_at": "2018-01-31T09:00:00"}, "starts_at", "not_a_time"),
        ({"id": "x"}, "id", "not_an_id"),
        ({"kind": "c"}, "kind", "not_one_of"),
        ({"email": "x"}, "email", "not_an_address"),
        ({"email": "คน@ไทย.ไทย"}, "email", "name_not_in_ascii"),
        ({"email": f"{'x' * 60}@{'x.' * 100}example"}, "email", "too_long"),
        ({"entries": [{"n": 1}, {"n": "x"}]}, "entries.1.n", "wrong_type"),
        ({"surplus": 1}, "surplus", "unknown"),
    ],
)
def test_each_fault_has_its_path_and_code(change: dict[str, Any], path: str, code: str) -> None:
    with pytest.raises(Invalid) as refused:
        load(Meeting(), {"title": {"th": "ก"}, **change})
    assert refused.value.fields == {path: [code]}
    assert code in FIELD_CODES


def test_an_address_may_have_a_domain_in_any_script() -> None:
    assert load(Meeting(), {"title": {"th": "ก"}, "email": "x@ไทย.ไทย"})["email"] == "x@ไทย.ไทย"


def test_a_missing_field_is_required() -> None:
    with pytest.raises(Invalid) as refused:
        load(Meeting(), {})
    assert refused.value.fields == {"title": ["required"]}


def test_what_is_no_object_is_malformed() -> None:
    with pytest.raises(Malformed):
        load(Meeting(), ["title"])


def test_white_space_around_a_text_is_dropped() -> None:
    assert load(Meeting(), {"title": {"th": " น้ำ \n"}})["title"] == {"th": "น้ำ"}


def test_times_are_given_in_utc_with_milliseconds() -> None:
    loaded = load(Meeting(), {"title": {"en": "x"}, "starts_at": "2018-01-31T09:00:00+07:00"})
    assert Meeting().dump(loaded)["starts_at"] == "2018-01-31T02:00:00.000Z"


@pytest.mark.parametrize("limit", [0, 101])
def test_pages_have_a_limit(limit: int) -> None:
    with pytest.raises(Invalid):
        load(PageQuery(), {"limit": limit})


def test_an_error_survives_the_wire() -> None:
    error = Invalid(fields={"title.th": ["required"]}, limit=5)
    back = from_wire(error.to_wire())
    assert isinstance(back, Invalid)
    assert (back.code, back.fields, back.params) == (error.code, error.fields, error.params)


def test_what_is_not_seen_stays_within_a_text() -> None:
    title = {"th": " มูลนิธิ\u200bตัวอย่าง\n๑ "}
    assert load(Meeting(), {"title": title})["title"] == {"th": "มูลนิธิ\u200bตัวอย่าง\n๑"}
