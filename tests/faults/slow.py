"""Clients that hold on to connections and hardly send anything, as many as wanted, from one thread."""

import selectors
import socket
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Self

from wara.ports import LOOPBACK

ROUND_SECONDS, TURNS = 5.0, 50


@dataclass(frozen=True)
class Manner:
    """What is sent at first, and again with every round."""

    first: bytes
    again: bytes


HEAD = b"POST /v1/members HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
HEADS = (Manner(b"GET /v1/mem", b"b"), Manner(HEAD, b"X: y\r\n"), Manner(b"", b"G"))
BODIES = (
    Manner(HEAD + b"Content-Length: 100000\r\n\r\n{", b" "),
    Manner(HEAD + b"Transfer-Encoding: chunked\r\n\r\n1\r\n{\r\n", b"1\r\n \r\n"),
)


@dataclass
class Slow:
    """One connection of one client. `until` is when the other side ended it."""

    connection: socket.socket
    manner: Manner
    since: float = 0.0
    until: float = 0.0
    open: bool = True


class SlowClients:
    """One for each manner given. Each has a turn every five seconds, at which it comes back if it was cut.

    with SlowClients(port, HEADS * 700) as slow:
        …
    slow.kept()   # seconds that each one had who was cut
    """

    def __init__(self, port: int, manners: Sequence[Manner]) -> None:
        self._port = port
        self._manners = manners
        self._selector = selectors.DefaultSelector()
        self._now: dict[int, Slow] = {}
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._go_on, daemon=True)
        self.all: list[Slow] = []
        self.fault: Exception | None = None

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._stop.set()
        self._thread.join(30)
        if self.fault is not None:
            raise self.fault

    def begun(self, manners: Sequence[Manner]) -> int:
        return sum(one.since > 0 and one.manner in manners for one in self.all)

    def kept(self) -> list[float]:
        return [one.until - one.since for one in self.all if one.until]

    def _go_on(self) -> None:
        turn, due = 0, time.monotonic()
        try:
            while not self._stop.is_set():
                for number in range(turn % TURNS, len(self._manners), TURNS):
                    self._take_turn(number)
                turn, due = turn + 1, due + ROUND_SECONDS / TURNS
                self._listen(due)
        except Exception as error:  # noqa: BLE001 - raised where the test waits
            self.fault = error
        for one in self._now.values():
            one.connection.close()
        self._selector.close()

    def _take_turn(self, number: int) -> None:
        one = self._now.get(number)
        if one is None or not one.open:
            self._now[number] = self._begin(self._manners[number])
        elif one.since:
            self._send(one, one.manner.again)

    def _begin(self, manner: Manner) -> Slow:
        one = Slow(socket.socket(), manner)
        self.all.append(one)
        one.connection.setblocking(False)
        one.connection.connect_ex((LOOPBACK, self._port))
        self._selector.register(one.connection, selectors.EVENT_WRITE, one)
        return one

    def _listen(self, due: float) -> None:
        while (left := due - time.monotonic()) > 0:
            for key, events in self._selector.select(left):
                if events & selectors.EVENT_WRITE:
                    self._connected(key.data)
                else:
                    self._heard(key.data)

    def _connected(self, one: Slow) -> None:
        one.since = time.monotonic()
        self._selector.modify(one.connection, selectors.EVENT_READ, one)
        self._send(one, one.manner.first)

    def _heard(self, one: Slow) -> None:
        """An answer is not the end yet; nothing is."""
        try:
            if one.connection.recv(65536):
                return
        except ConnectionError:
            pass
        self._cut(one)

    def _send(self, one: Slow, data: bytes) -> None:
        try:
            one.connection.send(data)
        except ConnectionError:
            self._cut(one)

    def _cut(self, one: Slow) -> None:
        one.until, one.open = time.monotonic(), False
        self._selector.unregister(one.connection)
        one.connection.close()
