"""contracts/asyncapi.yaml: whole, and true to the exchanges in the code."""

import json
from collections.abc import Iterator
from typing import Any

import yaml

from chassis.topology import exchange, partner_events
from gateway.commands.catalogue import BY_TYPE
from tests.contract.deployment import ROOT, SERVICES
from wara.asyncapi import COMMANDS, OWN_QUEUE
from wara.contracts import PUBLISHED, asyncapi
from wara.definitions import of_partner
from wara.partners.events import TO_ONE_ALONE

CONTRACTS = ROOT / "contracts"
DOCUMENT: dict[str, Any] = yaml.safe_load((CONTRACTS / "asyncapi.yaml").read_text(encoding="utf-8"))
EXCHANGES = {name: one for name, one in DOCUMENT["channels"].items() if name not in (OWN_QUEUE, COMMANDS)}


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


def test_commands_go_to_the_exchange_that_the_code_declares() -> None:
    channel = DOCUMENT["channels"][COMMANDS]
    declared = {one["name"]: one for one in of_partner("{partner}", [])["exchanges"]}[channel["address"]]
    exchange = channel["bindings"]["amqp"]["exchange"]
    assert (exchange["name"], exchange["type"]) == (declared["name"], declared["type"])
    [told] = [one for one in DOCUMENT["operations"].values() if one["action"] == "receive"]
    assert told["channel"] == {"$ref": f"#/channels/{COMMANDS}"}


def test_it_promises_every_public_event_and_no_other() -> None:
    public = {event.name for event in PUBLISHED if event.classification == "public"}
    alone, commands = {event.name for event in TO_ONE_ALONE}, set(BY_TYPE)
    assert set(DOCUMENT["components"]["messages"]) == public | alone | commands
    assert {key for one in EXCHANGES.values() for key in one["parameters"]["type"]["enum"]} == public
    assert set(DOCUMENT["channels"][OWN_QUEUE]["messages"]) == alone
    assert set(DOCUMENT["channels"][COMMANDS]["messages"]) == commands


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
    for name, message in served["components"]["messages"].items():
        payload = message["payload"]
        folder = "commands" if name in BY_TYPE else "events"
        file = json.loads((CONTRACTS / folder / f"{name}.json").read_text(encoding="utf-8"))
        assert payload["schema"] == file
        payload["schema"] = {"$ref": f"./{folder}/{name}.json"}
    assert served == DOCUMENT
