"""What is refused before it comes to the application: protected as every answer, and on record."""

from collections.abc import Iterator
from http import HTTPStatus
from typing import Any

import eventlet
import pytest

from gateway.audit.trail import Trail
from gateway.doorway import API_POLICY, HEADERS
from gateway.http import server
from gateway.http.places import Places

SOUND = b"GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"
REFUSED = {
    b"GET / HTTP/1.1\r\nHost: x\r\nHost: y\r\n\r\n": (400, "malformed"),
    b"nonsense\r\n\r\n": (400, "malformed"),
    b"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 9000000\r\n\r\n": (413, "too_large"),
}


def answer(environ: dict[str, Any], start_response: Any) -> list[bytes]:
    start_response("204 No Content", [])
    return []


@pytest.fixture
def trail() -> Trail:
    return Trail()


@pytest.fixture
def address(trail: Trail) -> Iterator[tuple[str, int]]:
    listening = eventlet.listen(("127.0.0.1", 0))
    serving = eventlet.spawn(server.serve, listening, answer, Places(10), trail.turned_away)
    yield listening.getsockname()
    serving.kill()
    listening.close()


def said(address: tuple[str, int], request: bytes) -> tuple[int, dict[str, str]]:
    with eventlet.connect(address) as connection:
        connection.sendall(request)
        text = b"".join(iter(lambda: connection.recv(65536), b""))
    status, *lines = text.partition(b"\r\n\r\n")[0].decode().split("\r\n")
    return int(status.split()[1]), dict(line.split(": ", 1) for line in lines)


@pytest.mark.parametrize("request_", REFUSED)
def test_it_is_protected_and_on_record(address: tuple[str, int], trail: Trail, request_: bytes) -> None:
    status, code = REFUSED[request_]
    found, headers = said(address, request_)
    assert found == status
    assert headers.items() >= {**HEADERS, "Content-Security-Policy": API_POLICY}.items()
    (row,) = trail.records.take()
    assert (row["event"]["type"], row["origin"]["by"]) == ("unrouted", "public")
    assert row["event"]["data"] == {"status": status, "outcome": code}
    assert "127.0.0.1" not in str(row)


def test_what_comes_to_it_is_not_recorded_twice(address: tuple[str, int], trail: Trail) -> None:
    assert said(address, SOUND)[0] == 204
    assert trail.records.take(all=True) == []


def test_many_are_one_together(address: tuple[str, int], trail: Trail) -> None:
    for _ in range(3):
        said(address, b"nonsense\r\n\r\n")
    first, others = trail.records.take(all=True)
    assert "count" not in first["event"]["data"] and others["event"]["data"]["count"] == 2


def test_whom_there_is_no_room_for_is_refused_nothing(trail: Trail) -> None:
    trail.turned_away(HTTPStatus.SERVICE_UNAVAILABLE, "198.51.100.7", "")
    assert trail.records.take(all=True) == []
