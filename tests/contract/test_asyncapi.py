"""contracts/asyncapi.yaml: whole, and true to the exchanges in the code."""

from collections.abc import Iterator
from typing import Any

import yaml

from chassis.topology import exchange
from tests.contract.deployment import ROOT, SERVICES
from wara.contracts import PUBLISHED

CONTRACTS = ROOT / "contracts"
DOCUMENT: dict[str, Any] = yaml.safe_load((CONTRACTS / "asyncapi.yaml").read_text(encoding="utf-8"))


def references(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        if "$ref" in value:
            yield value["$ref"]
        for inner in value.values():
            yield from references(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from references(inner)


def resolve(reference: str) -> Any:
    if reference.startswith("./"):
        return (CONTRACTS / reference).is_file()
    found = DOCUMENT
    for step in reference.removeprefix("#/").split("/"):
        found = found[step]
    return found


def test_every_reference_leads_somewhere() -> None:
    found = list(references(DOCUMENT))
    assert found
    assert all(resolve(reference) for reference in found)


def test_its_exchanges_are_those_the_code_declares() -> None:
    assert set(DOCUMENT["channels"]) == {exchange(service, "public") for service in SERVICES}
    for name, channel in DOCUMENT["channels"].items():
        binding = channel["bindings"]["amqp"]["exchange"]
        assert binding == {"name": name, "type": "topic", "durable": True, "autoDelete": False}


def test_it_promises_every_public_event_and_no_other() -> None:
    public = {event.name for event in PUBLISHED if event.classification == "public"}
    assert set(DOCUMENT["components"]["messages"]) == public
    assert {
        key for one in DOCUMENT["channels"].values() for key in one["parameters"]["type"]["enum"]
    } == public
