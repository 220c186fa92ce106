"""An answer whose body is still to come; the worker that began it is free again meanwhile."""

from collections.abc import Iterator

from flask import Response, current_app, request

from chassis.errors import Unavailable
from gateway.streams.room import EXTENSION, Room

EVENTS = "text/event-stream"


def lasting(owner: str, body: Iterator[bytes], content_type: str = EVENTS) -> Response:
    """Written as it comes: the server would else gather some kilobytes first. Unavailable without room."""
    room: Room = current_app.extensions[EXTENSION]
    if not room.is_there_for(owner):
        raise Unavailable()
    request.environ["eventlet.minimum_write_chunk_size"] = 1
    response = Response(body, content_type=content_type)
    response.headers["Cache-Control"] = "no-store"
    response.headers["X-Accel-Buffering"] = "no"
    return response


def last_heard() -> int | None:
    """What `Last-Event-ID` says; None where it is no number, or is not there."""
    last = request.headers.get("Last-Event-ID", "")
    return int(last) if last.isascii() and last.isdecimal() and len(last) < 16 else None
