"""What other systems tell: checked, carried out once in their name, answered by an event that names it."""

from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from chassis import clock
from chassis.call import Caller
from chassis.errors import (
    Conflict,
    Invalid,
    Malformed,
    NotFound,
    NotYetKnown,
    TooLarge,
    Unavailable,
    WaraError,
)
from gateway.audit.trail import Trail
from gateway.commands.catalogue import KINDS
from gateway.commands.command import Command, attributes_of
from gateway.commands.desk import Desk
from gateway.commands.desks import Desks
from gateway.commands.office import Office
from gateway.partners.register import EXTENSION as PARTNERS
from gateway.partners.register import Register
from tests.unit.gateway.commanding import (
    CHANGED,
    REGISTRY,
    RENAME,
    TOLD,
    TRACE,
    answering,
    message,
    registered,
)
from tests.unit.gateway.house import METHODS_OF, Services
from tests.unit.gateway.rows import Rows

NOW = clock.now()


@pytest.fixture
def services(services: Services) -> Services:
    return answering(services)


@pytest.fixture
def office(services: Services) -> Office:
    return Office(Rows(), services)


@pytest.fixture
def headers(app: Flask) -> dict[str, str]:
    return registered(app)


def desk_that(runs: Any) -> Desk:
    desk: Desk = runs.__self__
    return desk


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.type)
def test_each_is_asked_of_its_service(kind: Any, office: Office, services: Services) -> None:
    command = Command(id="c-1", type=kind.type, data=kind.example, traceparent=TRACE)
    assert office.carry_out(REGISTRY, [kind.type], command).changed == tuple(CHANGED["changed"])
    assert (services.last.service, services.last.method) == (kind.service, kind.method)
    assert services.last.caller == REGISTRY
    assert services.last.body == kind.example
    assert hasattr(METHODS_OF[kind.service], kind.method)


def test_the_same_is_done_once_and_answered_as_before(office: Office, services: Services) -> None:
    command = Command.of(TOLD)
    first = office.carry_out(REGISTRY, [RENAME], command)
    services.answers["rename_agency"] = Conflict("member_ended")
    assert office.carry_out(REGISTRY, [RENAME], command) == first
    assert len(services.asked) == 1


def test_what_a_service_refused_stays_refused(office: Office, services: Services) -> None:
    services.answers["rename_agency"] = NotFound("agency_not_a_member")
    refusals = [office.carry_out(REGISTRY, [RENAME], Command.of(TOLD)).refusal for _ in range(2)]
    services.answers["rename_agency"] = CHANGED
    refusals.append(office.carry_out(REGISTRY, [RENAME], Command.of(TOLD)).refusal)
    assert [one and one.code for one in refusals] == ["agency_not_a_member"] * 3


@pytest.mark.parametrize("away", [Unavailable(), NotYetKnown(), WaraError()], ids=lambda one: one.kind)
def test_what_passes_is_not_kept(away: WaraError, office: Office, services: Services) -> None:
    services.answers["rename_agency"] = away
    with pytest.raises(type(away)):
        office.carry_out(REGISTRY, [RENAME], Command.of(TOLD))
    services.answers["rename_agency"] = CHANGED
    assert office.carry_out(REGISTRY, [RENAME], Command.of(TOLD)).refusal is None
    assert services.asked[0].command_id == services.asked[1].command_id


def test_ids_are_of_one_partner(office: Office, services: Services) -> None:
    other = Caller(id="another", roles=REGISTRY.roles)
    for caller in (REGISTRY, other):
        office.carry_out(caller, [RENAME], Command.of(TOLD))
    assert len({asked.command_id for asked in services.asked}) == 2


def test_over_http(http: FlaskClient, services: Services, headers: dict[str, str]) -> None:
    done: Any = http.post("/v1/commands", json=TOLD, headers=headers)
    assert (done.status_code, done.json["changed"]) == (200, CHANGED["changed"])
    assert http.post("/v1/commands", json=TOLD, headers=headers).json == done.json
    assert len(services.asked) == 1


@pytest.mark.parametrize(
    ("given", "status", "code"),
    [
        ({"type": "agenda.referral.answer.v1"}, 403, "command_not_granted"),
        ({"type": "membership.agency.found.v1"}, 403, "command_not_granted"),
        ({"id": "with space"}, 422, "invalid"),
        ({"data": {**TOLD["data"], "name": {}}}, 422, "invalid"),
        ({"data": {**TOLD["data"], "nmae": {"th": "กรม"}}}, 422, "invalid"),
        ({"data": "renamed"}, 422, "invalid"),
        ({"specversion": "0.3"}, 422, "invalid"),
    ],
    ids=str,
)
def test_what_is_refused_over_http(
    given: dict[str, Any],
    status: int,
    code: str,
    http: FlaskClient,
    services: Services,
    headers: dict[str, str],
) -> None:
    refused: Any = http.post("/v1/commands", json=TOLD | given, headers=headers)
    assert (refused.status_code, refused.json["code"]) == (status, code)
    assert not services.asked


def test_over_http_in_binary_mode(http: FlaskClient, services: Services, headers: dict[str, str]) -> None:
    """Attributes are headers, percent-encoded where they must be (CloudEvents' HTTP binding, 3.1.3.2)."""
    named = {f"ce-{name}": TOLD[name] for name in ("specversion", "type")} | {"ce-id": "c%2D1"}
    answer: Any = http.post("/v1/commands", json=TOLD["data"], headers=headers | named)
    assert (answer.status_code, answer.json["id"]) == (200, "c-1")
    assert services.last.body == TOLD["data"]
    refused: Any = http.post("/v1/commands", json={}, headers=headers | {"ce-id": "c-2"})
    assert {one["field"] for one in refused.json["errors"]} == {"type"}


def test_the_same_id_with_other_content(
    http: FlaskClient, services: Services, headers: dict[str, str]
) -> None:
    http.post("/v1/commands", json=TOLD, headers=headers)
    other = TOLD | {"data": {**TOLD["data"], "on": "2019-05-03"}}
    assert http.post("/v1/commands", json=other, headers=headers).json["code"] == "command_reused"  # type: ignore[index]


def test_who_is_suspended_tells_nothing(app: Flask, http: FlaskClient, headers: dict[str, str]) -> None:
    app.extensions[PARTNERS].mark(REGISTRY.id, suspended_at="2026-11-27T03:00:00.000Z")
    assert http.post("/v1/commands", json=TOLD, headers=headers).status_code == 403


@pytest.mark.parametrize("body", [b"\xed\xa0\x80", b'{"id": "\\ud800"}', b"null"])
def test_bytes_that_are_no_command(body: bytes) -> None:
    with pytest.raises(Malformed):
        attributes_of(body, "application/cloudevents+json", {})


def test_a_body_has_a_limit() -> None:
    with pytest.raises(TooLarge):
        attributes_of(b" " * (64 * 1024 + 1), None, {})


def test_attributes_are_checked_by_name() -> None:
    with pytest.raises(Invalid) as refused:
        Command.of({"id": 1, "data": []})
    assert refused.value.fields == {"id": ["wrong_type"], "type": ["required"], "data": ["wrong_type"]}


def test_there_is_a_desk_for_each_partner_that_may_come(office: Office) -> None:
    register, begun = Register(Rows()), list[Any]()
    for id in ("a", "b", "c"):
        register.add(id, ["agenda.#"], [], REGISTRY, id)
    register.mark("a", provisioned_at=NOW)
    desks = Desks("amqp://x", register, office, Trail(), lambda run: begun.append(desk_that(run)))
    desks.look()
    register.mark("b", provisioned_at=NOW)
    register.mark("a", commands=[RENAME])
    desks.look()
    first, second = begun
    assert (first.granted, second.granted) == ([RENAME], [])
    register.mark("a", suspended_at=NOW)
    desks.look()
    assert first._closed and not second._closed


def test_the_register_may_be_away_for_a_while(office: Office) -> None:
    class Away(Rows):
        def all(self, **where: Any) -> list[dict[str, Any]]:
            raise Unavailable()

    begun: list[Any] = []
    Desks("amqp://x", Register(Away()), office, Trail(), begun.append).look()
    assert not begun


def test_what_is_refused_is_on_record(office: Office) -> None:
    trail, begun = Trail(), list[Any]()
    register = Register(Rows())
    register.add(REGISTRY.id, ["agenda.#"], [], REGISTRY, "one")
    register.mark(REGISTRY.id, provisioned_at=NOW)
    Desks("amqp://x", register, office, trail, lambda run: begun.append(desk_that(run))).look()
    begun[0]._answer(message())
    [row] = trail.records.take()
    assert (row["event"]["type"], row["event"]["subject"]) == ("partner.command", "c-1")
    assert row["event"]["data"]["outcome"] == "command_not_granted"
