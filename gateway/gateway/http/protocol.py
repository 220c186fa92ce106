"""eventlet's HTTP protocol with what it lets through shut out: unsound heads, slow ones, its error pages."""

import socket
from contextlib import ExitStack
from http import HTTPStatus
from typing import Any

from eventlet.wsgi import HttpProtocol

from gateway.http.bodies import WAITS
from gateway.http.heads import Remembered, is_sound
from gateway.http.intake import CLOSE
from gateway.http.places import Places
from gateway.http.refusals import Told, refusal

HEAD_SECONDS = 8
LINGER_SECONDS = 1


class Protocol(HttpProtocol):  # type: ignore[misc]  # eventlet has no types
    rfile: Any
    lingers = False

    def __init__(self, places: Places, told: Told, *connection: Any) -> None:
        self._places = places
        self._told = told
        super().__init__(*connection)

    def handle_one_request(self) -> None:
        """One time for waiting and head: a byte now and then does not keep a connection."""
        with ExitStack() as self._waiting:
            self._waiting.enter_context(self._places.waits(HEAD_SECONDS))
            super().handle_one_request()

    def parse_request(self) -> bool:
        head = Remembered(self.rfile)
        self.rfile = head
        if self.raw_requestline.strip() and not super().parse_request():
            return False
        if is_sound(self.raw_requestline, head.lines):
            return True
        self.send_error(HTTPStatus.BAD_REQUEST)
        return False

    def get_environ(self) -> dict[str, Any]:
        self._waiting.close()
        environ: dict[str, Any] = super().get_environ()
        environ[CLOSE] = self.close_after
        environ[WAITS] = self._places.waits
        return environ

    def close_after(self) -> None:
        """The rest of this connection is not worth reading, once the answer is sent."""
        self.close_connection = True
        self.lingers = True

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        """What http.server finds wrong with a head is the client's fault, whatever status it would give."""
        self.close_after()
        known = HTTPStatus(code) if code < HTTPStatus.INTERNAL_SERVER_ERROR else HTTPStatus.BAD_REQUEST
        self._told(known, self.client_address[0], "")
        status, headers, body = refusal(known)
        lines = [f"HTTP/1.1 {status}", *(f"{name}: {value}" for name, value in headers), "Connection: close"]
        self.wfile.write("\r\n".join([*lines, "", ""]).encode() + body)
        self.wfile.flush()

    def finish(self) -> None:
        if self.lingers:
            self._linger()
        super().finish()

    def _linger(self) -> None:
        """Reads what is still on its way for a moment: to close at once would take our answer back."""
        try:
            self.connection.shutdown(socket.SHUT_WR)
            with self._places.waits(LINGER_SECONDS):
                while self.connection.recv(65536):
                    pass
        except OSError:
            return
