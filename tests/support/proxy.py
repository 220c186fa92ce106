"""A TCP proxy in front of a server, which a test can slow down, plug up, cut and mend."""

import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from queue import SimpleQueue
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

PORTS = {"amqp": 5672, "mongodb": 27017, "http": 80, "smtp": 25}
CHUNK = 65536


class Proxy:
    """What a client is told instead of the server's address is `uri`.

    A MongoDB URI becomes one of a direct connection: the driver would else go to the address that the
    replica set names, past the proxy.
    """

    def __init__(self, uri: str, port: int) -> None:
        parts = urlsplit(uri)
        self._far = (parts.hostname or "127.0.0.1", parts.port or PORTS[parts.scheme])
        self._near = ("127.0.0.1", port)
        self._ends: set[socket.socket] = set()
        self._listening: socket.socket | None = None
        self._delay = 0.0
        self._flows = threading.Event()
        user, at, _ = parts.netloc.rpartition("@")
        query = _direct(parts.query) if parts.scheme == "mongodb" else parts.query
        self.uri = urlunsplit(parts._replace(netloc=f"{user}{at}127.0.0.1:{port}", query=query))

    @classmethod
    @contextmanager
    def to(cls, uri: str, port: int) -> Iterator["Proxy"]:
        """Running, in front of the server that `uri` names; `port` is its own, on the loopback."""
        proxy = cls(uri, port)
        proxy.mend()
        try:
            yield proxy
        finally:
            proxy.cut()

    def slow(self, seconds: float) -> None:
        """Every answer comes so much later."""
        self._delay = seconds

    def plug(self) -> None:
        """A black hole: it takes connections and bytes and gives none, until mended; then all arrive late."""
        self._flows.clear()

    def cut(self) -> None:
        """Nobody answers at the near end, and what was connected is not any more."""
        listening, self._listening = self._listening, None
        for end in ([listening] if listening else []) + list(self._ends):
            _close(end)
        self._flows.set()  # only now: what a plug held back is lost

    def mend(self) -> None:
        """As if nothing had been: also what it is after a plug, a cut or slow answers."""
        self._delay = 0.0
        self._flows.set()
        if self._listening is None:
            self._listening = socket.create_server(self._near, backlog=512)
            _thread(self._accept, self._listening)

    def _accept(self, listening: socket.socket) -> None:
        with suppress(OSError):
            while True:
                near = listening.accept()[0]
                _thread(self._join, near)

    def _join(self, near: socket.socket) -> None:
        self._ends.add(near)
        self._flows.wait()
        try:
            far = socket.create_connection(self._far)
        except OSError:
            self._forget(near)
            return
        self._ends.add(far)
        for end in (near, far):
            end.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self._carry(near, far, answers=False)
        self._carry(far, near, answers=True)

    def _carry(self, source: socket.socket, sink: socket.socket, *, answers: bool) -> None:
        """One thread reads and notes when each part is due, another sends: late, yet as fast as it came."""
        parts: SimpleQueue[tuple[float, bytes]] = SimpleQueue()

        def read() -> None:
            part = b"-"
            while part:
                try:
                    part = source.recv(CHUNK)
                except OSError:
                    part = b""
                parts.put((time.monotonic() + (self._delay if answers else 0), part))

        def send() -> None:
            with suppress(OSError):
                while True:
                    due, part = parts.get()
                    time.sleep(max(0.0, due - time.monotonic()))
                    self._flows.wait()
                    if not part:
                        break
                    sink.sendall(part)
            self._forget(source, sink)

        _thread(read)
        _thread(send)

    def _forget(self, *ends: socket.socket) -> None:
        for end in ends:
            self._ends.discard(end)
            _close(end)


def _direct(query: str) -> str:
    options = [(name, value) for name, value in parse_qsl(query) if name != "replicaSet"]
    return urlencode([*options, ("directConnection", "true")])


def _close(end: socket.socket) -> None:
    with suppress(OSError):
        end.shutdown(socket.SHUT_RDWR)
    end.close()


def _thread(target: Callable[..., None], *arguments: object) -> None:
    threading.Thread(target=target, args=arguments, daemon=True).start()
