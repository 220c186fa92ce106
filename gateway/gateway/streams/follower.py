"""A service's log as live streams (Server-Sent Events): what is told comes within a moment.

All streams of a log are fed by one green thread, which asks the service again and again for what follows: so
it makes no difference which gateway a client comes to, or comes back to. The id of an event is its number in
the log; a client that names the last it had gets what came since.
"""

import json
import time
from abc import ABC, abstractmethod
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from typing import Any, Generic, TypeVar

import eventlet
from eventlet.queue import Empty

from chassis import log
from chassis.call import Caller
from chassis.config import DEADLINE_SECONDS
from chassis.errors import Invalid, WaraError
from gateway.ask import RpcCall
from gateway.streams.room import Room
from gateway.streams.stream import Item, Page, Stream

POLL_SECONDS, REST_SECONDS = 0.5, 2.0
HEARTBEAT_SECONDS, LONGEST_SECONDS = 15.0, 900.0
BACK_AFTER_MILLISECONDS = 2000

Reader = TypeVar("Reader", bound=Stream)
logger = log.get(__name__)


class Follower(ABC, Generic[Reader]):
    def __init__(self, call: RpcCall, room: Room) -> None:
        self._call = call
        self._room = room
        self._followed: list[Reader] = []
        self._following = False

    @abstractmethod
    def page(self, after: int, streams: Sequence[Reader]) -> Page:
        """`{items: [{sequence, …}], next, scanned_to}` for these; Invalid where the log has begun anew."""

    @abstractmethod
    def written(self, item: Item) -> bytes: ...

    def events(self, stream: Reader, lost: bool = False) -> Iterator[bytes]:
        """From where the stream stands. Who has `lost` some is told to read anew what there is."""
        until = time.monotonic() + LONGEST_SECONDS
        with self._room.place(stream):
            yield f"retry: {BACK_AFTER_MILLISECONDS}\n: welcome\n\n".encode()
            if lost:
                yield event("reload", stream.told, {})
            yield from self._catch_up(stream, until)
            yield from self._follow(stream, until)

    def first(self, stream: Reader, seconds: float) -> list[Item]:
        """What comes next, as soon as it does; nothing when the time is over or the gateway stops."""
        found: list[Item | None] = []
        with self._room.place(stream), self._fed(stream), suppress(Empty):
            found.append(stream.waiting.get(timeout=seconds))
        return [one for one in (*found, *stream.taken()) if one is not None]

    def ask(self, service: str, method: str, body: dict[str, Any]) -> Page:
        return self._call(
            service,
            method,
            body,
            caller=Caller.SYSTEM,
            command_id=None,
            language="th",
            correlation_id=None,
            traceparent=None,
            deadline=DEADLINE_SECONDS,
        )

    def _catch_up(self, stream: Reader, until: float) -> Iterator[bytes]:
        """What is between it and now, page by page and for it alone; where that cannot be had, it ends."""
        page: Page = {"next": stream.told}
        while page["next"] is not None and not stream.ended and time.monotonic() < until:
            try:
                page = self.page(stream.told, [stream])
            except WaraError:
                stream.end()
                return
            stream.take(page)
            if not stream.may_go_on():
                stream.end()
                return
            yield from map(self.written, stream.taken())
            yield f"id: {stream.told}\n\n".encode()

    def _follow(self, stream: Reader, until: float) -> Iterator[bytes]:
        with self._fed(stream):
            while not stream.ended and (left := until - time.monotonic()) > 0:
                try:
                    item = stream.waiting.get(timeout=min(HEARTBEAT_SECONDS, left))
                except Empty:
                    item = None
                if not stream.may_go_on():
                    return
                if item is not None:
                    yield self.written(item)
                elif not stream.ended and stream.waiting.empty():
                    yield f": still here\nid: {stream.told}\n\n".encode()

    @contextmanager
    def _fed(self, stream: Reader) -> Iterator[None]:
        self._followed.append(stream)
        if not self._following:
            self._following = True
            eventlet.spawn_n(self._feed)
        try:
            yield
        finally:
            if stream in self._followed:
                self._followed.remove(stream)

    def _feed(self) -> None:
        """While there are streams. A fault of ours ends them all, and those that come back are fed anew."""
        try:
            while streams := list(self._followed):
                self._feed_with_next(streams)
        finally:
            self._following = False
            for stream in self._followed:
                stream.end()

    def _feed_with_next(self, streams: Sequence[Reader]) -> None:
        """One that came while the service was asked is served by the next page."""
        try:
            page = self.page(min(one.told for one in streams), streams)
        except Invalid:  # its log has begun anew
            for stream in streams:
                stream.end()
            self._followed = [one for one in self._followed if not one.ended]
            return
        except WaraError as error:
            logger.warning("log_not_followed", follower=type(self).__name__, reason=error.code)
            eventlet.sleep(REST_SECONDS)
            return
        for stream in streams:
            stream.take(page)
        self._followed = [one for one in self._followed if not one.ended]
        if page["next"] is None:
            eventlet.sleep(POLL_SECONDS)


def event(kind: str, number: int, data: Item) -> bytes:
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    return f"id: {number}\nevent: {kind}\ndata: {text}\n\n".encode()
