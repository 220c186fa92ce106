"""Bytes said to the gateway's socket as they are, and its answers to them."""

import re
import select
import socket
import time
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass

from wara.ports import LOOPBACK

_STATUS = re.compile(rb"HTTP/1\.1 (\d{3}) ")
PART = 65536


@dataclass(frozen=True)
class Said:
    """All that came back. `closed` is whether the gateway ended the connection."""

    answer: bytes
    closed: bool

    @property
    def statuses(self) -> list[int]:
        return [int(status) for status in _STATUS.findall(self.answer)]


def say(port: int, parts: Iterable[bytes], seconds: float = 20.0) -> Said:
    """Until the gateway closes; what it does not take is not said, and nothing more is said afterwards."""
    answer, closed = b"", False
    with socket.create_connection((LOOPBACK, port), timeout=seconds) as connection:
        with suppress(ConnectionError):
            for part in parts:
                connection.sendall(part)
            connection.shutdown(socket.SHUT_WR)
        with suppress(TimeoutError):
            try:
                while part := connection.recv(PART):
                    answer += part
            except ConnectionError:
                pass
            closed = True
    return Said(answer, closed)


@dataclass(frozen=True)
class Told:
    """The first answer, the seconds from the first byte of the request to it, and what was sent by then."""

    status: int
    seconds: float
    sent: int


def tell(port: int, parts: Iterable[bytes], seconds: float = 20.0) -> Told:
    """Sends as long as nothing is answered; AssertionError when all is sent, or too long, and nothing is."""
    begun, sent, left = time.monotonic(), 0, iter(parts)
    with socket.create_connection((LOOPBACK, port)) as connection:
        connection.setblocking(False)
        part = memoryview(next(left))
        while time.monotonic() - begun < seconds:
            readable, writable, _ = select.select([connection], [connection] if part else [], [], 1.0)
            if readable:
                [status] = Said(connection.recv(PART), False).statuses[:1]
                return Told(status, time.monotonic() - begun, sent)
            if writable:
                sent += (gone := connection.send(part))
                part = part[gone:] or memoryview(next(left, b""))
    raise AssertionError(f"no answer in {seconds} s to {sent} bytes")
