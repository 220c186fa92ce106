"""RPC's messages on their way out: transient, unconfirmed, from any green thread, over one connection.

A call is repeated by its caller, so a message needs neither a confirm nor a disk. nameko's own publisher
hands a connection on even when a time-out cut its last writer off in the middle of a frame; here such a
connection is never written to again.
"""

from typing import Any

from amqp import Message
from amqp.exceptions import AMQPError
from eventlet.semaphore import Semaphore
from kombu.connection import Connection
from kombu.exceptions import OperationalError

from chassis import address

CONNECT_SECONDS = 2.0
EXCHANGE = "nameko-rpc"


class Blocked(OSError):
    """The broker takes no messages for now: its memory or disk is short."""


AWAY = (OSError, AMQPError, OperationalError)
"""What `Sender.send` raises while the broker cannot be reached, or reads nothing."""


def connection(amqp_uri: str, **options: Any) -> Connection:
    """How to reach the broker now: with the password as it is, and a look at its certificate."""
    return Connection(address.resolve(amqp_uri), ssl=address.tls_for_kombu(amqp_uri), **options)


class Sender:
    def __init__(self, amqp_uri: str) -> None:
        self._amqp_uri = amqp_uri
        self._user = address.user_of(amqp_uri)
        self._turn = Semaphore()
        self._connection: Any = None
        self._channel: Any = None
        self._blocked = False

    def send(self, routing_key: str, body: bytes, **properties: Any) -> None:
        """Returns once the JSON `body` is on its way; an error of AWAY when it is not.

        To be called within an `eventlet.Timeout`, for the wait for one's turn has no limit of its own.
        """
        message = Message(
            body,
            content_type="application/json",
            content_encoding="utf-8",
            delivery_mode=1,
            user_id=self._user,
            **properties,
        )
        with self._turn:
            had_a_connection = self._channel is not None
            try:
                self._write(message, routing_key)
            except Blocked:
                raise
            except AWAY:
                if not had_a_connection:
                    raise
                self._write(message, routing_key)  # it went away since the message before, and may be back

    def _write(self, message: Message, routing_key: str) -> None:
        try:
            if self._channel is None:
                self._open()
            self._listen()
            if not self._blocked:
                self._channel.basic_publish(message, EXCHANGE, routing_key)
        except BaseException:  # a time-out too
            self._drop()
            raise
        if self._blocked:
            raise Blocked("the broker is short of memory or disk")

    def _open(self) -> None:
        options = {"on_blocked": self._on_blocked, "on_unblocked": self._on_unblocked}
        parameters = connection(
            self._amqp_uri, connect_timeout=CONNECT_SECONDS, heartbeat=0, transport_options=options
        )
        self._blocked = False
        self._connection = parameters.transport.establish_connection()
        self._channel = self._connection.channel()

    def _listen(self) -> None:
        """What the broker has said since the last message: that it is short of memory, that it closes."""
        try:
            while True:
                self._connection.drain_events(timeout=0)
        except TimeoutError:
            return

    def _drop(self) -> None:
        connection, self._connection, self._channel = self._connection, None, None
        if connection is not None:
            connection.collect()

    def _on_blocked(self, reason: str) -> None:
        self._blocked = True

    def _on_unblocked(self) -> None:
        self._blocked = False
