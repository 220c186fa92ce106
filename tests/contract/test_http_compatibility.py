"""What a client of the last release did, it may do still: the document of the HTTP API only gains."""

from typing import Any

import pytest

from tests.contract import release
from tests.contract.http_compatibility import of_http
from tests.contract.test_compatibility import changed

HOW = "\nOffer it beside what was there, or give back what is gone."
JSON = "application/json"
ITEM = "/v1/items/{id}"
READ, CHANGE = f"paths.{ITEM}.get", f"paths.{ITEM}.patch"
BODY, VIEW = "components.schemas.Change.properties", "components.schemas.Item.properties"
ANSWER = {"description": "OK", "content": {JSON: {"schema": {"$ref": "#/components/schemas/Item"}}}}
ID = {"in": "path", "name": "id", "required": True, "schema": {"type": "string", "format": "uuid"}}
LIMIT: dict[str, Any] = {
    "in": "query",
    "name": "limit",
    "schema": {"type": "integer", "maximum": 100, "default": 20},
}
TEXT = {"type": "string", "minLength": 1, "maxLength": 300}
RELEASED: dict[str, Any] = {
    "paths": {
        ITEM: {
            "parameters": [ID],
            "get": {
                "operationId": "get_item",
                "parameters": [LIMIT],
                "responses": {
                    "200": ANSWER | {"headers": {"ETag": {"schema": {"type": "string"}}}},
                    "404": {"description": "Not found"},
                },
                "security": [{}, {"bearer": []}],
            },
            "patch": {
                "operationId": "revise_item",
                "requestBody": {
                    "required": False,
                    "content": {JSON: {"schema": {"$ref": "#/components/schemas/Change"}}},
                },
                "responses": {"200": ANSWER},
                "security": [{"bearer": []}],
            },
        }
    },
    "components": {
        "schemas": {
            "Change": {
                "type": "object",
                "required": ["title"],
                "additionalProperties": False,
                "properties": {
                    "title": TEXT,
                    "place": {"anyOf": [{"$ref": "#/components/schemas/Place"}, {"type": "null"}]},
                    "purpose": {"type": "string", "enum": ["information", "consideration"]},
                    "goals": {"type": "array", "maxItems": 17, "items": {"type": "integer", "minimum": 1}},
                    "terms": {"type": "object", "additionalProperties": {}},
                    "note": {"type": ["string", "null"], "default": None},
                },
            },
            "Item": {
                "type": "object",
                "required": ["id"],
                "properties": {
                    "id": {"type": "string", "format": "uuid"},
                    "status": {"type": "string", "enum": ["listed", "removed"]},
                    "place": {"anyOf": [{"$ref": "#/components/schemas/Place"}, {"type": "null"}]},
                },
            },
            "Place": {"type": "object", "properties": {"hall": {"type": "string"}}},
        },
        "securitySchemes": {"bearer": {"type": "http", "scheme": "bearer"}},
    },
}
READING, CHANGING = f"GET {ITEM}", f"PATCH {ITEM}"
BREAKS: dict[str, tuple[str, Any, str]] = {
    "a path": ("paths", {}, f"{READING}: is gone"),
    "an operation": (CHANGE, None, f"{CHANGING}: is gone"),
    "a name": (f"{READ}.operationId", "read_item", f"{READING}: its name 'get_item' became 'read_item'"),
    "a parameter": (f"{READ}.parameters", [], f"{READING} query.limit: the parameter is gone"),
    "a parameter that is needed": (
        f"{CHANGE}.parameters",
        [{**LIMIT, "required": True}],
        f"{CHANGING} query.limit: could be left out",
    ),
    "a parameter needed now": (
        f"{READ}.parameters",
        [{**LIMIT, "required": True}],
        f"{READING} query.limit: could be left out",
    ),
    "a narrower parameter": (
        f"{READ}.parameters",
        [{**LIMIT, "schema": {**LIMIT["schema"], "maximum": 50}}],
        f"{READING} query.limit: maximum fell from 100 to 50",
    ),
    "another default": (
        f"{READ}.parameters",
        [{**LIMIT, "schema": {**LIMIT["schema"], "default": 10}}],
        f"{READING} query.limit: left out it meant 20, and means 10 now",
    ),
    "a body": (f"{CHANGE}.requestBody", None, f"{CHANGING} body: {JSON} is gone"),
    "a body needed now": (f"{CHANGE}.requestBody.required", True, f"{CHANGING} body: could be left out"),
    "a body where there was none": (
        f"{READ}.requestBody",
        {"required": True, "content": {}},
        f"{READING} body: could be left out",
    ),
    "a form of a body": (f"{CHANGE}.requestBody.content", {}, f"{CHANGING} body: {JSON} is gone"),
    "a field of a request": (f"{BODY}.goals", None, f"{CHANGING} body.goals: the field is gone"),
    "a field needed now": (
        "components.schemas.Change.required",
        ["title", "purpose"],
        f"{CHANGING} body.purpose: could be left out, and must be there now",
    ),
    "a narrower type": (f"{BODY}.note.type", "string", f"{CHANGING} body.note: the type ['string', 'null']"),
    "a value of a request": (
        f"{BODY}.purpose.enum",
        ["information"],
        f"{CHANGING} body.purpose: the value 'consideration' is gone",
    ),
    "any value of a request": (f"{BODY}.title.enum", ["one"], f"{CHANGING} body.title: was free"),
    "a shorter text": (f"{BODY}.title.maxLength", 200, f"{CHANGING} body.title: maxLength fell"),
    "no empty list": (f"{BODY}.goals.minItems", 1, f"{CHANGING} body.goals: minItems rose from None to 1"),
    "a narrower element": (f"{BODY}.goals.items.minimum", 2, f"{CHANGING} body.goals[]: minimum rose"),
    "a pattern": (f"{BODY}.title.pattern", "^a", f"{CHANGING} body.title: pattern None became '^a'"),
    "what else there may be": (
        f"{BODY}.terms.additionalProperties",
        False,
        f"{CHANGING} body.terms: additionalProperties is refused now",
    ),
    "an alternative": (f"{BODY}.place.anyOf", [{"type": "null"}], f"{CHANGING} body.place: is refused now"),
    "a status": (f"{READ}.responses.404", None, f"{READING} 404: is answered no more"),
    "a form of an answer": (f"{READ}.responses.200.content", {}, f"{READING} 200: {JSON} is gone"),
    "a header": (f"{READ}.responses.200.headers", {}, f"{READING} 200: the header ETag is gone"),
    "a field of an answer": (f"{VIEW}.status", None, f"{READING} 200.status: the field is gone"),
    "a field that may be missing": ("components.schemas.Item.required", [], f"{READING} 200.id: was always"),
    "another type": (f"{VIEW}.id.type", "integer", f"{READING} 200.id: the type 'string' became 'integer'"),
    "null": (f"{VIEW}.status.type", ["string", "null"], f"{READING} 200.status: the type 'string' became"),
    "any value of an answer": (f"{VIEW}.status.enum", None, f"{READING} 200.status: was one of"),
    "another alternative": (
        f"{VIEW}.place.anyOf",
        [{"type": "string"}, {"type": "null"}],
        f"{READING} 200.place: may be something else now: {{'type': 'string'}}",
    ),
    "nobody's way in": (f"{READ}.security", [{"bearer": []}], f"{READING}: {{}} opens it no more"),
    "another way in": (
        "components.securitySchemes.bearer.scheme",
        "basic",
        "securitySchemes.bearer.scheme: 'bearer' became 'basic'",
    ),
}
GROWTH: dict[str, tuple[str, Any]] = {
    "a path": ("paths./v1/others", {"get": {}}),
    "an operation": (f"paths.{ITEM}.delete", {}),
    "a parameter": (f"{CHANGE}.parameters", [LIMIT]),
    "a wider parameter": (
        f"{READ}.parameters",
        [{**LIMIT, "schema": {"type": "integer", "maximum": 500, "default": 20}}],
    ),
    "a field that may be left out": (f"{BODY}.remark", TEXT),
    "a field needed no more": ("components.schemas.Change.required", []),
    "a value of a request": (f"{BODY}.purpose.enum", ["information", "consideration", "minutes"]),
    "any value": (f"{BODY}.purpose.enum", None),
    "a wider type": (f"{BODY}.title.type", ["string", "null"]),
    "a longer text": (f"{BODY}.title.maxLength", None),
    "what else there may be": ("components.schemas.Change.additionalProperties", {}),
    "a field of an answer": (f"{VIEW}.remark", TEXT),
    "a value of an answer": (f"{VIEW}.status.enum", ["listed", "removed", "adjourned"]),
    "an alternative no longer told": (f"{VIEW}.place.anyOf", [{"type": "null"}]),
    "a status": (f"{CHANGE}.responses.412", {"description": "Stale"}),
    "a way in": (f"{CHANGE}.security", [{"key": []}, {"bearer": []}]),
    "other words": (f"{BODY}.title.description", "What it is called."),
}


def test_a_client_of_the_last_release_is_served_as_it_was() -> None:
    assert not list(of_http(release.openapi(release.RELEASED), release.openapi())), HOW


@pytest.mark.parametrize(("path", "value", "said"), BREAKS.values(), ids=BREAKS)
def test_what_breaks_a_client_is_named(path: str, value: Any, said: str) -> None:
    found = list(of_http(RELEASED, changed(RELEASED, path, value)))
    assert any(one.startswith(said) for one in found), found


@pytest.mark.parametrize(("path", "value"), GROWTH.values(), ids=GROWTH)
def test_what_only_adds_or_widens_passes(path: str, value: Any) -> None:
    assert not list(of_http(RELEASED, changed(RELEASED, path, value)))
