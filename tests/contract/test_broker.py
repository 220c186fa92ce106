"""deploy/rabbitmq against the names that the code declares, binds and publishes under."""

import json
import re
from collections.abc import Iterator
from typing import Any

import pytest
from nameko.rpc import RPC_QUEUE_TEMPLATE, RPC_REPLY_QUEUE_TEMPLATE, get_rpc_exchange

from chassis import topology
from chassis.ids import new_id
from tests.contract.deployment import ROOT, SERVICES, compose, rabbitmq
from wara import rights
from wara.definitions import definitions, keeps_facts, of_partner, subscriptions

DEFINITIONS: dict[str, list[dict[str, Any]]] = rabbitmq("definitions.json")
USERS: dict[str, dict[str, Any]] = {user["name"]: user for user in rabbitmq("permissions.json")}
RPC_EXCHANGE = get_rpc_exchange({}).name
CLASSIFICATIONS = ("public", "restricted")
HANDLER = "evt-partner.social-fund-agenda.item.listed.v1--social-fund.hear"


def exchanges() -> Iterator[tuple[str, str]]:
    for service in SERVICES:
        for classification in CLASSIFICATIONS:
            yield service, topology.exchange(service, classification)  # type: ignore[arg-type]


def test_the_file_is_what_the_code_declares() -> None:
    assert rabbitmq("definitions.json") == definitions(), "run `make contracts` and read the difference"


def test_the_rights_are_those_of_the_table() -> None:
    assert rabbitmq("permissions.json") == rights.users(), "run `make contracts` and read the difference"
    users = json.loads((ROOT / "deploy/mongodb/users.json").read_text("utf-8"))
    assert users == rights.store_users(), "run `make contracts` and read the difference"


@pytest.mark.parametrize("service", SERVICES)
def test_both_exchanges_of_a_service_have_an_alternate_that_is_declared(service: str) -> None:
    for name in (name for owner, name in exchanges() if owner == service):
        [policy] = [one for one in DEFINITIONS["policies"] if re.search(one["pattern"], name)]
        assert policy["apply-to"] == "exchanges"
        alternate = policy["definition"]["alternate-exchange"]
        assert {alternate} <= {one["name"] for one in DEFINITIONS["exchanges"]}
        assert {alternate} <= {one["name"] for one in DEFINITIONS["queues"]}


def test_no_queue_may_hold_up_a_publisher() -> None:
    for queue in DEFINITIONS["queues"]:
        arguments = queue["arguments"]
        assert "x-max-length" not in arguments or arguments["x-overflow"] == "drop-head"


def test_what_partners_declare_has_the_limits_of_what_is_declared_for_them() -> None:
    [limits, of_streams] = [one for one in DEFINITIONS["policies"] if re.search(one["pattern"], HANDLER)]
    assert limits["priority"] > of_streams["priority"]
    [events, passage, _] = of_partner("social-fund", ["agenda.item.listed.v1"], nameko=True)["queues"]
    assert limits["definition"] == {
        name: events["arguments"][f"x-{name}"] for name in ("max-length", "message-ttl", "overflow")
    }
    assert of_streams["definition"].keys() == {"max-length-bytes", "max-age"}
    kept = {name: passage["arguments"][f"x-{name}"] for name in ("max-length", "overflow")}
    assert kept == {"max-length": 0, "overflow": "drop-head"}


def test_one_user_a_kind_of_process_and_no_guest() -> None:
    assert set(USERS) == {*SERVICES, "gateway", "operator"}
    assert {f"{name}.amqp" for name in USERS} <= set(compose()["services"]["rabbitmq-init"]["secrets"])


@pytest.mark.parametrize("service", SERVICES)
def test_a_service_may_do_what_its_code_does(service: str) -> None:
    permissions = USERS[service]["permissions"]
    own = {
        topology.inbox(service),
        topology.dead(service),
        *([topology.rebuild(service)] if keeps_facts(service) else []),
        RPC_QUEUE_TEMPLATE.format(service),
        *(name for owner, name in exchanges() if owner == service),
    }
    heard = {topology.exchange(one.type.split(".")[0], one.classification) for one in subscriptions(service)}
    queues = own - {name for owner, name in exchanges() if owner == service}
    assert_allowed(permissions, "configure", own)
    assert_allowed(permissions, "write", own | {RPC_EXCHANGE})
    assert_allowed(permissions, "read", queues | heard | {RPC_EXCHANGE})


@pytest.mark.parametrize("service", SERVICES)
def test_a_service_may_not_speak_for_another(service: str) -> None:
    for other in set(SERVICES) - {service}:
        for _, name in (pair for pair in exchanges() if pair[0] == other):
            assert not re.search(USERS[service]["permissions"]["write"], name)
        assert not re.search(USERS[service]["permissions"]["read"], topology.inbox(other))
        assert not re.search(USERS[service]["permissions"]["read"], RPC_QUEUE_TEMPLATE.format(other))
        assert not re.search(topic(service, RPC_EXCHANGE)["write"], f"{other}.anything")


def test_the_gateway_calls_and_hears_replies_only() -> None:
    reply_queue, reply_key = RPC_REPLY_QUEUE_TEMPLATE.format("gateway", new_id()), new_id()
    permissions = USERS["gateway"]["permissions"]
    assert_allowed(permissions, "configure", {reply_queue})
    for right in ("write", "read"):
        assert_allowed(permissions, right, {reply_queue, RPC_EXCHANGE})
    assert re.search(topic("gateway", RPC_EXCHANGE)["read"], reply_key)
    assert all(re.search(topic("gateway", RPC_EXCHANGE)["write"], f"{name}.get_thing") for name in SERVICES)
    for _, name in exchanges():
        assert not re.search(permissions["write"], name)


def test_every_user_has_a_word_on_every_topic_exchange() -> None:
    topics = {one["name"] for one in DEFINITIONS["exchanges"] if one["type"] == "topic"}
    assert {RPC_EXCHANGE, *(name for _, name in exchanges())} < topics
    for user in [*USERS.values(), rights.of_partner("social-fund").row()]:
        assert {one["exchange"] for one in user["topic_permissions"]} == topics | set(rights.BUILT_IN)


def test_a_partner_declares_nothing_and_has_two_places() -> None:
    row, made = rights.of_partner("social-fund").row(), of_partner("social-fund", ["agenda.item.listed.v1"])
    events, commands = "partner.social-fund.events", "partner.social-fund.commands"
    places = {events, commands, "partner.other.events", events.replace(".", "-"), "amq.default", RPC_EXCHANGE}
    rows = {"configure": set[str](), "write": {commands}, "read": {events}}
    for right, allowed in rows.items():
        assert {name for name in places if re.search(row["permissions"][right], name)} == allowed
    assert all(re.search(one["write"], "agenda.x.v1") is None for one in row["topic_permissions"])
    kinds = {one["name"]: one["type"] for one in made["exchanges"]}
    assert kinds == {commands: "fanout", "gateway.answers": "direct"}
    [told, telling] = made["queues"]
    assert (told["name"], telling["name"]) == (events, commands)
    assert telling["arguments"]["x-single-active-consumer"]
    assert told["arguments"]["x-overflow"] == "drop-head"
    for id in ("", "Social", "a.b", "a*", "-a", "a" * 41):
        with pytest.raises(ValueError, match="small letters"):
            rights.of_partner(id)


def test_with_nameko_it_declares_queues_of_its_handlers_and_nothing_else() -> None:
    row, without = rights.of_partner("social-fund", nameko=True).row(), rights.of_partner("social-fund").row()
    others = {HANDLER.replace("social-fund", "a"), f"x{HANDLER}", f"{HANDLER}-x", "agenda.events", "evt-x"}
    others |= {HANDLER.replace("--social-fund", f"--{id}") for id in ("a", "social-fund-a", "a-social-fund")}
    for right, also in (("configure", set[str]()), ("write", {"commands"}), ("read", {"events"})):
        own = {f"partner.social-fund.{name}" for name in also}
        places = {HANDLER, *others, *(f"partner.social-fund.{name}" for name in ("events", "commands"))}
        allowed = {name for name in places if re.search(row["permissions"][right], name)}
        assert allowed == {HANDLER, *own}
        assert not re.search(without["permissions"][right], HANDLER)


def topic(user: str, exchange: str) -> dict[str, str]:
    words: dict[str, dict[str, str]] = {one["exchange"]: one for one in USERS[user]["topic_permissions"]}
    return words[exchange]


def assert_allowed(permissions: dict[str, str], right: str, names: set[str]) -> None:
    refused = {name for name in names if not re.search(permissions[right], name)}
    assert not refused, f"{right} is refused on {refused}"
