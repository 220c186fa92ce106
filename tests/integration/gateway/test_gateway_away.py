"""While a service, or the broker, is away: 503 within 3 s, and an answer again when it is back."""

import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.integration.gateway.running import Client, another_port, gateway
from tests.support.polling import until
from tests.support.proxy import Proxy
from tests.support.services import free_port, process

THING = "0198a6d1-31aa-7e02-8c40-91b7f60d5a11"


@pytest.mark.parametrize(
    "path", ["/v1/members", f"/v1/proposals/{THING}", f"/v1/meetings/{THING}/documents/agenda?format=pdf"]
)
def test_a_service_that_is_not_there(alone: Client, path: str) -> None:
    begun = time.monotonic()
    answer = alone.http("GET", path)
    assert time.monotonic() - begun < 3
    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "1")
    assert answer.json()["code"] == "unavailable"


def test_the_start_page_needs_no_service(alone: Client) -> None:
    assert alone.http("GET", "/").ok


def test_a_broker_that_goes_away_and_comes_back(env: dict[str, str], keys: Path, tmp_path: Path) -> None:
    with (
        Proxy.to(env["AMQP_URI"], another_port()) as proxy,
        gateway({**env, "AMQP_URI": proxy.uri}, keys, tmp_path / "gateway.log") as client,
    ):
        proxy.cut()
        until(lambda: client.http("GET", "/readyz").status_code == 503, seconds=10)
        assert client.http("GET", "/healthz").ok
        for _ in range(3):
            begun = time.monotonic()
            answer = client.http("GET", "/v1/members")
            assert time.monotonic() - begun < 3
            assert (answer.status_code, answer.headers["Retry-After"]) == (503, "1")
        proxy.mend()
        until(lambda: client.http("GET", "/readyz").ok, seconds=10)


def test_a_port_that_is_taken_is_said_in_one_line(env: dict[str, str], keys: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        done = subprocess.run(
            [sys.executable, "-W", "ignore", "-m", "gateway"],
            env={
                **env,
                "GATEWAY_PORT": str(taken.getsockname()[1]),
                "HEALTH_PORT": str(free_port()),
                "TOKEN_PUBLIC_KEY_FILE": str(keys / "token.pub"),
            },
            capture_output=True,
            text=True,
            timeout=20,
            check=False,
        )
    assert done.returncode == 1
    assert "Address already in use" in done.stderr.splitlines()[-1]


def test_what_is_being_answered_is_finished_before_it_stops(
    env: dict[str, str], keys: Path, tmp_path: Path
) -> None:
    """A call to a service that is away takes 2.5 s; the stop comes in the middle of it."""
    log = tmp_path / "gateway.log"
    port = another_port()
    own = {**env, "GATEWAY_PORT": str(port), "TOKEN_PUBLIC_KEY_FILE": str(keys / "token.pub")}
    with process(["gateway"], own, log) as child:
        with socket.create_connection(("127.0.0.1", port), timeout=10) as connection:
            connection.sendall(b"GET /v1/members HTTP/1.1\r\nHost: localhost\r\n\r\n")
            until(lambda: Client(port, keys).http("GET", "/healthz").ok)
            child.send_signal(signal.SIGTERM)
            assert b" 503 " in connection.recv(65536).split(b"\r\n")[0]
        assert child.wait(10) == 0


def test_it_stops_in_time_while_the_broker_hears_nothing(
    env: dict[str, str], keys: Path, tmp_path: Path
) -> None:
    """What it does now and then must not ask a store that it has left."""
    port, log = another_port(), tmp_path / "gateway.log"
    with Proxy.to(env["AMQP_URI"], another_port()) as proxy:
        own = {"AMQP_URI": proxy.uri, "GATEWAY_PORT": str(port)}
        token = {"TOKEN_PUBLIC_KEY_FILE": str(keys / "token.pub")}
        with process(["gateway"], {**env, **own, **token}, log) as child:
            proxy.plug()
            child.send_signal(signal.SIGTERM)
            assert child.wait(9.5) == 1
    assert "stop_cut_off" in log.read_text()
    assert "InvalidOperation" not in log.read_text()
