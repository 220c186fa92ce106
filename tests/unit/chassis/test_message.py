"""The broker's message of an entry: the event as it is kept, its attributes again as properties."""

from datetime import UTC, datetime
from typing import Any

import pytest

from chassis.config import EVENT_LIMIT
from chassis.envelope import Event, decode, encode
from chassis.message import Unsendable, message_of, sendable

EVENT = Event(
    id="0192f0c1-0000-7000-8000-000000000001",
    type="agenda.proposal.submitted.v1",
    source="agenda",
    subject="proposals/1",
    time=datetime(2018, 1, 31, 2, 0, tzinfo=UTC),
    version=3,
    sequence=7,
    data={"title": "ขจัดความยากจน"},
    dataclassification="public",
    correlationid="c",
)


def entry(**changes: Any) -> dict[str, Any]:
    return {"_id": 7, "type": EVENT.type, "event": EVENT.to_dict() | changes}


def test_the_body_is_the_event_as_it_is_kept() -> None:
    message = message_of(entry(), "", "a.queue")
    assert (message.exchange, message.routing_key) == ("", "a.queue")
    assert message.body == encode(EVENT)
    assert decode(message.body) == EVENT


def test_the_attributes_are_properties_and_headers() -> None:
    properties = message_of(entry(), "agenda.events", EVENT.type).properties
    assert (properties.message_id, properties.type, properties.app_id) == (EVENT.id, EVENT.type, "agenda")
    assert (properties.delivery_mode, properties.timestamp) == (2, 1517364000)
    assert properties.headers == {
        "cloudEvents_id": EVENT.id,
        "cloudEvents_type": EVENT.type,
        "cloudEvents_source": "agenda",
        "cloudEvents_specversion": "1.0",
        "cloudEvents_time": "2018-01-31T02:00:00.000Z",
        "cloudEvents_subject": "proposals/1",
        "cloudEvents_dataschema": EVENT.dataschema,
    }


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"data": {"title": "x" * EVENT_LIMIT}}, "too large"),
        ({"dataclassification": "restricted"}, "restricted in the public log"),
        ({"time": "once"}, "malformed"),
        ({"data": {"title": datetime(2018, 1, 31, tzinfo=UTC)}}, "malformed"),
        ({"id": 5}, "malformed"),
        ({"correlationid": "c" * 256}, "malformed"),
    ],
)
def test_what_no_retry_can_send_says_why(changes: dict[str, Any], reason: str) -> None:
    with pytest.raises(Unsendable, match=reason):
        sendable(entry(**changes), "agenda.events", "public")
