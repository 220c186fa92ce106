"""Publishing with many confirms outstanding, which pika's blocking channel cannot do.

The I/O loop runs only inside `publish` and `wait`; `wait` is also how the relay idles, so that heartbeats are
kept and another thread can wake it.
"""

from collections.abc import Callable, Sequence
from typing import Any

import pika
from pika.adapters.select_connection import SelectConnection

from chassis.message import Message

OPEN_SECONDS = 10.0
CONFIRM_SECONDS = 30.0
CLOSE_SECONDS = 2.0


class PublishFailed(Exception):
    """The broker is away, refused, or did not confirm in time; what was sent may or may not be there."""


class Publisher:
    """One connection, used by one thread; only `wake` may be called from others."""

    def __init__(self, uri: str, prepare: Callable[[Any], None]) -> None:
        """`prepare` declares what is published to, on a blocking channel, before each connection."""
        self._uri = uri
        self._prepare = prepare
        self._connection: SelectConnection | None = None
        self._channel: Any = None
        self._loop: Any = None
        self._failure: BaseException | None = None
        self._unconfirmed: set[int] = set()
        self._nacked = 0
        self._published = 0
        self._woken = False
        self._done: Callable[[], bool] = lambda: False

    def publish(self, messages: Sequence[Message]) -> None:
        """Returns when the broker has confirmed all of them; PublishFailed otherwise."""
        self.open()
        self._nacked = 0
        for message in messages:
            self._published += 1
            self._unconfirmed.add(self._published)
            self._channel.basic_publish(
                message.exchange, message.routing_key, message.body, message.properties
            )
        self._run(lambda: not self._unconfirmed, CONFIRM_SECONDS)
        if self._unconfirmed or self._nacked:
            self._fail(f"{len(self._unconfirmed)} unconfirmed, {self._nacked} refused")

    def wait(self, seconds: float) -> None:
        """Idles, keeping the connection alive, until woken or `seconds` have passed."""
        self.open()
        self._run(lambda: self._woken, seconds)
        self._woken = False

    def wake(self) -> None:
        loop = self._loop
        if loop is not None:
            loop.add_callback_threadsafe(self._wake)

    def open(self) -> None:
        if self._channel is not None and self._failure is None:
            return
        self.close()
        try:
            self._declare()
        except pika.exceptions.AMQPError as error:
            raise PublishFailed(repr(error)) from error
        self._failure = None
        self._connection = SelectConnection(
            _parameters(self._uri),
            on_open_callback=self._opened,
            on_open_error_callback=self._closed,
            on_close_callback=self._closed,
        )
        self._loop = self._connection.ioloop
        self._run(lambda: self._channel is not None, OPEN_SECONDS)
        if self._channel is None:
            self._fail("no channel in time")

    def close(self) -> None:
        connection, self._connection, self._channel = self._connection, None, None
        loop, self._loop = self._loop, None
        self._unconfirmed.clear()
        self._published = 0
        if connection is None:
            return
        if connection.is_open:
            connection.add_on_close_callback(lambda *_: loop.stop())
            connection.close()
            loop.call_later(CLOSE_SECONDS, loop.stop)
            loop.start()
        loop.close()

    def _declare(self) -> None:
        connection = pika.BlockingConnection(_parameters(self._uri))
        try:
            self._prepare(connection.channel())
        finally:
            connection.close()

    def _run(self, done: Callable[[], bool], seconds: float) -> None:
        """Runs the loop until `done`, the connection fails, or time is up; raises when it failed."""
        self._done = done
        loop = self._loop
        if not done() and self._failure is None:
            timer = loop.call_later(seconds, loop.stop)
            loop.start()
            loop.remove_timeout(timer)
        if self._failure is not None and not done():
            raise PublishFailed(repr(self._failure)) from self._failure

    def _progress(self) -> None:
        if self._loop is not None and (self._failure is not None or self._done()):
            self._loop.stop()

    def _wake(self) -> None:
        self._woken = True
        self._progress()

    def _fail(self, reason: str) -> None:
        self._failure = PublishFailed(reason)
        self.close()
        raise PublishFailed(reason)

    def _opened(self, connection: SelectConnection) -> None:
        connection.channel(on_open_callback=self._channel_opened)

    def _channel_opened(self, channel: Any) -> None:
        channel.add_on_close_callback(self._closed)
        channel.confirm_delivery(self._confirmed)
        self._channel = channel
        self._progress()

    def _closed(self, _connection: Any, reason: BaseException | str) -> None:
        self._failure = reason if isinstance(reason, BaseException) else PublishFailed(reason)
        self._progress()

    def _confirmed(self, frame: Any) -> None:
        tag = frame.method.delivery_tag
        settled = {n for n in self._unconfirmed if n <= tag} if frame.method.multiple else {tag}
        if isinstance(frame.method, pika.spec.Basic.Nack):
            self._nacked += len(settled)
        self._unconfirmed -= settled
        self._progress()


def _parameters(uri: str) -> pika.URLParameters:
    parameters = pika.URLParameters(uri)
    parameters.blocked_connection_timeout = CONFIRM_SECONDS
    parameters.heartbeat = 20
    parameters.socket_timeout = 5
    return parameters
