"""Keys are rotated under a running house: no request fails, and a key counts until it is dropped."""

import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pika
import pytest

from chassis.ids import new_id
from chassis.keys import SigningKey
from tests.integration.gateway.running import Client, gateway
from tests.support.polling import until
from tests.support.servers import database_name
from tests.support.services import process
from tests.support.traffic import Traffic
from tests.support.wire import Wire

CLIENTS = 4


@dataclass(frozen=True)
class House:
    """A gateway with membership behind it, on keys of its own."""

    client: Client
    amqp_uri: str
    logs: Path

    def wara_keys(self, *arguments: str) -> str:
        command = [sys.executable, "-m", "wara", "keys", *arguments, "--folder", str(self.client.keys)]
        done = subprocess.run(command, capture_output=True, text=True, timeout=100, check=True)
        return done.stdout

    def signing(self, name: str) -> SigningKey:
        return SigningKey.read((self.client.keys / f"{name}.key").read_bytes())

    def status(self, token: str) -> int:
        headers = {"Authorization": f"Bearer {token}"}
        return self.client.http("GET", "/v1/committees", headers=headers).status_code

    def has_read(self, process: str, file: str) -> bool:
        lines = (self.logs / f"{process}.log").read_text().splitlines()
        return any('"key_file_read"' in line and f'"{file}"' in line for line in lines)


@pytest.fixture(scope="module")
def rotating(env: dict[str, str], keys: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    folder = tmp_path_factory.mktemp("rotating")
    own = folder / "keys"
    shutil.copytree(keys, own)
    given = {
        **env,
        "MONGODB_DATABASE": database_name(),
        "CALL_PUBLIC_KEY_FILE": str(own / "call.pub"),
        "CALL_PRIVATE_KEY_FILE": str(own / "call.key"),
    }
    with (
        process(["membership", "serve"], given, folder / "membership.log"),
        gateway({**given, "LIMITS_TIMES": "1000"}, own, folder / "gateway.log") as client,
    ):
        yield House(client, env["AMQP_URI"], folder)


def test_keys_rotate_and_no_request_fails(rotating: House) -> None:
    house, calls, tokens = rotating, rotating.signing("call"), rotating.signing("token")
    handed_out = house.client.token("secretariat")
    anew = Traffic(lambda: house.status(house.client.token("secretariat")), CLIENTS)
    with anew.running() as traffic:
        traffic.some_more()

        house.wara_keys("rotate", "call")
        until(lambda: house.has_read("gateway", "call.key"))
        traffic.some_more()
        assert calls.id not in house.wara_keys("drop", "call", "--now")

        house.wara_keys("rotate", "token")
        traffic.some_more()
        assert house.status(handed_out) == 200
        assert tokens.id not in house.wara_keys("drop", "token")
        until(lambda: house.status(handed_out) == 401)
        traffic.some_more()
    assert set(traffic.statuses) == {200}
    assert house.signing("token").id != tokens.id
    assert answer_to(house, calls)["error"]["code"] == "signature_invalid"
    assert "ok" in answer_to(house, house.signing("call"))


def test_a_key_that_was_stolen_is_ended_at_once(rotating: House) -> None:
    stolen, handed_out = rotating.signing("call"), rotating.client.token("secretariat")
    for name in ("call", "token"):
        rotating.wara_keys("rotate", name, "--drop-old", "--now")
    until(lambda: "error" in answer_to(rotating, stolen))
    assert answer_to(rotating, stolen)["error"]["code"] == "signature_invalid"
    until(lambda: rotating.status(handed_out) == 401)
    until(lambda: rotating.status(rotating.client.token("secretariat")) == 200)


def answer_to(house: House, key: SigningKey) -> dict[str, Any]:
    """What membership says to a call that was put together by hand."""
    with pika.BlockingConnection(pika.URLParameters(house.amqp_uri)) as connection:
        wire = Wire(connection.channel(), key, "membership")
        id = new_id()
        wire.send("list_committees", wire.signed("list_committees", {}, id=id), id)
        return wire.reply()
