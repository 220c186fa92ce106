"""The feed as a stream, with patience, and as a batch, over services whose logs are lists."""

import json
import time
from collections.abc import Iterator
from typing import Any

import eventlet
import pytest
from flask import Flask
from flask.testing import FlaskClient

from chassis.call import Caller
from chassis.errors import Unavailable
from chassis.ids import new_id
from gateway import feeds
from gateway.gate import remembered
from gateway.gate.keys import EXTENSION as KEYS
from gateway.partners.register import EXTENSION as PARTNERS
from gateway.partners.register import Register
from gateway.roles import OPERATOR, PARTNER
from gateway.streams import follower, room, stream
from gateway.streams.room import Room
from tests.unit.gateway.house import Services, bearer, token
from tests.unit.gateway.logs import Agenda
from tests.unit.gateway.rows import Rows

CONVENED, LISTED = "agenda.meeting.convened.v1", "agenda.item.listed.v1"
BATCH, STREAM = "application/cloudevents-batch+json", "text/event-stream"
DESK = Caller(id="operator-1")
PATH = "/v1/events?source=agenda"


@pytest.fixture
def agenda(app: Flask, services: Services, monkeypatch: pytest.MonkeyPatch) -> Iterator[Agenda]:
    monkeypatch.setattr(follower, "POLL_SECONDS", 0.01)
    monkeypatch.setattr(follower, "REST_SECONDS", 0.02)
    monkeypatch.setattr(follower, "HEARTBEAT_SECONDS", 0.05)
    monkeypatch.setattr(stream, "ASK_SECONDS", 0.0)
    agenda, place = Agenda(), Room()
    services.answers["read_events"] = agenda.read
    monkeypatch.setitem(app.extensions, room.EXTENSION, place)
    monkeypatch.setitem(app.extensions, feeds.EXTENSION, feeds.feeds(services, place))
    yield agenda
    place.close()
    eventlet.sleep(0.05)


@pytest.fixture
def partner(app: Flask, monkeypatch: pytest.MonkeyPatch) -> dict[str, str]:
    """A system that may hear of meetings."""
    register = Register(Rows())
    monkeypatch.setitem(app.extensions, PARTNERS, register)
    register.add("statistics-office", ["agenda.meeting.*.v1"], [], DESK, new_id())
    wanted = {"name": "feed", "owner": "statistics-office", "roles": (PARTNER,), "scopes": ["events:read"]}
    made = app.extensions[KEYS].make(wanted | {"days": 1}, DESK, new_id())
    return {"Authorization": f"Bearer {made['key']}", "key": made["id"]}


def opened(http: FlaskClient, query: str = "", headers: dict[str, str] | None = None) -> Iterator[bytes]:
    answer: Any = http.get(
        f"{PATH}{query}", headers=(headers or bearer(OPERATOR)) | {"Accept": STREAM}, buffered=False
    )
    assert (answer.status_code, answer.content_type) == (200, STREAM), answer.data
    stream: Iterator[bytes] = iter(answer.response)
    assert next(stream).startswith(b"retry: ")
    return stream


def next_of(stream: Iterator[bytes]) -> tuple[str, str, int]:
    for text in stream:
        lines = dict(line.split(": ", 1) for line in text.decode().strip().splitlines() if line[0] != ":")
        if "event" in lines:
            return lines["id"], lines["event"], json.loads(lines["data"])["sequence"]
    raise AssertionError("the stream has ended")


def test_a_stream_begins_where_it_is_told_to_and_goes_on(http: FlaskClient, agenda: Agenda) -> None:
    agenda.log += [CONVENED, LISTED, CONVENED]
    stream = opened(http, "&after=1")
    assert [next_of(stream) for _ in range(2)] == [("2", LISTED, 2), ("3", CONVENED, 3)]
    agenda.log.append(LISTED)
    assert next_of(stream) == ("4", LISTED, 4)


def test_a_stream_goes_on_after_the_last_event_that_came(http: FlaskClient, agenda: Agenda) -> None:
    agenda.log += [CONVENED] * 205
    stream = opened(http, "&after=1", bearer(OPERATOR) | {"Last-Event-ID": "3"})
    assert [next_of(stream)[2] for _ in range(202)] == list(range(4, 206))


def test_where_nothing_was_wanted_the_place_is_said_too(http: FlaskClient, agenda: Agenda) -> None:
    agenda.log += [LISTED] * 7
    stream = opened(http, f"&type={CONVENED}")
    assert next(stream) == b"id: 7\n\n"
    agenda.log.append(LISTED)
    assert b": still here\nid: 8\n\n" in (next(stream) for _ in range(9))


def test_each_stream_is_told_its_own_types(http: FlaskClient, agenda: Agenda) -> None:
    one, other = opened(http, f"&type={CONVENED}"), opened(http, f"&type={LISTED}")
    assert [next(stream) for stream in (one, other)] == [b"id: 0\n\n"] * 2
    agenda.log += [CONVENED, LISTED, CONVENED]
    assert [next_of(stream)[2] for stream in (one, other, one)] == [1, 2, 3]


@pytest.mark.parametrize("last", ["x", "-1", "", "1" * 16, "๓"])
def test_what_no_stream_has_said_is_refused(http: FlaskClient, agenda: Agenda, last: str) -> None:
    headers = bearer(OPERATOR) | {"Accept": STREAM, "Last-Event-ID": last.encode().decode("latin-1")}
    answer: Any = http.get(PATH, headers=headers)
    assert answer.status_code == 422
    assert [(one["field"], one["code"]) for one in answer.json["errors"]] == [
        ("Last-Event-ID", "not_a_cursor")
    ]
    assert answer.json["errors"][0]["text"].startswith("ไม่ใช่หมายเลขเหตุการณ์")


def test_a_stream_from_beyond_the_end_is_refused(http: FlaskClient, agenda: Agenda) -> None:
    answer: Any = http.get(f"{PATH}&after=9", headers=bearer(OPERATOR) | {"Accept": STREAM})
    assert (answer.status_code, answer.json["errors"][0]["code"]) == (422, "beyond_the_end")


def test_a_stream_tells_a_partner_what_it_is_granted(
    http: FlaskClient, agenda: Agenda, partner: dict[str, str]
) -> None:
    agenda.log += [LISTED, CONVENED, LISTED]
    stream = opened(http, headers=partner)
    assert next_of(stream) == ("2", CONVENED, 2)
    agenda.log += [LISTED, CONVENED]
    assert next_of(stream) == ("5", CONVENED, 5)
    answer: Any = http.get(f"{PATH}&type={LISTED}", headers=partner | {"Accept": STREAM})
    assert (answer.status_code, answer.json["code"]) == (403, "type_not_granted")


def test_a_stream_ends_with_the_key(
    http: FlaskClient, app: Flask, agenda: Agenda, partner: dict[str, str]
) -> None:
    stream = opened(http, headers=partner)
    assert next(stream) == b"id: 0\n\n"
    app.extensions[KEYS].revoke(partner["key"])
    agenda.log.append(CONVENED)
    assert list(stream) == []


def test_a_stream_ends_with_the_token(http: FlaskClient, agenda: Agenda) -> None:
    brief = token(OPERATOR, exp=int(time.time()) + 2)
    stream = opened(http, headers={"Authorization": f"Bearer {brief}"})
    assert next(stream) == b"id: 0\n\n"
    assert {part[:1] for part in stream} <= {b":"}
    agenda.log.append(CONVENED)
    assert list(stream) == []


def test_a_stream_ends_with_the_grant(
    http: FlaskClient,
    app: Flask,
    agenda: Agenda,
    partner: dict[str, str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    stream = opened(http, headers=partner)
    assert next(stream) == b"id: 0\n\n"
    app.extensions[PARTNERS].mark("statistics-office", events=[LISTED])
    monkeypatch.setattr(remembered, "SECONDS", -1.0)
    agenda.log.append(LISTED)
    assert list(stream) == []


def test_streams_of_feed_and_inbox_share_the_room(http: FlaskClient, app: Flask, agenda: Agenda) -> None:
    streams = [opened(http) for _ in range(room.STREAMS_OF_ONE)]
    for path, accept in ((PATH, STREAM), (f"{PATH}&wait=9", BATCH)):
        full: Any = http.get(path, headers=bearer(OPERATOR) | {"Accept": accept})
        assert (full.status_code, full.headers["Retry-After"]) == (503, "1")
    assert app.extensions[feeds.EXTENSION]["notify"]._room is app.extensions[room.EXTENSION]
    streams.pop().close()  # type: ignore[attr-defined]
    opened(http)


def waits(http: FlaskClient, query: str = "&wait=5", accept: str = "*/*", **headers: str) -> Any:
    return http.get(f"{PATH}{query}", headers=bearer(OPERATOR) | {"Accept": accept} | headers).json


def test_who_waits_is_answered_as_soon_as_there_is_something(http: FlaskClient, agenda: Agenda) -> None:
    agenda.log += [CONVENED]
    eventlet.spawn_after(0.05, agenda.log.extend, [LISTED, CONVENED])
    page = waits(http, f"&after=1&wait=30&type={CONVENED}")
    assert page == {"items": [{"type": CONVENED, "sequence": 3}], "next": None, "scanned_to": 3}


def test_what_is_there_is_not_waited_for(http: FlaskClient, agenda: Agenda) -> None:
    agenda.log += [CONVENED] * 3
    assert waits(http, "&wait=30&limit=2") == {
        "items": [{"type": CONVENED, "sequence": number} for number in (1, 2)],
        "next": 2,
        "scanned_to": 2,
    }


def test_who_waited_in_vain_is_told_how_far_was_looked(
    http: FlaskClient, agenda: Agenda, partner: dict[str, str]
) -> None:
    eventlet.spawn_after(0.05, agenda.log.append, LISTED)
    assert waits(http, "&wait=1", **partner) == {"items": [], "next": None, "scanned_to": 1}


def test_more_than_was_asked_for_waits_for_the_next_page(http: FlaskClient, agenda: Agenda) -> None:
    eventlet.spawn_after(0.05, agenda.log.extend, [CONVENED] * 5)
    page = waits(http, "&wait=30&limit=2")
    assert (len(page["items"]), page["next"], page["scanned_to"]) == (2, 2, 2)


def test_who_waits_outlasts_a_service_that_is_away(http: FlaskClient, agenda: Agenda) -> None:
    def breaks() -> None:
        agenda.refusals += [Unavailable(), Unavailable()]
        agenda.log.append(CONVENED)

    eventlet.spawn_after(0.05, breaks)
    assert waits(http)["scanned_to"] == 1


def test_who_waits_is_answered_when_the_gateway_stops(http: FlaskClient, app: Flask, agenda: Agenda) -> None:
    eventlet.spawn_after(0.05, app.extensions[room.EXTENSION].close)
    assert waits(http, "&wait=30") == {"items": [], "next": None, "scanned_to": 0}


def test_a_key_that_is_revoked_meanwhile_is_told_nothing_and_passes_over_nothing(
    http: FlaskClient, app: Flask, agenda: Agenda, partner: dict[str, str]
) -> None:
    def changes() -> None:
        app.extensions[KEYS].revoke(partner["key"])
        agenda.log.append(CONVENED)

    eventlet.spawn_after(0.05, changes)
    assert waits(http, **partner) == {"items": [], "next": None, "scanned_to": 0}


@pytest.mark.parametrize(
    ("wait", "code"), [("31", "not_a_wait"), ("-1", "not_a_wait"), ("long", "wrong_type")]
)
def test_what_is_no_time_to_wait(http: FlaskClient, agenda: Agenda, wait: str, code: str) -> None:
    errors = waits(http, f"&wait={wait}")["errors"]
    assert [(one["field"], one["code"]) for one in errors] == [("wait", code)]


def test_a_batch_is_the_items_alone(http: FlaskClient, agenda: Agenda) -> None:
    agenda.log += [CONVENED, LISTED, CONVENED]
    answer: Any = http.get(f"{PATH}&limit=2", headers=bearer(OPERATOR) | {"Accept": BATCH})
    assert answer.content_type == BATCH
    assert answer.headers["Link"] == '</v1/events?source=agenda&limit=2&after=2>; rel="next"'
    assert json.loads(answer.data) == [{"type": CONVENED, "sequence": 1}, {"type": LISTED, "sequence": 2}]
    eventlet.spawn_after(0.05, agenda.log.append, LISTED)
    later: Any = http.get(f"{PATH}&after=3&wait=5", headers=bearer(OPERATOR) | {"Accept": BATCH})
    assert (later.content_type, json.loads(later.data)) == (BATCH, [{"type": LISTED, "sequence": 4}])


def test_what_no_feed_is_written_in_is_refused(http: FlaskClient, agenda: Agenda) -> None:
    answer: Any = http.get(PATH, headers=bearer(OPERATOR) | {"Accept": "text/csv"})
    assert (answer.status_code, answer.json["code"]) == (406, "not_acceptable")
