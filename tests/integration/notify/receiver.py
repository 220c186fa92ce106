"""A real HTTP server for a test: it remembers what is posted to it, and answers what it is told to."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from tests.support.services import free_port


@dataclass
class Receiver:
    """`answers` are given to the next requests, then all are taken (204)."""

    port: int = 0
    posted: list[tuple[str, dict[str, str], bytes]] = field(default_factory=list)
    answers: list[int] = field(default_factory=list)
    seconds: float = 0.0
    retry_after: str = ""

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}/hook?of=1"

    @property
    def bodies(self) -> list[bytes]:
        return [body for _, _, body in self.posted]


@contextmanager
def open_receiver() -> Iterator[Receiver]:
    receiver, silence = Receiver(port=free_port()), threading.Event()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            receiver.posted.append((self.path, {k.lower(): v for k, v in self.headers.items()}, body))
            silence.wait(receiver.seconds)
            self.send_response(receiver.answers.pop(0) if receiver.answers else 204)
            self.send_header("Location", f"http://127.0.0.1:{receiver.port}/elsewhere")
            if receiver.retry_after:
                self.send_header("Retry-After", receiver.retry_after)
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, *_: Any) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", receiver.port), Handler)
    thread = threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True)
    thread.start()
    try:
        yield receiver
    finally:
        silence.set()
        server.shutdown()
        server.server_close()
        thread.join()
