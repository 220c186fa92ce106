"""In front of the application: first the whole body, then a worker."""

import time
from collections.abc import Callable, Iterable
from http import HTTPStatus
from typing import Any

from eventlet.semaphore import Semaphore

from gateway.ask import BEGUN
from gateway.http.bodies import Refused, read_into
from gateway.http.refusals import Told, refusal
from gateway.http.uploads import Upload, Uploads

Environ = dict[str, Any]
Application = Callable[[Environ, Any], Iterable[bytes]]
CLOSE = "gateway.close"


class Intake:
    """At most `workers` requests are being answered; others wait for `patience` seconds, and then get 503."""

    def __init__(self, application: Application, workers: int, patience: float, told: Told) -> None:
        self._application = application
        self._told = told
        self._workers = Semaphore(workers)
        self._patience = patience
        self._uploads = Uploads()

    def __call__(self, environ: Environ, start_response: Any) -> Iterable[bytes]:
        if self._uploads.is_one(environ):
            return self._take_upload(environ, start_response)
        try:
            read_into(environ)
        except Refused as refused:
            environ[CLOSE]()
            return self._refuse(environ, refused.status, start_response)
        return self._answer(environ, start_response)

    def _take_upload(self, environ: Environ, start_response: Any) -> Iterable[bytes]:
        """What the application left unread of it is not waited for."""
        if not self._uploads.places.acquire(timeout=self._patience):
            environ[CLOSE]()
            return self._refuse(environ, HTTPStatus.SERVICE_UNAVAILABLE, start_response)
        upload = environ["wsgi.input"] = Upload(environ["eventlet.input"])
        try:
            return self._answer(environ, start_response)
        finally:
            self._uploads.places.release()
            if not upload.is_read:
                environ[CLOSE]()

    def _answer(self, environ: Environ, start_response: Any) -> Iterable[bytes]:
        environ[BEGUN] = time.monotonic()
        if not self._workers.acquire(timeout=self._patience):
            return self._refuse(environ, HTTPStatus.SERVICE_UNAVAILABLE, start_response)
        try:
            return self._application(environ, start_response)
        finally:
            self._workers.release()

    def _refuse(self, environ: Environ, status: int, start_response: Any) -> list[bytes]:
        known = HTTPStatus(status)
        self._told(known, environ["REMOTE_ADDR"], environ.get("HTTP_X_FORWARDED_FOR", ""))
        line, headers, body = refusal(known)
        start_response(line, headers)
        return [body]
