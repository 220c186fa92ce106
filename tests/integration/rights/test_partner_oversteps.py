"""A partner tries in more than a hundred ways what is not its own: all is refused, and nothing is changed."""

from collections.abc import Iterator
from typing import Any
from urllib.parse import quote, urlsplit

import pika
import pytest
import requests
from pika.exceptions import ChannelClosedByBroker, ProbableAccessDeniedError, ProbableAuthenticationError

from chassis.connection import connect
from tests.integration.rights.conftest import ROOT
from tests.integration.rights.management_requests import REQUESTS, Request
from tests.integration.rights.oversteps import (
    COMMANDS,
    CONVENED,
    EVENTS,
    NEIGHBOUR,
    OVERSTEPS,
    Overstep,
)
from tests.integration.rights.prepared import PARTNER, USERS, Prepared, load
from wara import definitions

UNAUTHORIZED = 401
PARTNER_USER = f"partner.{PARTNER}"
OF_ALL = ("users", "permissions", "topic-permissions", "parameters", "global-parameters")


@pytest.fixture(scope="module")
def peopled(prepared: Prepared) -> Prepared:
    """With another partner's places, and one message in each queue, which would be missed."""
    program = load(ROOT / "deploy/rabbitmq/prepare.py")
    as_admin = program.Broker(prepared.management_uri, *prepared.admin)
    of_another = definitions.of_partner(NEIGHBOUR, [CONVENED])
    as_admin.send("POST", f"definitions/{prepared.vhost}", of_another)
    with connect(prepared.amqp_uri) as connection:
        channel = connection.channel()
        channel.confirm_delivery()
        for queue in queues(prepared):
            channel.basic_publish("", queue, b"{}", mandatory=True)
    return prepared


def queues(broker: Prepared) -> list[str]:
    return [queue["name"] for queue in broker.asked(f"definitions/{broker.vhost}")["queues"]]


def as_it_is(broker: Prepared) -> dict[str, Any]:
    """All that the broker has in definitions, and how many messages each queue holds."""
    defined: dict[str, list[Any]] = broker.asked(f"definitions/{broker.vhost}")
    rows = {name: rows for name, rows in defined.items() if isinstance(rows, list)}
    rows |= {name: broker.asked(name) for name in OF_ALL}
    rows |= {"vhosts": [one["name"] for one in broker.asked("vhosts")]}
    held = {queue: broker.messages(queue) for queue in queues(broker)}
    return {name: sorted(map(repr, rows[name])) for name in rows} | {"held": held}


@pytest.fixture
def unchanged(peopled: Prepared) -> Iterator[Prepared]:
    before = as_it_is(peopled)
    assert before["held"] and all(before["held"].values())
    yield peopled
    assert as_it_is(peopled) == before


def code(channel: Any, attempt: Overstep) -> int:
    """Which the broker closes the channel with; 0 when it lets it be done."""
    try:
        attempt.do(channel, *attempt.on)
    except ChannelClosedByBroker as closed:
        return int(closed.reply_code)
    return 0


def test_what_a_partner_oversteps_is_refused(unchanged: Prepared) -> None:
    with connect(unchanged.uri_of(PARTNER_USER)) as connection:
        found = {str(one): code(connection.channel(), one) for one in OVERSTEPS}
    assert found == {str(one): one.code for one in OVERSTEPS}


def test_the_management_api_is_closed_to_it(unchanged: Prepared) -> None:
    credentials = (unchanged.named(PARTNER_USER), unchanged.password_file(PARTNER_USER).read_text())
    names = {"vhost": unchanged.vhost, "user": quote(credentials[0])}

    def status(one: Request) -> int:
        where = f"{unchanged.management_uri}/api/{one.path.format(**names)}"
        return requests.request(one.method, where, json=one.body, auth=credentials, timeout=10).status_code

    assert {str(one): status(one) for one in REQUESTS} == {str(one): UNAUTHORIZED for one in REQUESTS}


def test_its_password_opens_nothing_else(unchanged: Prepared) -> None:
    password = unchanged.password_file(PARTNER_USER).read_text()
    assert unchanged.lets_in(PARTNER_USER, password)
    for user in {*USERS, "operator"} - {PARTNER_USER}:
        assert not unchanged.lets_in(user, password)
    parts, credentials = (
        urlsplit(unchanged.amqp_uri),
        pika.PlainCredentials(unchanged.named(PARTNER_USER), password),
    )
    for vhost in ("/", "another"):
        with pytest.raises((ProbableAccessDeniedError, ProbableAuthenticationError)):
            pika.BlockingConnection(pika.ConnectionParameters(parts.hostname, parts.port, vhost, credentials))


def test_of_a_queue_whose_name_it_knows_it_learns_numbers_alone(unchanged: Prepared) -> None:
    """Which RabbitMQ tells everybody who is let in."""
    with unchanged.channel(PARTNER_USER) as channel:
        told = channel.queue_declare("agenda.inbox", passive=True).method
    assert (told.message_count, told.consumer_count) == (1, 0)


def test_there_are_a_hundred_of_them_and_no_two_alike() -> None:
    tried = [*map(str, OVERSTEPS), *map(str, REQUESTS)]
    assert len(set(tried)) == len(tried) >= 100


@pytest.mark.parametrize("header", ["CC", "BCC"])
def test_a_copy_of_its_command_comes_to_no_other_queue(peopled: Prepared, header: str) -> None:
    before = as_it_is(peopled)
    with peopled.channel(PARTNER_USER) as channel:
        channel.confirm_delivery()
        copies = pika.BasicProperties(headers={header: [CONVENED, "#", *queues(peopled)]})
        channel.basic_publish(COMMANDS, "any", b"{}", copies)
    before["held"][COMMANDS] += 1
    assert as_it_is(peopled) == before


def test_it_hears_what_it_is_granted_all_the_same(peopled: Prepared) -> None:
    with peopled.channel(PARTNER_USER) as channel:
        assert channel.basic_get(EVENTS, auto_ack=True)[0] is not None
