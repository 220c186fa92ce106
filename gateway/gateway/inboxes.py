"""People's inboxes as live streams (Server-Sent Events): what is told to them comes within a moment.

All streams of a process are fed by one green thread, which asks notify again and again for what follows in
the sequence of what it tells: so it makes no difference which gateway a client comes to, or comes back to.
The id of an event is its number in that sequence; a client that names the last it had gets what came since.
"""

import json
import time
from collections.abc import Iterator
from typing import Any

import eventlet
from eventlet.queue import Empty, LightQueue

from chassis import log
from chassis.call import Caller
from chassis.config import DEADLINE_SECONDS
from chassis.errors import Invalid, WaraError
from gateway.ask import RpcCall

EXTENSION = "wara.inboxes"
STREAMS, STREAMS_OF_ONE = 200, 5
WAITING = 100
"""Events that a slow reader may be behind; then it is cut off, and comes back for the rest."""
POLL_SECONDS, REST_SECONDS = 0.5, 2.0
HEARTBEAT_SECONDS, LONGEST_SECONDS = 15.0, 900.0
BACK_AFTER_MILLISECONDS = 2000
FARTHEST = 20_000
"""How far behind it may name an event and still be told each; from before, it has to read the list."""

logger = log.get(__name__)
Page = dict[str, Any]


class Stream:
    """One reader: whose inbox, and up to which number everything is in `waiting`, or was told."""

    def __init__(self, person: str, told: int) -> None:
        self.person = person
        self.told = told
        self.ended = False
        self.waiting = LightQueue(WAITING)

    def take(self, page: Page) -> None:
        mine = [one for one in page["items"] if one["person"] == self.person and one["sequence"] > self.told]
        self.told = max(self.told, page["scanned_to"])
        if self.person in page["gone"] or len(mine) > WAITING - self.waiting.qsize():
            self.end()
        for one in mine if not self.ended else ():
            self.waiting.put_nowait(one)

    def end(self) -> None:
        self.ended = True
        if self.waiting.empty():
            self.waiting.put_nowait(None)


class Inboxes:
    def __init__(self, call: RpcCall) -> None:
        self._call = call
        self._open: list[Stream] = []
        self._followed: list[Stream] = []
        self._closed = self._following = False

    def has_room(self, person: str) -> bool:
        of_one = sum(one.person == person for one in self._open)
        return not self._closed and len(self._open) < STREAMS and of_one < STREAMS_OF_ONE

    def close(self) -> None:
        for stream in self._open:
            stream.end()
        self._closed = True

    def events(self, person: str, told: int, after: int | None) -> Iterator[bytes]:
        """From now on, which is `told`; or from `after` on, the last that the client had."""
        lost = after is not None and not 0 <= told - after <= FARTHEST
        stream = Stream(person, told if after is None or lost else after)
        until = time.monotonic() + LONGEST_SECONDS
        self._open.append(stream)
        try:
            yield f"retry: {BACK_AFTER_MILLISECONDS}\n: welcome\n\n".encode()
            if lost:
                yield _event("reload", stream.told, {})
            yield from self._catch_up(stream)
            yield from self._follow(stream, until)
        finally:
            stream.ended = True
            self._open.remove(stream)
            if stream in self._followed:
                self._followed.remove(stream)

    def _catch_up(self, stream: Stream) -> Iterator[bytes]:
        """What is between it and now, page by page and for it alone; where that cannot be had, it ends."""
        page: Page = {"next": stream.told}
        while page["next"] is not None and not stream.ended:
            try:
                page = self._page(stream.told, [stream.person])
            except WaraError:
                stream.end()
                return
            stream.take(page)
            while not stream.waiting.empty():
                yield from _written(stream.waiting.get_nowait())
            yield f"id: {stream.told}\n\n".encode()

    def _follow(self, stream: Stream, until: float) -> Iterator[bytes]:
        self._followed.append(stream)
        if not self._following:
            self._following = True
            eventlet.spawn_n(self._feed)
        while not stream.ended and (left := until - time.monotonic()) > 0:
            try:
                yield from _written(stream.waiting.get(timeout=min(HEARTBEAT_SECONDS, left)))
            except Empty:
                yield b": still here\n\n"

    def _feed(self) -> None:
        """While there are streams. One that came while notify was asked is served by the next page."""
        while streams := list(self._followed):
            people = sorted({one.person for one in streams})
            try:
                page = self._page(min(one.told for one in streams), people)
            except Invalid:  # its log has begun anew
                for stream in streams:
                    stream.end()
                continue
            except WaraError as error:
                logger.warning("inboxes_not_followed", reason=error.code)
                eventlet.sleep(REST_SECONDS)
                continue
            for stream in streams:
                stream.take(page)
            self._followed = [one for one in self._followed if not one.ended]
            if page["next"] is None:
                eventlet.sleep(POLL_SECONDS)
        self._following = False

    def _page(self, after: int, people: list[str]) -> Page:
        return self._call(
            "notify",
            "follow_inboxes",
            {"after": after, "people": people},
            caller=Caller.SYSTEM,
            command_id=None,
            language="th",
            correlation_id=None,
            traceparent=None,
            deadline=DEADLINE_SECONDS,
        )


def _written(item: Page | None) -> Iterator[bytes]:
    """Nothing for the end."""
    if item is not None:
        kind = "withdrawn" if item["entry"]["withdrawn"] else "notification"
        yield _event(kind, item["sequence"], item["entry"])


def _event(kind: str, number: int, data: Page) -> bytes:
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    return f"id: {number}\nevent: {kind}\ndata: {text}\n\n".encode()
