"""A TCP line to a server, which a test can cut and mend."""

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from urllib.parse import urlsplit, urlunsplit


class Line:
    def __init__(self, uri: str, port: int) -> None:
        parts = urlsplit(uri)
        self._far = (parts.hostname or "127.0.0.1", parts.port or 5672)
        self._near = ("127.0.0.1", port)
        self._ends: list[socket.socket] = []
        self._listening: socket.socket | None = None
        user = parts.netloc.rpartition("@")[0]
        self.uri = urlunsplit(parts._replace(netloc=f"{user}@127.0.0.1:{port}"))

    @classmethod
    @contextmanager
    def to(cls, uri: str, port: int) -> Iterator["Line"]:
        line = cls(uri, port)
        line.mend()
        yield line
        line.cut()

    def mend(self) -> None:
        self._listening = socket.create_server(self._near)
        threading.Thread(target=self._accept, args=(self._listening,), daemon=True).start()

    def cut(self) -> None:
        """Nobody answers at the near end, and what was connected is not any more."""
        assert self._listening is not None
        for end in (self._listening, *self._ends):
            with suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)
            end.close()
        self._ends.clear()

    def _accept(self, listening: socket.socket) -> None:
        with suppress(OSError):
            while True:
                near, far = listening.accept()[0], socket.create_connection(self._far)
                self._ends += near, far
                for source, sink in ((near, far), (far, near)):
                    threading.Thread(target=_carry, args=(source, sink), daemon=True).start()


def _carry(source: socket.socket, sink: socket.socket) -> None:
    with suppress(OSError):
        while part := source.recv(65536):
            sink.sendall(part)
    for end in (source, sink):
        with suppress(OSError):
            end.shutdown(socket.SHUT_RDWR)
