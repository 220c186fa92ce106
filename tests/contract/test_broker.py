"""deploy/rabbitmq against the names that the code declares, binds and publishes under."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from nameko.rpc import RPC_QUEUE_TEMPLATE, RPC_REPLY_QUEUE_TEMPLATE, get_rpc_exchange

from chassis import topology
from chassis.ids import new_id
from tests.contract.deployment import SERVICES, compose, rabbitmq
from wara.definitions import definitions, keeps_facts, subscriptions

DEFINITIONS: dict[str, list[dict[str, Any]]] = rabbitmq("definitions.json")
USERS: dict[str, dict[str, Any]] = {user["name"]: user for user in rabbitmq("permissions.json")}
RPC_EXCHANGE = get_rpc_exchange({}).name
CLASSIFICATIONS = ("public", "restricted")


def exchanges() -> Iterator[tuple[str, str]]:
    for service in SERVICES:
        for classification in CLASSIFICATIONS:
            yield service, topology.exchange(service, classification)  # type: ignore[arg-type]


def test_the_file_is_what_the_code_declares() -> None:
    assert rabbitmq("definitions.json") == definitions(), "run `make contracts` and read the difference"


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


def test_one_user_a_kind_of_process_and_no_guest() -> None:
    assert set(USERS) == {*SERVICES, "gateway"}
    given = compose()["services"]["rabbitmq-init"]["environment"]
    assert {f"{name.upper()}_AMQP_PASSWORD" for name in USERS} <= set(given)


@pytest.mark.parametrize("service", SERVICES)
def test_a_service_may_do_what_its_code_does(service: str) -> None:
    permissions = USERS[service]["permissions"]
    own = {
        topology.inbox(service),
        topology.dead(service),
        *([topology.rebuild(service)] if keeps_facts(service) else []),
        RPC_QUEUE_TEMPLATE.format(service),
        RPC_EXCHANGE,
        *(name for owner, name in exchanges() if owner == service),
    }
    heard = {topology.exchange(one.type.split(".")[0], one.classification) for one in subscriptions(service)}
    assert_allowed(permissions, "configure", own | heard)
    assert_allowed(permissions, "write", own | {"amq.default"})
    assert_allowed(permissions, "read", own | heard)


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
    for right in ("configure", "write", "read"):
        assert_allowed(permissions, right, {reply_queue, RPC_EXCHANGE})
    assert re.search(topic("gateway", RPC_EXCHANGE)["read"], reply_key)
    assert all(re.search(topic("gateway", RPC_EXCHANGE)["write"], f"{name}.get_thing") for name in SERVICES)
    for _, name in exchanges():
        assert not re.search(permissions["write"], name)


def test_every_user_has_a_word_on_every_topic_exchange_it_may_reach() -> None:
    topics = {RPC_EXCHANGE, *(name for _, name in exchanges())}
    for user in USERS.values():
        rights = user["permissions"]
        reachable = {name for name in topics if any(re.search(rights[one], name) for one in rights)}
        assert reachable == {one["exchange"] for one in user["topic_permissions"]}


def topic(user: str, exchange: str) -> dict[str, str]:
    rights: dict[str, dict[str, str]] = {one["exchange"]: one for one in USERS[user]["topic_permissions"]}
    return rights[exchange]


def assert_allowed(permissions: dict[str, str], right: str, names: set[str]) -> None:
    refused = {name for name in names if not re.search(permissions[right], name)}
    assert not refused, f"{right} is refused on {refused}"
