"""Bodies of requests, read whole before anything else is done: never more than the limit, never for ever."""

import io
import re
from typing import Any, Protocol

from chassis.config import BODY_LIMIT

BODY_SECONDS = 8
WAITS = "gateway.waits"
"""`Places.waits` of the connection, in its environ."""

_CHUNK_SIZE = re.compile(rb"(?P<size>[0-9A-Fa-f]{1,8})(;[\t\x20-\x7e]*)?\r\n")
_TRAILER = re.compile(rb"[!#$%&'*+.^_`|~0-9A-Za-z-]+:[\t\x20-\x7e\x80-\xff]*\r\n")
_LINE_LIMIT = 256
_TRAILERS = 32
_CHUNKS = 16_384


class Refused(Exception):
    """The body is not to be had; the status says why."""

    def __init__(self, status: int) -> None:
        super().__init__(status)
        self.status = status


class Stream(Protocol):
    def read(self, size: int = -1, /) -> bytes: ...

    def readline(self, size: int = -1, /) -> bytes: ...


def read_into(environ: dict[str, Any]) -> None:
    """Puts the whole body where WSGI looks for it; Refused with 400, 408 or 413."""
    given = environ["eventlet.input"]
    try:
        with environ[WAITS](BODY_SECONDS):
            body = _chunked(given) if given.chunked_input else _measured(given)
    except TimeoutError as error:
        raise Refused(408) from error
    except OSError as error:
        raise Refused(400) from error
    environ["wsgi.input"] = io.BytesIO(body)
    environ["CONTENT_LENGTH"] = str(len(body))
    environ.pop("HTTP_TRANSFER_ENCODING", None)


def _measured(given: Any) -> bytes:
    if given.content_length > BODY_LIMIT:
        raise Refused(413)
    body: bytes = given.read()
    if len(body) < given.content_length:
        raise Refused(400)
    return body


def _chunked(given: Any) -> bytes:
    if given.should_send_hundred_continue:
        given.send_hundred_continue_response()
        given.is_hundred_continue_response_sent = True
    body = read_chunks(given.rfile, BODY_LIMIT)
    given.chunk_length = 0  # tells eventlet that nothing is left to discard
    return body


def read_chunks(stream: Stream, limit: int) -> bytes:
    """A chunked body (RFC 9112, 7.1) by its grammar and nothing near it; trailers are passed over.

    Too many chunks are too large as well: a byte in each takes a thousand times longer to read.
    """
    parts: list[bytes] = []
    while size := _chunk_size(stream):
        limit -= size
        if limit < 0 or len(parts) == _CHUNKS:
            raise Refused(413)
        parts.append(stream.read(size))
        if stream.readline(3) != b"\r\n":
            raise Refused(400)
    _pass_trailers(stream)
    return b"".join(parts)


def _pass_trailers(stream: Stream) -> None:
    for _ in range(_TRAILERS):
        line = _line(stream)
        if line == b"\r\n":
            return
        if not _TRAILER.fullmatch(line):
            raise Refused(400)
    raise Refused(400)


def _chunk_size(stream: Stream) -> int:
    found = _CHUNK_SIZE.fullmatch(_line(stream))
    if not found:
        raise Refused(400)
    return int(found["size"], 16)


def _line(stream: Stream) -> bytes:
    line = stream.readline(_LINE_LIMIT)
    if not line.endswith(b"\n"):
        raise Refused(400)
    return line
