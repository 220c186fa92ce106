"""contracts/asyncapi.yaml: whole, and true to the exchanges in the code."""

import json
from collections.abc import Iterator
from typing import Any

import yaml

from chassis.topology import exchange, partner_events
from tests.contract.deployment import ROOT, SERVICES
from wara.asyncapi import OWN_QUEUE
from wara.contracts import PUBLISHED, asyncapi, event_schema
from wara.definitions import of_partner
from wara.partners.events import TO_ONE_ALONE

CONTRACTS = ROOT / "contracts"
DOCUMENT: dict[str, Any] = yaml.safe_load((CONTRACTS / "asyncapi.yaml").read_text(encoding="utf-8"))
EXCHANGES = {name: one for name, one in DOCUMENT["channels"].items() if name != OWN_QUEUE}


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
    assert set(EXCHANGES) == {exchange(service, "public") for service in SERVICES}
    for name, channel in EXCHANGES.items():
        binding = channel["bindings"]["amqp"]["exchange"]
        assert binding == {"name": name, "type": "topic", "durable": True, "autoDelete": False}


def test_a_partners_queue_is_that_the_code_declares() -> None:
    channel = DOCUMENT["channels"][OWN_QUEUE]
    [queue, _] = of_partner("{partner}", [])["queues"]
    assert channel["address"] == queue["name"] == partner_events("{partner}")
    assert channel["bindings"]["amqp"]["queue"] == {
        "name": queue["name"],
        "durable": queue["durable"],
        "exclusive": False,
        "autoDelete": queue["auto_delete"],
    }


def test_it_promises_every_public_event_and_no_other() -> None:
    public = {event.name for event in PUBLISHED if event.classification == "public"}
    alone = {event.name for event in TO_ONE_ALONE}
    assert set(DOCUMENT["components"]["messages"]) == public | alone
    assert {key for one in EXCHANGES.values() for key in one["parameters"]["type"]["enum"]} == public
    assert set(DOCUMENT["channels"][OWN_QUEUE]["messages"]) == alone


def test_every_message_has_a_channel_that_somebody_sends_to() -> None:
    sent = [one["channel"]["$ref"].rpartition("/")[2] for one in DOCUMENT["operations"].values()]
    assert sorted(sent) == sorted(DOCUMENT["channels"])
    told = [name for one in DOCUMENT["channels"].values() for name in one["messages"]]
    assert sorted(told) == sorted(DOCUMENT["components"]["messages"])


def test_what_the_gateway_serves_is_the_same_in_one_piece() -> None:
    """After a change: `make contracts`."""
    text = (ROOT / "gateway/gateway/asyncapi.json").read_text(encoding="utf-8")
    assert text == asyncapi()
    served = json.loads(text)
    for event in (
        one for one in (*PUBLISHED, *TO_ONE_ALONE) if one.name in DOCUMENT["components"]["messages"]
    ):
        payload = served["components"]["messages"][event.name]["payload"]
        assert payload["schema"] == json.loads(json.dumps(event_schema(event)))
        payload["schema"] = {"$ref": f"./events/{event.name}.json"}
    assert served == DOCUMENT
