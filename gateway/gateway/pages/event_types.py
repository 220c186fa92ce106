"""The reference of all public events, and of the commands that other systems may tell, read from the same
document that programs read."""

import json
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from flask import Blueprint, Response

from gateway import asyncapi
from gateway.pages.page import choose_language, page

LIMITS = ("minimum", "maximum", "minLength", "maxLength", "minItems", "maxItems", "pattern")
OF_LANGUAGES = {"th", "en"}
NO_SUBJECT = {"pattern": ""}
Schema = Mapping[str, Any]


class Field(NamedTuple):
    """`type` and `limits` are in the words of JSON Schema, but for `text`, which is `{"th": …, "en": …}`."""

    name: str
    type: str
    required: bool
    values: list[Any]
    limits: str
    description: str


class EventType(NamedTuple):
    name: str
    summary: str
    subject: str
    fields: list[Field]
    example: str


class Channel(NamedTuple):
    """An exchange, or the queue of one partner; `is_ours` where it is we who are told."""

    name: str
    queue: str
    is_ours: bool
    types: list[EventType]


event_types = Blueprint("event_types", __name__, template_folder="templates")
event_types.before_request(choose_language)


@event_types.get("/docs/events")
def events() -> Response:
    return page("events.html", channels=CHANNELS, attributes=ATTRIBUTES)


def channels(document: Schema) -> Iterator[Channel]:
    messages, operations = document["components"]["messages"], document["operations"].values()
    heard = {one["channel"]["$ref"] for one in operations if one["action"] == "receive"}
    for name, channel in document["channels"].items():
        queue = channel["bindings"]["amqp"].get("queue", {}).get("name", "")
        types = [_type(messages[one]) for one in channel["messages"]]
        yield Channel(name, queue, f"#/channels/{name}" in heard, types)


def attributes(document: Schema) -> list[Field]:
    """What every event carries beside its data; of what each type has its own, no more than that."""
    every = [message["payload"]["schema"] for message in document["components"]["messages"].values()]
    schemas = [one for one in every if "subject" in one["properties"]]
    alike = {
        name: inner if all(one["properties"][name] == inner for one in schemas) else {"type": "string"}
        for name, inner in schemas[0]["properties"].items()
        if name != "data"
    }
    return list(fields({**schemas[0], "properties": alike}))


def fields(schema: Schema, within: str = "") -> Iterator[Field]:
    """Those of an object, each followed by its own: `number`, `number.display`, `letters[].language`."""
    for name, inner in schema["properties"].items():
        one = inner.get("items", inner)
        yield Field(
            within + name,
            _kind(inner),
            name in schema.get("required", ()),
            one.get("enum", [one["const"]] if "const" in one else []),
            _limits(inner),
            inner.get("description", ""),
        )
        if "properties" in one and not _is_text(one):
            yield from fields(one, f"{within}{name}{'[]' if one is not inner else ''}.")


def _type(message: Schema) -> EventType:
    schema = message["payload"]["schema"]
    [example] = schema["examples"]
    return EventType(
        message["name"],
        message["summary"],
        schema["properties"].get("subject", NO_SUBJECT)["pattern"].removeprefix("^").removesuffix("/.+$"),
        list(fields(schema["properties"]["data"])),
        json.dumps(example, ensure_ascii=False, indent=2),
    )


def _kind(schema: Schema) -> str:
    if _is_text(schema):
        return "text"
    if "items" in schema:
        return f"array of {_kind(schema['items'])}"
    if isinstance(of := schema.get("additionalProperties"), Mapping):
        return f"object of {_kind(of)}"
    types = schema.get("type", "string")
    said = types if isinstance(types, str) else " or ".join(types)
    return f"{said} ({schema['format']})" if "format" in schema else said


def _is_text(schema: Schema) -> bool:
    return set(schema.get("properties", ())) == OF_LANGUAGES


def _limits(schema: Schema) -> str:
    """Of a text those of a language, of a list also those of what is in it."""
    limited = [schema, schema.get("items", {}), *(schema["properties"].values() if _is_text(schema) else ())]
    return ", ".join(f"{name} {value}" for name, value in _said(limited).items())


def _said(limited: list[Schema]) -> dict[str, Any]:
    return {name: one[name] for one in limited for name in LIMITS if name in one}


DOCUMENT = json.loads(asyncapi.TEXT)
CHANNELS, ATTRIBUTES = list(channels(DOCUMENT)), attributes(DOCUMENT)
