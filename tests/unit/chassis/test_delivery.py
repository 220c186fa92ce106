"""What is refused of a message before anybody reacts, and the reason an operator reads."""

import json
from typing import Any

import pytest

from chassis.config import EVENT_LIMIT
from chassis.delivery import Delivery
from chassis.envelope import CONTENT_TYPE, Undecodable

GOOD: dict[str, Any] = {
    "specversion": "1.0",
    "id": "a",
    "type": "echo.counter.counted.v1",
    "source": "echo",
    "subject": "counters/a",
    "time": "2018-01-31T02:00:00.000Z",
    "version": 1,
    "data": {},
}


def delivered(body: bytes, content_type: str | None = CONTENT_TYPE, before: Any = 0) -> Delivery:
    return Delivery(None, 1, body, {"x-delivery-count": before}, content_type)


def changed(**changes: Any) -> bytes:
    return json.dumps({**GOOD, **changes}).encode()


def test_an_event_is_read_whatever_the_case_and_parameters_of_its_content_type() -> None:
    for content_type in (CONTENT_TYPE, "Application/CloudEvents+JSON; charset=utf-8"):
        assert delivered(changed(), content_type).event().id == "a"


@pytest.mark.parametrize(
    ("body", "content_type", "reason"),
    [
        (b"{", CONTENT_TYPE, "not JSON"),
        (b"\xff{}", CONTENT_TYPE, "not UTF-8"),
        (b"[" * 60_000, CONTENT_TYPE, "not JSON"),
        (b"[]", CONTENT_TYPE, "not a JSON object"),
        (b"{}", CONTENT_TYPE, "id is missing"),
        (changed(id=7), CONTENT_TYPE, "id must be a text"),
        (changed(id=""), CONTENT_TYPE, "id must be a text"),
        (changed(id="x" * 501), CONTENT_TYPE, "id must be a text"),
        (changed(id="\ud800"), CONTENT_TYPE, "surrogates not allowed"),
        (changed(version="1"), CONTENT_TYPE, "version must be a whole number"),
        (changed(version=True), CONTENT_TYPE, "version must be a whole number"),
        (changed(version=2**63), CONTENT_TYPE, "version must be a whole number"),
        (changed(sequence=[]), CONTENT_TYPE, "sequence must be a whole number"),
        (changed(causationid={}), CONTENT_TYPE, "causationid must be a text"),
        (changed(time="yesterday"), CONTENT_TYPE, "yesterday"),
        (changed(time="0001-01-01T00:00:00+14:00"), CONTENT_TYPE, "not an event"),
        (changed(data=[]), CONTENT_TYPE, "data must be an object"),
        (changed(), None, "content type is None"),
        (changed(), "application/json", "content type is 'application/json'"),
        (changed(data={"x": "x" * EVENT_LIMIT}), CONTENT_TYPE, "too large"),
    ],
)
def test_what_is_no_event_of_ours_is_refused_with_a_reason(
    body: bytes, content_type: str | None, reason: str
) -> None:
    with pytest.raises(Undecodable, match=reason):
        delivered(body, content_type).event()


def test_what_came_back_often_does_not_share_a_transaction() -> None:
    assert not delivered(b"", before=2).alone
    assert delivered(b"", before=3).alone
    assert not delivered(b"", before="many").alone
