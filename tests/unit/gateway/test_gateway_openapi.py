"""The document is the code's own, and true."""

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from marshmallow import Schema
from openapi_spec_validator import OpenAPIV31SpecValidator

from gateway.access import ACCESS
from gateway.openapi import DocumentedApi, document
from gateway.roles import PUBLIC
from tests.unit.gateway.signing import Entrance, issuer

PROMISED = Path(__file__).parents[3] / "contracts/openapi.json"
NOT_DOCUMENTED = {"/", "/assets/{file}", "/docs", "/docs/{file}", "/check-in", "/confirm", "/problems"} | {
    "/answer",
    "/unsubscribe",
    "/sign-in",
    "/sign-in/link",
    "/sign-in/callback",
    "/sign-in/{issuer}",
    "/sign-out",
    "/proposals",
    "/proposals/{id}",
    "/reports/sdgs",
    "/openapi.json",
    "/asyncapi.json",
    "/docs/events",
    "/healthz",
    "/readyz",
    "/metrics",
}


@pytest.fixture(scope="module")
def described(app: Flask) -> dict[str, Any]:
    return dict(json.loads(document(app)))


def with_examples(schema: type[Schema] = Schema) -> list[type[Schema]]:
    found = [schema] if "EXAMPLE" in schema.__dict__ and schema.__module__.startswith("gateway.") else []
    return found + [one for inner in schema.__subclasses__() for one in with_examples(inner)]


def operations(described: dict[str, Any]) -> list[tuple[str, dict[str, Any]]]:
    verbs = ("get", "post", "patch", "delete")
    return [
        (f"{verb.upper()} {path}", item[verb])
        for path, item in described["paths"].items()
        for verb in verbs
        if verb in item
    ]


def test_what_was_promised_is_what_the_code_says(app: Flask) -> None:
    """After a change: `python -m gateway.openapi > contracts/openapi.json`, and look at the difference."""
    assert PROMISED.read_text("utf-8") == document(app)


def test_it_is_sound_openapi(described: dict[str, Any]) -> None:
    assert described["openapi"] == "3.1.0"
    OpenAPIV31SpecValidator(described).validate()


def test_it_is_served(http: FlaskClient, described: dict[str, Any]) -> None:
    assert http.get("/openapi.json").json == described


def test_every_route_is_described_with_who_may_call_it(described: dict[str, Any]) -> None:
    known = {route for route in ACCESS if route.split()[1] not in NOT_DOCUMENTED}
    assert {route for route, _ in operations(described)} == known
    for route, operation in operations(described):
        assert operation["summary"]
        who = "anyone" if PUBLIC in ACCESS[route] else ", ".join(sorted(ACCESS[route]))
        assert operation["description"] == f"For: {who}."
        assert ({} in operation["security"]) == (PUBLIC in ACCESS[route])


def ways(operation: dict[str, Any]) -> set[frozenset[str]]:
    return {frozenset(way) for way in operation["security"]}


def test_who_one_is_may_be_said_in_each_way_that_is_open_there(described: dict[str, Any]) -> None:
    of = dict(operations(described))
    bearer, cookie, change = frozenset({"bearer"}), frozenset({"session"}), frozenset({"session", "csrf"})
    key = frozenset({"key"})
    assert ways(of["GET /v1/me"]) == {bearer, key, cookie}
    assert ways(of["GET /v1/members"]) == {frozenset(), bearer, key, cookie}
    assert ways(of["POST /v1/members"]) == {frozenset(), bearer, key, change}
    assert ways(of["POST /v1/meetings"]) == ways(of["POST /v1/keys"]) == {bearer, change}
    assert ways(of["GET /v1/keys"]) == {bearer, cookie}
    named = {name for operation in of.values() for way in operation["security"] for name in way}
    assert named == set(described["components"]["securitySchemes"])


def test_an_installation_names_the_issuers_whose_tokens_it_takes() -> None:
    takes, not_taken = issuer("https://id.agency.example/"), issuer("https://other.example", name="other")
    app = Entrance.of(takes, replace(not_taken, audience=None)).app
    served: Any = app.test_client().get("/openapi.json").json
    OpenAPIV31SpecValidator(served).validate()
    url = "https://id.agency.example/.well-known/openid-configuration"
    schemes = served["components"]["securitySchemes"]
    assert schemes["openid-agency"] == {"type": "openIdConnect", "openIdConnectUrl": url}
    assert "openid-other" not in schemes
    assert all({"openid-agency": []} in operation["security"] for _, operation in operations(served))


def test_every_operation_has_a_name_of_its_own(described: dict[str, Any]) -> None:
    names = [operation["operationId"] for _, operation in operations(described)]
    assert len(names) == len(set(names))


def test_every_command_takes_an_idempotency_key(described: dict[str, Any]) -> None:
    """But for one that has an id of its own."""
    key = {"$ref": "#/components/parameters/IdempotencyKey"}
    for route, operation in operations(described):
        takes = not route.startswith("GET") and route != "POST /v1/commands"
        assert (key in operation.get("parameters", [])) == takes


def test_every_refusal_is_a_problem(described: dict[str, Any]) -> None:
    for name, response in described["components"]["responses"].items():
        assert name == "NotModified" or list(response["content"]) == ["application/problem+json"]


def test_every_request_has_an_example(described: dict[str, Any]) -> None:
    schemas = described["components"]["schemas"]
    for route, operation in operations(described):
        if body := operation.get("requestBody"):
            reference = body["content"]["application/json"]["schema"]["$ref"]
            assert schemas[reference.rsplit("/", 1)[1]]["examples"], route


@pytest.mark.parametrize("schema", with_examples(), ids=lambda schema: schema.__name__)
def test_every_example_fits_its_schema(schema: type[Schema]) -> None:
    example = schema.EXAMPLE  # type: ignore[attr-defined]
    assert schema().dump(schema().load(example)) == example


def test_names_of_components_do_not_clash(app: Flask) -> None:
    api: DocumentedApi = app.extensions["flask-smorest"]["apis"][""]["ext_obj"]
    names = list(api.ma_plugin.converter.refs.values())
    assert len(names) == len(set(names))
