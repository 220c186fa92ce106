"""Bodies that are files: not read before they are asked for, and never held as a whole.

So these alone may be larger than what is read whole; few are taken at once, and each has its time.
"""

import re
import time
from typing import Any

import eventlet
from eventlet.semaphore import Semaphore
from werkzeug.exceptions import BadRequest, RequestTimeout

Environ = dict[str, Any]
PATHS = re.compile(r"/v1/proposals/[0-9A-Fa-f-]{36}/attachments")
AT_ONCE = 8
SECONDS = 120


class Upload:
    """The body of one, as it comes; 408 when it takes too long, 400 when it stops too early."""

    def __init__(self, given: Any) -> None:
        self._given = given
        self._left: int = given.content_length
        self._until = time.monotonic() + SECONDS

    @property
    def is_read(self) -> bool:
        return self._left <= 0

    def read(self, size: int) -> bytes:
        seconds = max(self._until - time.monotonic(), 0.001)
        try:
            with eventlet.Timeout(seconds, TimeoutError()):
                data: bytes = self._given.read(min(size, self._left))
        except TimeoutError as error:
            raise RequestTimeout() from error
        except OSError as error:
            raise BadRequest() from error
        self._left -= len(data)
        return data


class Uploads:
    def __init__(self, at_once: int = AT_ONCE) -> None:
        self.places = Semaphore(at_once)

    def is_one(self, environ: Environ) -> bool:
        """One that says how long it is; of a body in chunks nobody knows."""
        measured = not environ["eventlet.input"].chunked_input and environ.get("CONTENT_LENGTH")
        upload = environ["REQUEST_METHOD"] == "POST" and PATHS.fullmatch(environ["PATH_INFO"])
        return bool(measured and upload)
