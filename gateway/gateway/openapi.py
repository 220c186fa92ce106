"""The OpenAPI 3.1 document, made from the routes and their schemas."""

import json
import sys
from collections.abc import Iterable
from typing import Any

from apispec.ext.marshmallow import MarshmallowPlugin
from flask import Flask
from flask_smorest import Api
from marshmallow import Schema

from chassis.schema import pattern_in_json
from gateway import security_schemes, texts
from gateway.identity.issuers import Issuer
from gateway.problems import MEDIA_TYPE
from gateway.schemas.problems import Problem
from gateway.security_schemes import SCHEMES

VERSION = "0.1.0"
TITLE = "wara: the agenda of an open-ended joint working group"
DESCRIPTION = """\
Members join, propose agenda items and support each other's; the secretariat settles the agenda, convenes
numbered meetings, records what was resolved and publishes; everybody reads.

- **Text** is an object of languages, `{"th": …, "en": …}`, at least one of which is there. Times are RFC 3339
  in UTC. Ids are UUIDs (version 7). Query strings take Thai digits and Buddhist years: `?year=๒๕๖๑`.
- **Refusals** are `application/problem+json` (RFC 9457) with a stable `code`; their texts follow
  `Accept-Language` (`th` or `en`; Thai by default). All codes: [/problems](/problems).
- **Repeat safely**: send an `Idempotency-Key` with every POST. The same key again gives the kept answer and
  does nothing twice; with another body it is refused (422 `command_reused`). Keys are kept for 24 hours.
- **Change safely**: every aggregate has an `ETag`. A PATCH must say which version it changes (`If-Match`).
- **Lists** come in pages: follow the `Link` header, or repeat with `after` set to `next`.
- **Growing**: answers gain fields and values, requests what may be left out: pass over what you do not know.
- **Repeat later** what is refused with 503, or with 409 `not_yet_known`, after `Retry-After` seconds.
"""
SETTINGS = {
    "API_TITLE": TITLE,
    "API_VERSION": VERSION,
    "OPENAPI_VERSION": "3.1.0",
    "API_SPEC_OPTIONS": {
        "info": {"description": DESCRIPTION},
        "servers": [{"url": "/", "description": "this installation"}],
    },
}
VERBS = frozenset({"get", "post", "patch", "delete"})
_REFUSALS = {
    "Malformed": "malformed",
    "Unauthenticated": "unauthenticated",
    "Denied": "denied",
    "NotFound": "not_found",
    "NotAcceptable": "not_acceptable",
    "Conflict": "conflict",
    "TooLarge": "too_large",
    "Stale": "stale",
    "Invalid": "invalid",
    "PreconditionRequired": "precondition_required",
    "Unavailable": "unavailable",
}
_PARAMETERS: dict[str, dict[str, Any]] = {
    "IdempotencyKey": {
        "name": "Idempotency-Key",
        "description": "A new random text for each command (a UUID, say); the same one to repeat it.",
        "schema": {"type": "string", "minLength": 1, "maxLength": 255, "pattern": "^[!-~]+$"},
        "example": "7b1f6c9e-52f4-4f0e-9d2b-3a0c8f5e1d64",
    },
    "IfMatch": {
        "name": "If-Match",
        "description": "The `ETag` of the version that is meant; refused (412) when it is no longer current.",
        "schema": {"type": "string"},
        "example": '"3"',
    },
    "IfMatchRequired": {
        "name": "If-Match",
        "required": True,
        "description": "The `ETag` of the version that was read; 428 without it, 412 when it has changed.",
        "schema": {"type": "string"},
        "example": '"3"',
    },
    "LastEventId": {
        "name": "Last-Event-ID",
        "description": "Of a stream that broke: the `id` of the last event that came. It goes on after it.",
        "schema": {"type": "string", "pattern": "^[0-9]{1,15}$"},
        "example": "4711",
    },
    "IfNoneMatch": {
        "name": "If-None-Match",
        "description": "An `ETag` that the client holds: 304 when it is still current.",
        "schema": {"type": "string"},
        "example": '"3"',
    },
}
_HEADERS: dict[str, dict[str, Any]] = {
    "ETag": {"description": "The version, as an entity tag.", "schema": {"type": "string"}, "example": '"3"'},
    "Link": {"description": 'The next page: `<…>; rel="next"`.', "schema": {"type": "string"}},
    "Location": {"description": "Where what was made is read.", "schema": {"type": "string"}},
}


class DocumentedApi(Api):  # type: ignore[misc]  # flask-smorest has no types
    """flask-smorest with our refusals: problem+json, worded by our own texts."""

    DEFAULT_ERROR_RESPONSE_NAME = "Problem"

    def __init__(self, app: Flask, issuers: Iterable[Issuer] = ()) -> None:
        super().__init__(app, spec_kwargs={"marshmallow_plugin": MarshmallowPlugin(_component_name)})
        self.ma_plugin.converter.add_attribute_function(pattern_in_json)
        for name, parameter in _PARAMETERS.items():
            self.spec.components.parameter(name, "header", parameter, lazy=True)
        for name, header in _HEADERS.items():
            self.spec.components.header(name, header, lazy=True)
        self._issuers = security_schemes.of_issuers(issuers)
        for name, scheme in {**SCHEMES, **self._issuers}.items():
            self.spec.components.security_scheme(name, scheme)

    def as_text(self) -> str:
        for key, name in self.ma_plugin.converter.refs.items():
            _explain(self.spec.components.schemas[name], key[0])
        said = self.spec.to_dict()
        for path, operations in said["paths"].items():
            for verb in VERBS & operations.keys():
                route = f"{verb.upper()} {path}"
                operations[verb]["security"] = security_schemes.security(route, self._issuers)
        return json.dumps(said, ensure_ascii=False, indent=2) + "\n"

    def _register_error_handlers(self) -> None:
        """They are `gateway.problems`."""

    def _register_responses(self) -> None:
        refused = {"content": {MEDIA_TYPE: {"schema": Problem}}}
        for name, code in _REFUSALS.items():
            description = texts.title(code, code, "en")
            self.spec.components.response(name, {"description": description, **refused}, lazy=True)
        self.spec.components.response("Problem", {"description": "Any other refusal.", **refused}, lazy=True)
        self.spec.components.response("NotModified", {"description": "Still current."}, lazy=True)


def _component_name(schema: type[Schema] | Schema) -> str:
    """Our own schemas are components under their names; texts and the like stand where they are used."""
    known = schema if isinstance(schema, type) else type(schema)
    return known.__name__ if known.__module__.startswith("gateway.") else ""


def _explain(component: dict[str, Any], schema: type[Schema]) -> None:
    """A schema's own words, and its `EXAMPLE`, which a test holds against it."""
    if text := schema.__dict__.get("__doc__"):
        component["description"] = text
    if "EXAMPLE" in schema.__dict__:
        component["examples"] = [schema.__dict__["EXAMPLE"]]


def document(app: Flask) -> str:
    api: DocumentedApi = app.extensions["flask-smorest"]["apis"][""]["ext_obj"]
    return api.as_text()


def main() -> None:
    from gateway.app import create_documented_app

    sys.stdout.write(document(create_documented_app()))


if __name__ == "__main__":
    main()
