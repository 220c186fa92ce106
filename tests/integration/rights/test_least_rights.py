"""Every process does its work with the rights that production gives it, over TLS, while passwords change."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from chassis.connection import connect
from tests.integration.rights.guarded import Guarded
from tests.integration.rights.house import PROCESSES, ROOT, House, rotate, traffic
from tests.integration.rights.prepared import Prepared
from tests.support.polling import until
from wara.rights import OWNERS

TOLD = ("nameko-rpc", "membership.events", "membership.private")


@pytest.fixture(scope="module")
def tap(prepared: Prepared) -> str:
    """A queue in which the administrator finds what membership tells, and all calls and replies."""
    with connect(prepared.amqp_uri) as connection:
        channel = connection.channel()
        channel.queue_declare("tap", durable=True)
        for exchange in TOLD:
            channel.queue_bind("tap", exchange, "#")
    return "tap"


@pytest.fixture(scope="module")
def house(
    prepared: Prepared, store: Guarded, tap: str, tls_port: int, folder: Path, keys: Path
) -> Iterator[House]:
    settings = {
        "CALL_PUBLIC_KEY_FILE": str(keys / "call.pub"),
        "CALL_PRIVATE_KEY_FILE": str(keys / "call.key"),
        "TOKEN_PUBLIC_KEY_FILE": str(keys / "token.pub"),
        "COMMITTEE_FILE": str(ROOT / "deploy/local/committee.json"),
        "LINK_SECRET_FILE": str(keys / "link.key"),
        "WEBHOOK_SECRET_FILE": str(keys / "webhook.key"),
        "SMTP_URI": "smtp://127.0.0.1:1",
        "MAIL_FROM": "secretariat@wara.example",
        "PUBLIC_URL": "http://127.0.0.1:8000",
        "LIMITS_TIMES": "1000",
    }
    house = House(prepared, store, tls_port, folder)
    with house.inhabited(settings, folder):
        yield house


def test_every_process_does_its_work(house: House) -> None:
    [committee] = until(lambda: house.asked().json().get("items"))
    with house.store.client("operator") as client:
        for hearer in ("agenda", "notify"):
            heard = client[hearer]["committees"]
            until(lambda rows=heard: rows.find_one({"_id": committee["id"]}))  # type: ignore[misc]
    until(lambda: len(house.connections()) >= len(PROCESSES))
    assert {row["ssl"] for row in house.connections()} == {True}


def test_what_is_said_bears_the_name_of_who_says_it(house: House, tap: str) -> None:
    """The broker looks whether it is true."""
    assert house.asked().ok
    said: dict[tuple[str, str], set[str]] = {}
    with connect(house.broker.amqp_uri) as connection:
        channel = connection.channel()
        for method, properties, _ in iter(lambda: channel.basic_get(tap, auto_ack=True), (None, None, None)):
            kind = "call" if "." in method.routing_key else "reply"
            where = (method.exchange, kind if method.exchange == "nameko-rpc" else "event")
            said.setdefault(where, set()).add(properties.user_id)
    gateway, membership = {house.broker.named("gateway")}, {house.broker.named("membership")}
    assert said.pop(("nameko-rpc", "call")) == gateway
    assert said.pop(("nameko-rpc", "reply")) == membership
    assert said == {("membership.events", "event"): membership}


def test_passwords_of_the_broker_rotate_and_every_request_is_answered(house: House) -> None:
    """All connections are closed meanwhile, and nobody is let in with an old password afterwards."""
    before = {user: house.broker.password_file(user).read_text() for user in OWNERS}
    with traffic(house).running() as requests:
        requests.some_more()
        rotate(house, *OWNERS)
        until(
            lambda: (
                {row["user"] for row in house.connections()} == {house.broker.named(one) for one in OWNERS}
            )
        )
        requests.some_more()
    assert set(requests.statuses) == {200}
    assert {command for command, child in house.children.items() if child.poll() is not None} == set()
    for user, password in before.items():
        assert house.broker.password_file(user).read_text() != password
        assert not house.broker.lets_in(user, password)
        assert house.broker.lets_in(user, house.broker.password_file(user).read_text())
