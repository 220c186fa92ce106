"""What a broker is given is heard, bound or not, and what is told past its promise is noticed."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from chassis.connection import connect
from chassis.envelope import Event
from chassis.message import message_of
from gateway.partners.tested import TESTED, event_for
from tests.contract.heard import noted
from tests.integration.local.logs import SUBMITTED, event
from tests.support.overheard import FOLDER, overhearing
from tests.support.servers import Servers

PIGEON = "agenda.pigeon.released.v1"


@pytest.fixture
def beside(servers: Servers) -> Iterator[Servers]:
    """A virtual host in which nobody hears anything."""
    with servers.vhost() as uri:
        yield replace(servers, amqp_uri=uri)


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv(FOLDER, str(tmp_path))
    return tmp_path


def publish(servers: Servers, event: Event, exchange: str, routing_key: str) -> None:
    message = message_of({"event": event.to_dict()}, exchange, routing_key)
    with connect(servers.amqp_uri) as connection:
        channel = connection.channel()
        channel.confirm_delivery()
        if exchange:
            channel.exchange_declare(exchange, "topic", durable=True)
        channel.basic_publish(exchange, routing_key, message.body, message.properties)


@pytest.mark.parametrize(("type", "wrong"), [(PIGEON, "promised nowhere"), (SUBMITTED, "does not match")])
def test_what_is_told_past_its_promise_is_noticed(
    type: str, wrong: str, beside: Servers, folder: Path
) -> None:
    with pytest.raises(AssertionError, match=f"{type}.*{wrong}"), overhearing(beside):
        publish(beside, event(type, "public"), "agenda.events", type)
    assert noted(folder) == {type}


def test_past_the_exchanges_only_the_gateway_tells(beside: Servers, folder: Path) -> None:
    with overhearing(beside):
        publish(beside, event(PIGEON, "public"), "", "agenda.inbox")
        publish(beside, event_for("office"), "", "partner.office.events")
    assert noted(folder) == {TESTED.name}
