"""What reaches the gateway's socket, whatever it is, gets an answer of the 4xx kind, soon."""

import json
import random
import socket
import time
from contextlib import ExitStack, suppress

import pytest
import requests

from tests.integration.gateway.running import Client

MEBIBYTE = 1024 * 1024
PLACES = 800
HEAD = b"POST /v1/members HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"


def say(client: Client, *parts: bytes, seconds: float = 12) -> bytes:
    """All that is answered until the gateway closes, or has nothing more to say for a while."""
    answer = b""
    with socket.create_connection(("127.0.0.1", client.port), timeout=seconds) as connection:
        with suppress(ConnectionError):
            for part in parts:
                connection.sendall(part)
        with suppress(ConnectionError, TimeoutError):
            while part := connection.recv(65536):
                answer += part
    return answer


def status(answer: bytes) -> int:
    return int(answer.split(b" ", 2)[1])


@pytest.mark.parametrize(
    "raw",
    [
        b"\r\n\r\n",
        b"GET\r\n\r\n",
        b"GET / HTTP/2.0\r\nHost: localhost\r\n\r\n",
        b"GET / HTTP/9.9\r\nHost: localhost\r\n\r\n",
        b"GET / HTTP/1.1\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: localhost\r\nHost: y\r\n\r\n",
        HEAD + b"Content-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
        HEAD + b"Content-Length: 2\r\nContent-Length: 3\r\n\r\n{}",
        HEAD + b"Content-Length: -1\r\n\r\n",
        HEAD + b"Content-Length: +2\r\n\r\n{}",
        HEAD + b"Transfer-Encoding: xchunked\r\n\r\n0\r\n\r\n",
        HEAD + b"Transfer-Encoding : chunked\r\n\r\n0\r\n\r\n",
        HEAD + b"Transfer-Encoding: chunked\r\n\r\nzz\r\n",
        HEAD + b"X: a\r\n folded\r\nContent-Length: 0\r\n\r\n",
        HEAD + b"X" * 9000 + b": y\r\n\r\n",
        HEAD + b"X: y\r\n" * 20_000 + b"\r\n",
        b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03\r\n\r\n",
        b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
    ],
)
def test_an_unsound_request_is_refused_and_the_connection_closed(alone: Client, raw: bytes) -> None:
    begun = time.monotonic()
    follower = b"GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n"
    answer = say(alone, raw + follower)
    assert status(answer) in (400, 431)
    assert answer.count(b"HTTP/1.") == 1
    assert b"Server:" not in answer
    assert time.monotonic() - begun < 3


def test_an_address_too_long(alone: Client) -> None:
    answer = say(alone, b"GET /" + b"x" * 10_000 + b" HTTP/1.1\r\nHost: localhost\r\n\r\n")
    assert status(answer) == 414


@pytest.mark.parametrize(
    ("extra", "body"),
    [
        (b"Content-Length: 1073741824\r\n", b"x" * MEBIBYTE),
        (b"Content-Length: 1048577\r\n", b"x" * (MEBIBYTE + 1)),
        (b"Transfer-Encoding: chunked\r\n", b"100000\r\n" + b"x" * MEBIBYTE + b"\r\n1\r\nx\r\n"),
        (b"Transfer-Encoding: chunked\r\n", b"7fffffff\r\n" + b"x" * MEBIBYTE),
        (b"Content-Length: 1073741824\r\nExpect: 100-continue\r\n", b""),
    ],
)
def test_a_body_too_large_is_refused_at_once(alone: Client, extra: bytes, body: bytes) -> None:
    begun = time.monotonic()
    answer = say(alone, HEAD + extra + b"\r\n", body)
    assert status(answer) == 413
    assert json.loads(answer.split(b"\r\n\r\n")[1])["code"] == "too_large"
    assert time.monotonic() - begun < 3


def test_a_file_is_not_waited_for_where_nobody_may_send_it(alone: Client) -> None:
    """Only who may add files has more read than others; a chunked one might never end."""
    begun = time.monotonic()
    path = b"/v1/proposals/0198a6d1-31aa-7e02-8c40-91b7f60d5a11/attachments?name=a.pdf"
    head = b"POST " + path + b" HTTP/1.1\r\nHost: localhost\r\n"
    answer = say(alone, head + b"Content-Length: 26000000\r\n\r\n", bytes(4096))
    assert (status(answer), answer.count(b"HTTP/1.")) == (401, 1)
    chunked = head + b"Transfer-Encoding: chunked\r\n\r\n"
    assert status(say(alone, chunked + b"7fffffff\r\n" + bytes(4096))) == 413
    assert time.monotonic() - begun < 3


def test_a_body_of_the_limit_is_read(alone: Client) -> None:
    filled = b'{"x":"' + b"y" * (MEBIBYTE - 8) + b'"}'
    answer = requests.post(
        f"http://127.0.0.1:{alone.port}/v1/members",
        data=filled,
        headers={"Content-Type": "application/json"},
        timeout=10,
    )
    assert answer.status_code == 422


def test_chunks_are_as_good_as_a_length(alone: Client) -> None:
    chunked = HEAD + b"Transfer-Encoding: chunked\r\n\r\n1\r\n{\r\n1\r\n}\r\n0\r\n\r\n"
    answer = say(alone, chunked * 2 + HEAD + b"Connection: close\r\nContent-Length: 2\r\n\r\n{}")
    assert answer.count(b"HTTP/1.1 422") == 3


def test_who_waits_for_100_continue_hears_it(alone: Client) -> None:
    with socket.create_connection(("127.0.0.1", alone.port), timeout=5) as connection:
        connection.sendall(HEAD + b"Content-Length: 2\r\nExpect: 100-continue\r\n\r\n")
        assert connection.recv(100).startswith(b"HTTP/1.1 100 Continue")
        connection.sendall(b"{}")
        assert b" 422 " in connection.recv(65536)


def test_the_slow_are_cut_and_nobody_else_waits(alone: Client) -> None:
    begun = time.monotonic()
    slow = [socket.create_connection(("127.0.0.1", alone.port), timeout=12) for _ in range(60)]
    for number, connection in enumerate(slow):
        connection.sendall((b"", b"GET / HTT", HEAD, HEAD + b"Content-Length: 9\r\n\r\n{")[number % 4])
    assert alone.http("GET", "/healthz").ok
    answers = [connection.recv(65536) for connection in slow]
    for connection in slow:
        connection.close()
    assert time.monotonic() - begun < 10
    assert {status(answer) for answer in answers if answer} == {408}
    assert sum(bool(answer) for answer in answers) == 15


def test_where_all_places_are_taken_the_longest_waiting_gives_way(alone: Client) -> None:
    with ExitStack() as leaving:
        address, begun = ("127.0.0.1", alone.port), time.monotonic()
        waiting = [
            leaving.enter_context(socket.create_connection(address, timeout=12)) for _ in range(PLACES)
        ]
        assert alone.http("GET", "/healthz").ok
        assert waiting[0].recv(1) == b""
        waiting[-1].sendall(b"GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n")
        assert status(waiting[-1].recv(65536)) == 200
        assert time.monotonic() - begun < 7


def test_noise_gets_4xx_and_harms_nothing(alone: Client) -> None:
    chance = random.Random(2561)
    sound = HEAD + b'Authorization: Bearer x\r\nContent-Length: 12\r\nIf-Match: 1\r\n\r\n{"kind": 17}'
    for _ in range(150):
        raw = bytearray(sound)
        for _ in range(chance.randint(1, 8)):
            raw[chance.randrange(len(raw))] = chance.randrange(256)
        for line in say(alone, bytes(raw) + b"\r\n\r\n", seconds=0.1).split(b"\r\n"):
            assert not line.startswith(b"HTTP/1.1 5")
    assert alone.http("GET", "/healthz").ok


def test_a_thai_query_need_not_be_encoded(alone: Client) -> None:
    line = "GET /v1/meetings?year=๒๕๖ก HTTP/1.0\r\n\r\n".encode()
    answer = say(alone, line)
    assert json.loads(answer.split(b"\r\n\r\n")[1])["errors"][0]["field"] == "year"
