"""The events as promised: files, examples, and what every consumer makes of them."""

import importlib
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from chassis.envelope import Event, EventType, decode, encode
from chassis.subscription import Subscription
from tests.contract.deployment import ROOT, SERVICES
from wara.contracts import PUBLISHED, generate
from wara.partners.events import TO_ONE_ALONE

CONTRACTS = ROOT / "contracts"
FILES = [*(CONTRACTS / "events").iterdir(), *(CONTRACTS / "commands").iterdir()]
BY_NAME = {event.name: event for event in PUBLISHED}
PROMISED = (*PUBLISHED, *TO_ONE_ALONE)
EVENTS = [pytest.param(event, id=event.name) for event in PROMISED]
PUBLIC = [pytest.param(one, id=one.name) for one in PROMISED if one.classification == "public"]
PYTHON_ALONE = re.compile(r"\\[AZ]|\(\?(P|[aiLmsux]+\)|#)|\\N\{")
HEARD = [
    pytest.param(one, id=f"{service}-{one.type}")
    for service in SERVICES
    for one in importlib.import_module(f"{service}.worker").SUBSCRIPTIONS
]
PERSONAL = {
    *("email", "mail", "phone", "telephone", "mobile", "fax", "line_id", "contact", "given", "family"),
    *("surname", "first_name", "last_name", "full_name", "nickname", "person", "chair", "signatory"),
    *("representative", "address", "birth_date", "national_id", "citizen_id", "pid", "passport", "photo"),
}


def schema_of(event: EventType) -> dict[str, Any]:
    schema: dict[str, Any] = json.loads((CONTRACTS / f"events/{event.name}.json").read_text(encoding="utf-8"))
    return schema


def test_the_files_are_what_the_code_promises() -> None:
    on_disk = {
        str(path.relative_to(CONTRACTS)): path.read_text(encoding="utf-8")
        for path in (*FILES, CONTRACTS / "asyncapi.yaml")
    }
    assert on_disk == generate(), "run `make contracts` and read the difference"


@pytest.mark.parametrize("path", [pytest.param(path, id=path.stem) for path in FILES])
def test_its_patterns_are_read_alike_in_every_language(path: Path) -> None:
    """JSON Schema has ECMA-262's regular expressions, some of which Python alone understands."""
    found = patterns(json.loads(path.read_text(encoding="utf-8")))
    assert not [one for one in found if PYTHON_ALONE.search(one)]


def patterns(schema: Any) -> Iterator[str]:
    inner = schema.values() if isinstance(schema, dict) else schema if isinstance(schema, list) else ()
    if isinstance(schema, dict) and isinstance(schema.get("pattern"), str):
        yield schema["pattern"]
    for one in inner:
        yield from patterns(one)


def test_a_name_is_promised_once_by_the_service_it_begins_with() -> None:
    assert len(BY_NAME) == len(PUBLISHED)
    for service in SERVICES:
        published: tuple[EventType, ...] = importlib.import_module(f"{service}.events").PUBLISHED
        assert all(event.name.startswith(f"{service}.") for event in published)


@pytest.mark.parametrize("event", EVENTS)
def test_the_example_keeps_the_promise(event: EventType) -> None:
    schema = schema_of(event)
    Draft202012Validator.check_schema(schema)
    validator = Draft202012Validator(schema, format_checker=Draft202012Validator.FORMAT_CHECKER)
    for example in schema["examples"]:
        validator.validate(example)
        assert event.schema.validate(example["data"]) == {}


@pytest.mark.parametrize("event", EVENTS)
def test_a_promise_refuses_what_is_not_the_event(event: EventType) -> None:
    schema = schema_of(event)
    validator = Draft202012Validator(schema)
    example = schema["examples"][0]
    assert not validator.is_valid({**example, "type": "another.type.v1"})
    assert not validator.is_valid({**example, "data": {}})
    assert validator.is_valid({**example, "data": {**example["data"], "added_later": True}})


@pytest.mark.parametrize("event", EVENTS)
def test_the_example_passes_through_the_wire(event: EventType) -> None:
    example = schema_of(event)["examples"][0]
    parsed = Event.from_dict(example)
    assert decode(encode(parsed)) == parsed
    assert parsed.to_dict() == example


@pytest.mark.parametrize("subscription", HEARD)
def test_a_consumer_hears_what_somebody_tells(subscription: Subscription) -> None:
    assert subscription.type in BY_NAME
    assert subscription.classification == BY_NAME[subscription.type].classification


@pytest.mark.parametrize("subscription", HEARD)
def test_a_consumer_reads_every_example_and_what_is_added_to_it(subscription: Subscription) -> None:
    for example in schema_of(BY_NAME[subscription.type])["examples"]:
        read = subscription.reader.load(example["data"])
        assert read
        later = subscription.reader.load({**example["data"], "added_later": True})
        assert read.items() <= later.items()


@pytest.mark.parametrize("event", PUBLIC)
def test_a_public_event_names_no_person(event: EventType) -> None:
    schema = schema_of(event)
    assert set(field_names(schema["properties"]["data"])) & PERSONAL == set()
    assert all("@" not in text for text in texts(schema["examples"]))


def field_names(schema: Any) -> Iterator[str]:
    if isinstance(schema, list):
        for one in schema:
            yield from field_names(one)
    elif isinstance(schema, dict):
        yield from schema.get("properties", {})
        for inner in schema.values():
            yield from field_names(inner)


def texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for inner in value.values():
            yield from texts(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from texts(inner)
