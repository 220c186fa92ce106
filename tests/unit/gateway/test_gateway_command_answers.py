"""Over HTTP, who asks for it has the event that answers over AMQP."""

import json
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from chassis.errors import NotFound, NotYetKnown, Unavailable, WaraError
from gateway.audit.trail import EXTENSION as TRAIL
from gateway.commands.answers import ACCEPTED, REFUSED
from gateway.commands.office import EXTENSION, Office
from gateway.schemas.commands import CommandAnswer
from tests.support.promised import broken
from tests.unit.gateway.commanding import CHANGED, RENAME, TOLD, TRACE, answered, desk_of, message, registered
from tests.unit.gateway.house import Services

EVENT = {"Accept": "application/cloudevents+json"}


@pytest.fixture
def services(services: Services) -> Services:
    services.answers["rename_agency"] = CHANGED
    return services


@pytest.fixture
def headers(app: Flask) -> dict[str, str]:
    return registered(app)


def by_event(http: FlaskClient, headers: dict[str, str], told: dict[str, Any], status: int) -> dict[str, Any]:
    """The answer as the contract promises it."""
    answer: Any = http.post("/v1/commands", json=told, headers=headers | EVENT)
    assert (answer.status_code, answer.content_type) == (status, EVENT["Accept"])
    event: dict[str, Any] = json.loads(answer.text)
    assert not broken(event)
    assert not CommandAnswer().validate(event)
    return event


def test_the_answer_over_http_is_the_event_that_amqp_gives(
    app: Flask, http: FlaskClient, services: Services, headers: dict[str, str]
) -> None:
    told = TOLD | {"traceparent": TRACE}
    event = by_event(http, headers, told, 200)
    assert event["type"] == ACCEPTED.name
    assert by_event(http, headers, told, 200) == event
    assert answered(desk_of(Office(app.extensions[EXTENSION], services), []), message(told)) == event
    assert len(services.asked) == 1


def test_what_a_service_refuses_is_the_event_that_amqp_gives(
    app: Flask, http: FlaskClient, services: Services, headers: dict[str, str]
) -> None:
    services.answers["rename_agency"] = NotFound("agency_not_a_member")
    event = by_event(http, headers, TOLD, 404)
    assert (event["type"], event["data"]["code"]) == (REFUSED.name, "agency_not_a_member")
    assert answered(desk_of(Office(app.extensions[EXTENSION], services), []), message(TOLD)) == event
    assert http.post("/v1/commands", json=TOLD, headers=headers).content_type == "application/problem+json"


@pytest.mark.parametrize(
    ("given", "status", "code"),
    [
        ({"type": "agenda.referral.answer.v1"}, 403, "command_not_granted"),
        ({"data": {**TOLD["data"], "name": {}}}, 422, "invalid"),
        ({"data": {**TOLD["data"], "on": "2019-05-03"}}, 422, "command_reused"),
    ],
    ids=str,
)
def test_what_we_refuse_is_the_event_that_amqp_gives(
    given: dict[str, Any],
    status: int,
    code: str,
    app: Flask,
    http: FlaskClient,
    services: Services,
    headers: dict[str, str],
) -> None:
    http.post("/v1/commands", json=TOLD, headers=headers)
    event = by_event(http, headers, TOLD | given, status)
    assert event["data"]["code"] == code
    over_amqp = answered(desk_of(Office(app.extensions[EXTENSION], services), []), message(TOLD | given))
    assert {**over_amqp, "time": event["time"]} == event


@pytest.mark.parametrize(
    ("told", "who", "away", "status"),
    [
        ({"type": RENAME}, True, None, 422),
        (TOLD | {"id": "with space"}, True, None, 422),
        (TOLD, False, None, 401),
        (TOLD, True, Unavailable(), 503),
        (TOLD, True, NotYetKnown(), 409),
        (TOLD, True, WaraError(), 500),
    ],
    ids=["no id", "no good id", "nobody", "away", "not yet known", "a fault of ours"],
)
def test_what_is_no_answer_to_a_command_is_a_problem(
    told: dict[str, Any],
    who: bool,
    away: WaraError | None,
    status: int,
    http: FlaskClient,
    services: Services,
    headers: dict[str, str],
) -> None:
    services.answers["rename_agency"] = away or CHANGED
    refused = http.post("/v1/commands", json=told, headers=EVENT | (headers if who else {}))
    assert (refused.status_code, refused.content_type) == (status, "application/problem+json")


@pytest.mark.parametrize(
    ("accept", "given"),
    [
        ("application/cloudevents+json, application/json;q=0.9", "application/cloudevents+json"),
        ("application/json, application/cloudevents+json", "application/json"),
        ("*/*", "application/json"),
        ("text/html", "application/json"),
    ],
)
def test_which_answer_is_asked_for(
    accept: str, given: str, http: FlaskClient, services: Services, headers: dict[str, str]
) -> None:
    answer = http.post("/v1/commands", json=TOLD, headers=headers | {"Accept": accept})
    assert (answer.status_code, answer.content_type) == (200, given)


def test_a_refusal_by_event_is_on_record(
    app: Flask, http: FlaskClient, services: Services, headers: dict[str, str]
) -> None:
    trail = app.extensions[TRAIL]
    trail.records.take()
    by_event(http, headers, TOLD | {"type": "agenda.referral.answer.v1"}, 403)
    assert [row["event"]["data"]["outcome"] for row in trail.records.take()] == ["command_not_granted"]
