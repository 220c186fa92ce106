"""`/healthz`, `/readyz` and `/metrics` on a port of each process's own."""

import json
import threading
from collections.abc import Callable, Iterable, Mapping
from socketserver import ThreadingMixIn
from typing import Any
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

from prometheus_client import CONTENT_TYPE_LATEST, generate_latest

FOREVER = 86_400.0
"""Until the server looks whether it was shut down, which it never is: it ends with its process."""

Check = Callable[[], bool]


class _Server(ThreadingMixIn, WSGIServer):
    daemon_threads = True
    allow_reuse_address = True


class _Quiet(WSGIRequestHandler):
    def log_message(self, format: str, *args: Any) -> None:
        """A probe each second is no news."""


def application(checks: Mapping[str, Check]) -> Callable[[dict[str, Any], Any], Iterable[bytes]]:
    """`checks` decide readiness: each says whether what it names is there."""

    def respond(environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        path = environ.get("PATH_INFO")
        if path == "/metrics":
            start_response("200 OK", [("Content-Type", CONTENT_TYPE_LATEST)])
            return [generate_latest()]
        if path not in ("/healthz", "/readyz"):
            start_response("404 Not Found", [("Content-Type", "application/json")])
            return [b"{}"]
        results = {name: _holds(check) for name, check in checks.items()} if path == "/readyz" else {}
        status = "200 OK" if all(results.values()) else "503 Service Unavailable"
        start_response(status, [("Content-Type", "application/json")])
        return [
            json.dumps({"status": "ok" if status.startswith("200") else "away", "checks": results}).encode()
        ]

    return respond


def serve(host: str, port: int, checks: Mapping[str, Check]) -> None:
    """Starts answering in a daemon thread (a green one under eventlet)."""
    server = make_server(host, port, application(checks), server_class=_Server, handler_class=_Quiet)
    threading.Thread(target=server.serve_forever, args=(FOREVER,), name="health", daemon=True).start()


def _holds(check: Check) -> bool:
    try:
        return check()
    except Exception:  # noqa: BLE001 - a check that fails in any way says: not ready
        return False
