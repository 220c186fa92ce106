"""Publishing with many confirms outstanding, which pika's blocking channel cannot do.

The I/O loop runs only inside `publish` and `wait`; `wait` is also how the relay idles, so that heartbeats are
kept and another thread can wake it.
"""

from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from typing import Any

import pika
from pika.adapters.select_connection import SelectConnection

from chassis.address import user_of
from chassis.confirms import Confirms
from chassis.connection import connect, parameters
from chassis.message import Message

WINDOW = 1000
SLICE = 50
OPEN_SECONDS = 10.0
CONFIRM_SECONDS = 30.0
CLOSE_SECONDS = 2.0


class PublishFailed(Exception):
    """The broker is away, refused, or confirmed nothing more in time.

    `confirmed` of the first messages are surely there, or were returned as unrouted; of the others nothing
    is known.
    """

    def __init__(self, reason: str, confirmed: int = 0) -> None:
        super().__init__(reason)
        self.confirmed = confirmed


class Publisher:
    """One connection, used by one thread; only `wake` and `give_up` may be called from others."""

    def __init__(self, uri: str, prepare: Callable[[Any], None], mandatory: bool = False) -> None:
        """`prepare` declares what is published to, on a blocking channel, before each connection.

        With `mandatory`, a message that no queue takes is a PublishFailed too.
        """
        self._uri = uri
        self._user = user_of(uri)
        self._prepare = prepare
        self._mandatory = mandatory
        self._returned = 0
        self._connection: SelectConnection | None = None
        self._channel: Any = None
        self._loop: Any = None
        self._failure: BaseException | None = None
        self._messages: Iterator[Message] | None = None
        self._scheduled = False
        self._confirms = Confirms()
        self._asked = self._woken = False
        self._done: Callable[[], bool] = lambda: False

    def publish(self, messages: Iterable[Message]) -> None:
        """Returns when the broker has confirmed all of them; PublishFailed otherwise.

        They are taken one by one while earlier ones are under way, never more than WINDOW unconfirmed.
        """
        self.open()
        self._confirms.begin()
        self._returned = 0
        self._messages = iter(messages)
        self._loop.call_later(0, self._send)
        try:
            self._run_while_confirming()
        except BaseException as error:
            self._failure = self._failure or error  # what is half sent is never gone on with
            raise

    def wait(self, seconds: float) -> None:
        """Idles, keeping the connection alive, until woken or `seconds` have passed."""
        self.open()
        self._run(lambda: self._woken, seconds)
        self._asked = self._woken = False

    def wake(self) -> None:
        loop = self._loop
        if loop is not None and not self._asked:
            self._asked = True
            loop.add_callback_threadsafe(self._wake)

    def give_up(self) -> None:
        """What is under way fails: a broker with an alarm would keep it waiting beyond any time to end in."""
        loop = self._loop
        if loop is not None:
            loop.add_callback_threadsafe(lambda: self._closed(None, "given up"))

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
            parameters(self._uri),
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
        self._messages = None
        self._asked = False
        if connection is None:
            return
        if connection.is_open:
            connection.add_on_close_callback(lambda *_: loop.stop())
            connection.close()
            loop.call_later(CLOSE_SECONDS, loop.stop)
            loop.start()
        loop.close()

    def _declare(self) -> None:
        connection = connect(self._uri)
        try:
            self._prepare(connection.channel())
        finally:
            connection.close()

    def _send(self) -> None:
        """Sends a slice and lets the loop write it out before the next, so that broker and we both work."""
        self._scheduled = False
        free = min(SLICE, WINDOW - self._confirms.outstanding)
        if self._messages is None or self._failure is not None or free <= 0:
            return
        for message in islice(self._messages, free):
            self._confirms.sent()
            message.properties.user_id = self._user  # the broker takes no other's
            self._channel.basic_publish(
                message.exchange, message.routing_key, message.body, message.properties, self._mandatory
            )
            free -= 1
        if free > 0:
            self._messages = None
            self._progress()  # all may be confirmed already
        else:
            self._scheduled = True
            self._loop.call_later(0, self._send)

    def _run_while_confirming(self) -> None:
        settled = -1
        while not self._all_settled() and settled < self._confirms.settled:
            settled = self._confirms.settled
            self._run(self._all_settled, CONFIRM_SECONDS)
        confirms = self._confirms
        if confirms.outstanding or confirms.refused or self._returned:
            self._fail(
                f"{confirms.outstanding} unconfirmed, {confirms.refused} refused, {self._returned} unrouted"
            )

    def _all_settled(self) -> bool:
        return self._messages is None and self._confirms.outstanding == 0

    def _run(self, done: Callable[[], bool], seconds: float) -> None:
        """Runs the loop until `done`, the connection fails, or time is up; raises when it failed."""
        self._done = done
        loop = self._loop
        if not done() and self._failure is None:
            timer = loop.call_later(seconds, loop.stop)
            loop.start()
            loop.remove_timeout(timer)
        self._done = lambda: False
        if self._failure is not None and not done():
            raise PublishFailed(repr(self._failure), self._confirms.leading) from self._failure

    def _progress(self) -> None:
        if self._loop is not None and (self._failure is not None or self._done()):
            self._loop.stop()

    def _wake(self) -> None:
        self._woken = True
        self._progress()

    def _fail(self, reason: str) -> None:
        self.close()
        self._failure = PublishFailed(reason, self._confirms.leading)
        raise self._failure

    def _opened(self, connection: SelectConnection) -> None:
        connection.channel(on_open_callback=self._channel_opened)

    def _channel_opened(self, channel: Any) -> None:
        channel.add_on_close_callback(self._closed)
        channel.add_on_return_callback(self._unrouted)
        channel.confirm_delivery(self._confirmed)
        self._confirms = Confirms()
        self._channel = channel
        self._progress()

    def _closed(self, _connection: Any, reason: BaseException | str) -> None:
        self._failure = reason if isinstance(reason, BaseException) else PublishFailed(reason)
        self._progress()

    def _unrouted(self, *_: Any) -> None:
        self._returned += 1

    def _confirmed(self, frame: Any) -> None:
        waiting = self._confirms.outstanding >= WINDOW
        refused = isinstance(frame.method, pika.spec.Basic.Nack)
        self._confirms.settle(frame.method.delivery_tag, frame.method.multiple, refused)
        if waiting and not self._scheduled:
            self._send()
        self._progress()
