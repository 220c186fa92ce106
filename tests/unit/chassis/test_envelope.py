"""CloudEvents on the wire, and what is refused as no event at all."""

import json
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from marshmallow import Schema, fields

from chassis.envelope import Event, EventType, Undecodable, decode, encode


class Facts(Schema):
    id = fields.String(required=True)


TOLD = EventType(name="agenda.proposal.submitted.v1", schema=Facts(), summary="", example={"id": "a"})


def an_event(**changes: Any) -> Event:
    attributes: dict[str, Any] = {
        "id": "0192f0c1-0000-7000-8000-000000000001",
        "type": "agenda.proposal.submitted.v1",
        "source": "agenda",
        "subject": "proposals/1",
        "time": datetime(2018, 1, 31, 2, 0, tzinfo=UTC),
        "version": 3,
        "data": {"title": "ขจัดความยากจน"},
        "dataclassification": "public",
        "correlationid": "c",
    }
    return Event(**{**attributes, **changes})


json_values = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53), 2**53) | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=8,
)


@given(data=st.dictionaries(st.text(), json_values, max_size=4), sequence=st.none() | st.integers(1, 10**9))
def test_what_is_encoded_is_decoded_the_same(data: dict[str, Any], sequence: int | None) -> None:
    event = an_event(data=data, sequence=sequence)
    try:
        body = encode(event)
    except UnicodeEncodeError:  # a lone surrogate is no text
        return
    assert decode(body) == event


def test_the_body_is_a_structured_cloud_event() -> None:
    body = json.loads(encode(an_event(sequence=7)))
    assert body["specversion"] == "1.0"
    assert body["time"] == "2018-01-31T02:00:00.000Z"
    assert body["dataschema"] == "/contracts/events/agenda.proposal.submitted.v1.json"
    assert (body["sequence"], body["version"], body["dataclassification"]) == (7, 3, "public")
    assert "causationid" not in body


@pytest.mark.parametrize(
    "body",
    [b"", b"\xff\xfe", b"[]", b'"text"', b"{}", b'{"id": 5}', b"[" * 100_000, encode(an_event())[:-5]],
    ids=["empty", "not UTF-8", "list", "text", "no attributes", "wrong type", "deep", "cut off"],
)
def test_what_is_no_event_is_undecodable(body: bytes) -> None:
    with pytest.raises(Undecodable):
        decode(body)


def test_a_type_checks_what_it_is_given() -> None:
    with pytest.raises(ValueError, match="submitted"):
        TOLD.make(subject="proposals/1", version=1, data={"title": "no id"})
    assert TOLD.make(subject="proposals/1", version=1, data={"id": "1"}).data == {"id": "1"}
