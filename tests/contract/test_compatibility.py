"""What was released is still told: a type only gains, and what would break a reader is a type beside it."""

from copy import deepcopy
from typing import Any

import pytest

from tests.contract import release
from tests.contract.asking import of_asked
from tests.contract.compatibility import of_document, of_events

HOW = "\nPromise it as `.v2` beside, or give back what is gone."
TYPE = "agenda.item.listed.v1"
RELEASED: dict[str, Any] = {
    "type": "object",
    "required": ["id", "data"],
    "properties": {
        "id": {"type": "string", "format": "uuid"},
        "version": {"type": "integer", "minimum": 1},
        "subject": {"type": "string", "pattern": "^items/.+$"},
        "source": {"const": "agenda"},
        "data": {
            "type": "object",
            "required": ["title"],
            "properties": {
                "status": {"type": "string", "enum": ["listed", "removed"]},
                "title": {"type": "string", "minLength": 1, "maxLength": 300},
                "reason": {"type": ["object", "null"]},
                "sdgs": {"type": "array", "maxItems": 17, "items": {"type": "integer", "maximum": 17}},
                "counts": {"type": "object", "additionalProperties": {"type": "integer"}},
            },
        },
    },
}
CHANNEL: dict[str, Any] = {
    "channels": {"agenda.events": {"address": "{type}", "parameters": {"type": {"enum": [TYPE]}}}},
    "components": {"messages": {TYPE: {"contentType": "application/cloudevents+json", "summary": "Listed"}}},
}
DATA = "properties.data.properties"
BREAKS = {
    "a field removed": (f"{DATA}.status", None, "data.status: the field is gone"),
    "all fields removed": (DATA, None, "data.title: the field is gone"),
    "a type changed": (f"{DATA}.title.type", "integer", "data.title: the type 'string' became 'integer'"),
    "a type no longer said": (f"{DATA}.title.type", None, "data.title: the type 'string' became None"),
    "null allowed": (f"{DATA}.title.type", ["string", "null"], "data.title: the type 'string' became "),
    "a format changed": ("properties.id.format", "uri", "id: format 'uuid' became 'uri'"),
    "a constant changed": ("properties.source.const", "notify", "source: const 'agenda' became 'notify'"),
    "a pattern changed": ("properties.subject.pattern", "^i/", "subject: pattern '^items/.+$' became '^i/'"),
    "a field now optional": ("properties.data.required", [], "data.title: was always there, and may be"),
    "no field required": ("required", None, "id: was always there, and may be missing now"),
    "a value lost": (f"{DATA}.status.enum", ["listed"], "data.status: the value 'removed' is gone"),
    "any value allowed": (f"{DATA}.status.enum", None, "data.status: was one of ['listed', 'removed']"),
    "a longer text": (f"{DATA}.title.maxLength", 301, "data.title: maxLength rose from 300 to 301"),
    "no longest text": (f"{DATA}.title.maxLength", None, "data.title: maxLength rose from 300 to None"),
    "a smaller number": ("properties.version.minimum", 0, "version: minimum fell from 1 to 0"),
    "another element": (
        f"{DATA}.sdgs.items.type",
        "string",
        "data.sdgs[]: the type 'integer' became 'string'",
    ),
    "any element": (f"{DATA}.sdgs.items", None, "data.sdgs: items {'type': 'integer', 'maximum': 17} became"),
    "another value of a map": (
        f"{DATA}.counts.additionalProperties.type",
        "string",
        "data.counts[]: the type 'integer' became 'string'",
    ),
}
GROWTH = {
    "a new field": (f"{DATA}.note", {"type": "string"}),
    "a new field that is always there": ("properties.data.required", ["title", "note"]),
    "a new value": (f"{DATA}.status.enum", ["listed", "removed", "adjourned"]),
    "null no longer told": (f"{DATA}.reason.type", "object"),
    "a shorter text": (f"{DATA}.title.maxLength", 200),
    "a text of values": (f"{DATA}.title.enum", ["one", "two"]),
    "a shorter list": (f"{DATA}.sdgs.maxItems", 5),
    "other words about it": (f"{DATA}.title.description", "Its title."),
}
LOST = {
    "an exchange": ("channels", {}, "asyncapi.channels.agenda.events: is gone"),
    "a type of an exchange": ("channels.agenda.events.parameters.type.enum", [], f"enum: '{TYPE}' is gone"),
    "an address": ("channels.agenda.events.address", "all", "address: '{type}' became 'all'"),
    "a message": ("components.messages", {}, f"messages.{TYPE}: is gone"),
}


def changed(document: dict[str, Any], path: str, value: Any) -> dict[str, Any]:
    """A copy with another value there; None takes it out."""
    copy = deepcopy(document)
    within, left = copy, path
    while (name := next((one for one in within if left.startswith(f"{one}.")), None)) is not None:
        within, left = within[name], left.removeprefix(f"{name}.")
    if value is None:
        del within[left]
    else:
        within[left] = value
    return copy


def test_every_event_of_the_last_release_is_told_as_it_was() -> None:
    assert not list(of_events(release.released("events"), release.schemas("events"))), HOW


def test_every_command_of_the_last_release_is_taken_as_it_was() -> None:
    present = release.schemas("commands")
    for name, schema in release.released("commands").items():
        assert not list(of_asked(schema, present[name], name)), HOW


def test_the_asyncapi_document_has_all_that_was_in_it() -> None:
    assert not list(of_document(release.asyncapi(release.RELEASED), release.asyncapi())), HOW


@pytest.mark.parametrize(("path", "value", "said"), BREAKS.values(), ids=BREAKS)
def test_what_breaks_a_reader_is_named(path: str, value: Any, said: str) -> None:
    found = list(of_events({TYPE: RELEASED}, {TYPE: changed(RELEASED, path, value)}))
    assert any(one.startswith(f"{TYPE}.{said}") for one in found), found


@pytest.mark.parametrize(("path", "value"), GROWTH.values(), ids=GROWTH)
def test_what_only_adds_or_narrows_passes(path: str, value: Any) -> None:
    assert not list(of_events({TYPE: RELEASED}, {TYPE: changed(RELEASED, path, value)}))


def test_a_type_that_is_gone_is_a_break_and_one_beside_it_is_none() -> None:
    second = TYPE.replace(".v1", ".v2")
    assert list(of_events({TYPE: RELEASED}, {second: RELEASED})) == [f"{TYPE}: is no longer told"]
    assert not list(of_events({TYPE: RELEASED}, {TYPE: RELEASED, second: RELEASED}))


@pytest.mark.parametrize(("path", "value", "said"), LOST.values(), ids=LOST)
def test_what_the_document_loses_is_named(path: str, value: Any, said: str) -> None:
    [found] = of_document(CHANNEL, changed(CHANNEL, path, value))
    assert found.endswith(said)


def test_the_document_may_have_more_and_say_it_in_other_words() -> None:
    message = f"components.messages.{TYPE}.summary"
    assert not list(of_document(CHANNEL, changed(CHANNEL, message, "An item stands on the agenda")))
    assert not list(of_document(CHANNEL, changed(CHANNEL, "channels.notify.events", {"address": "{type}"})))


def test_what_the_release_is_held_by_is_whole() -> None:
    promised = set(release.asyncapi(release.RELEASED)["components"]["messages"])
    assert promised and promised <= release.released("events").keys() | release.released("commands").keys()
