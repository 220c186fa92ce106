"""Every process does its work with the rights that production gives it, and no more."""

import contextlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pika
import pymongo
import pytest
import requests
from pika.exceptions import ChannelClosedByBroker

from tests.integration.broker.conftest import ROOT, Prepared
from tests.support.polling import until
from tests.support.servers import Servers
from tests.support.services import free_port, process

PROCESSES = ("agenda work", "notify work", "membership work", "membership serve", "gateway serve")
PUBLIC = "membership.events"


@contextlib.contextmanager
def channel(uri: str) -> Iterator[Any]:
    with pika.BlockingConnection(pika.URLParameters(uri)) as connection:
        yield connection.channel()


def publish(uri: str, exchange: str, routing_key: str) -> None:
    with channel(uri) as opened:
        opened.confirm_delivery()
        opened.basic_publish(exchange, routing_key, b"{}")


@pytest.fixture
def settings(servers: Servers, database: str, keys: Path) -> dict[str, str]:
    return {
        "MONGODB_URI": servers.mongodb_uri,
        "MONGODB_DATABASE": database,
        "CALL_PUBLIC_KEY_FILE": str(keys / "call.pub"),
        "CALL_PRIVATE_KEY_FILE": str(keys / "call.key"),
        "TOKEN_PUBLIC_KEY_FILE": str(keys / "token.pub"),
        "GATEWAY_PORT": str(free_port() + 1),  # the one itself goes to the first process
        "COMMITTEE_FILE": str(ROOT / "deploy/local/committee.json"),
        "LINK_SECRET_FILE": str(keys / "link.key"),
        "SMTP_URI": "smtp://127.0.0.1:1",
        "MAIL_FROM": "secretariat@wara.example",
        "PUBLIC_URL": "http://127.0.0.1:8000",
    }


@pytest.mark.timeout(90)
def test_every_process_does_its_work(
    prepared: Prepared,
    settings: dict[str, str],
    client: "pymongo.MongoClient[dict[str, Any]]",
    database: str,
    tmp_path: Path,
) -> None:
    databases = {name: f"{database}_{name}" for name in ("membership", "agenda", "notify", "gateway")}
    with contextlib.ExitStack() as stack:
        for command in PROCESSES:
            package = command.split()[0]
            stack.callback(client.drop_database, databases[package])
            uris = {"AMQP_URI": prepared.uri_of(package), "MONGODB_DATABASE": databases[package]}
            stack.enter_context(process(command.split(), {**settings, **uris}, tmp_path / f"{command}.log"))
        [committee] = until(lambda: asked(settings["GATEWAY_PORT"]))
        for hearer in ("agenda", "notify"):
            committees = client[databases[hearer]]["committees"]
            until(lambda c=committees: c.find_one({"_id": committee["id"]}))  # type: ignore[misc]


def asked(port: str) -> list[dict[str, Any]]:
    """The committees that the gateway shows, which it must ask membership for."""
    answer = requests.get(f"http://127.0.0.1:{port}/v1/committees", timeout=5)
    items: list[dict[str, Any]] = answer.json().get("items", []) if answer.ok else []
    return items


def test_a_service_cannot_speak_for_another(prepared: Prepared) -> None:
    publish(prepared.uri_of("membership"), PUBLIC, "membership.member.admitted.v1")
    with pytest.raises(ChannelClosedByBroker, match="ACCESS_REFUSED"):
        publish(prepared.uri_of("agenda"), PUBLIC, "membership.member.admitted.v1")
    with pytest.raises(ChannelClosedByBroker, match="ACCESS_REFUSED"):
        publish(prepared.uri_of("membership"), PUBLIC, "agenda.meeting.convened.v1")


def test_nobody_reads_another_services_queue(prepared: Prepared) -> None:
    for user, queue in (("agenda", "notify.inbox"), ("gateway", "notify.inbox"), ("notify", "rpc-agenda")):
        with channel(prepared.uri_of(user)) as opened, pytest.raises(ChannelClosedByBroker):
            opened.basic_get(queue)


def test_only_what_is_heard_counts_as_unrouted(prepared: Prepared) -> None:
    with channel(prepared.amqp_uri) as opened:
        opened.queue_purge("agenda.inbox")
        opened.queue_delete("notify.inbox")
        opened.queue_delete("agenda.inbox")
    publish(prepared.uri_of("membership"), PUBLIC, "membership.nobody.hears.v1")
    publish(prepared.uri_of("membership"), PUBLIC, "membership.member.admitted.v1")
    until(lambda: prepared.messages("membership.unrouted") == 1)
    assert prepared.messages("membership.unrouted") == 1
