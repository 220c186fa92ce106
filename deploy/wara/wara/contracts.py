"""Writes the public promises from the services' tables: a JSON Schema for each event and command, and the
AsyncAPI document.

The files are checked in; a test compares them with what is generated here.
"""

import json
from pathlib import Path
from typing import Any
from uuid import NAMESPACE_URL, uuid5

import yaml
from apispec import APISpec
from apispec.ext.marshmallow.openapi import OpenAPIConverter
from marshmallow import Schema

from agenda import events as agenda
from chassis.envelope import EventType
from chassis.schema import Text, pattern_in_json
from gateway.commands.catalogue import KINDS, Kind
from membership import events as membership
from notify import events as notify
from wara.asyncapi import document as asyncapi_document
from wara.asyncapi import source_of
from wara.partners.events import TO_ONE_ALONE

DIALECT = "https://json-schema.org/draft/2020-12/schema"
EXAMPLE_TIME = "2018-01-31T02:00:00.000Z"
EXAMPLE_ID = "registry-2562-0412"
PUBLISHED: tuple[EventType, ...] = (*membership.PUBLISHED, *agenda.PUBLISHED, *notify.PUBLISHED)
COLLECTIONS = {"attendance": "responses", "datarequest": "data-requests", "invitation": "notifications"}
"""What an event's subject begins with, where it is not the aggregate's plural."""


def write(folder: Path) -> list[Path]:
    """Writes every file under `folder` and returns their paths; schemas of no event are removed."""
    written = []
    for name, text in generate().items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        written.append(path)
    for path in {*(folder / "events").glob("*.json"), *(folder / "commands").glob("*.json")} - set(written):
        path.unlink()
    return written


def generate() -> dict[str, str]:
    """Each file's path under `contracts/` and its text."""
    promised = (*PUBLISHED, *TO_ONE_ALONE)
    events = {f"events/{event.name}.json": _json(event_schema(event)) for event in promised}
    commands = {f"commands/{kind.type}.json": _json(command_schema(kind)) for kind in KINDS}
    document = asyncapi_document(PUBLISHED, TO_ONE_ALONE, KINDS, _by_file)
    return {**events, **commands, "asyncapi.yaml": _yaml(document)}


def event_schema(event: EventType) -> dict[str, Any]:
    """The whole CloudEvent. Open to further fields: that is how an event grows without breaking a reader."""
    return {
        "$schema": DIALECT,
        "$id": f"/contracts/events/{event.name}.json",
        "title": event.name,
        "description": event.summary,
        "type": "object",
        "required": ["specversion", "id", "type", "source", "subject", "time", "version", "data"],
        "properties": {**_attributes(event), "data": _opened(_schema_of(event.schema))},
        "examples": [example(event)],
    }


def example(event: EventType) -> dict[str, Any]:
    event_id = str(uuid5(NAMESPACE_URL, event.name))
    return {
        "specversion": "1.0",
        "id": event_id,
        "type": event.name,
        "source": source_of(event),
        "subject": _subject(event),
        "time": EXAMPLE_TIME,
        "datacontenttype": "application/json",
        "dataschema": f"/contracts/events/{event.name}.json",
        "dataclassification": event.classification,
        "version": 1,
        **({} if event in TO_ONE_ALONE else {"sequence": 1}),
        "correlationid": event_id,
        "data": event.example,
    }


def command_schema(kind: Kind) -> dict[str, Any]:
    """The whole CloudEvent. Its data is closed: what we would pass over is refused."""
    attributes = {
        "specversion": {"const": "1.0"},
        "id": {"type": "string", "pattern": "^[!-~]{1,100}$"},
        "type": {"const": kind.type},
        "traceparent": {"type": "string"},
    }
    return {
        "$schema": DIALECT,
        "$id": f"/contracts/commands/{kind.type}.json",
        "title": kind.type,
        "description": kind.summary,
        "type": "object",
        "required": ["id", "type", "data"],
        "properties": {**attributes, "data": _schema_of(kind.schema)},
        "examples": [{"specversion": "1.0", "id": EXAMPLE_ID, "type": kind.type, "data": kind.example}],
    }


def asyncapi() -> str:
    """The document in one piece, as the gateway serves it: a schema stands where it is used."""
    document = asyncapi_document(PUBLISHED, TO_ONE_ALONE, KINDS, _in_place)
    return json.dumps(document, ensure_ascii=False, separators=(",", ":")) + "\n"


def _attributes(event: EventType) -> dict[str, Any]:
    return {
        "specversion": {"const": "1.0"},
        "id": {"type": "string", "format": "uuid"},
        "type": {"const": event.name},
        "source": {"const": source_of(event)},
        "subject": {"type": "string", "pattern": f"^{_collection(event)}/.+$"},
        "time": {"type": "string", "format": "date-time"},
        "datacontenttype": {"const": "application/json"},
        "dataschema": {"const": f"/contracts/events/{event.name}.json"},
        "dataclassification": {"const": event.classification},
        "version": {"type": "integer", "minimum": 1},
        "sequence": {"type": "integer", "minimum": 1},
        "correlationid": {"type": "string"},
        "causationid": {"type": "string"},
        "traceparent": {"type": "string"},
    }


def _schema_of(schema: Schema) -> dict[str, Any]:
    spec = APISpec(title="", version="", openapi_version="3.1.0")
    converter: Any = OpenAPIConverter("3.1.0", schema_name_resolver=lambda schema: None, spec=spec)
    converter.add_attribute_function(_at_least_one_language)
    converter.add_attribute_function(pattern_in_json)
    converted: dict[str, Any] = converter.schema2jsonschema(schema)
    return converted


def _at_least_one_language(_self: Any, field: Any, **_: Any) -> dict[str, Any]:
    return {"minProperties": 1} if isinstance(field, Text) else {}


def _opened(schema: Any) -> Any:
    if isinstance(schema, list):
        return [_opened(one) for one in schema]
    if not isinstance(schema, dict):
        return schema
    closed = schema.get("additionalProperties") is False
    return {k: _opened(v) for k, v in schema.items() if not (closed and k == "additionalProperties")}


def _by_file(told: EventType | Kind) -> dict[str, Any]:
    place = f"commands/{told.type}" if isinstance(told, Kind) else f"events/{told.name}"
    return {"$ref": f"./{place}.json"}


def _in_place(told: EventType | Kind) -> dict[str, Any]:
    return command_schema(told) if isinstance(told, Kind) else event_schema(told)


def _collection(event: EventType) -> str:
    aggregate = event.name.split(".")[1]
    return COLLECTIONS.get(aggregate, f"{aggregate}s")


def _subject(event: EventType) -> str:
    collection = _collection(event)
    return f"{collection}/{event.example.get('id', uuid5(NAMESPACE_URL, collection))}"


def _json(document: dict[str, Any]) -> str:
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"


def _yaml(document: dict[str, Any]) -> str:
    return yaml.safe_dump(document, sort_keys=False, allow_unicode=True, width=110)
