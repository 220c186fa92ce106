"""nameko's broker connection, mended where it hangs, dawdles or takes the container with it.

- A consumer whose connection missed its heartbeat hangs in closing a half-open socket (kombu#670): what is
  left of such a connection is collected with a time limit.
- Reconnecting backs off 2, 4, 6 … 30 s: ours goes from 0.2 to 2 s. A stop ends it.
- A stop closes the connection under the calls that are being worked on: ours waits for them. It is seen
  within a second, and ends a second later where nothing is heard: ours within 0.4 s each.
- Where a reply cannot be sent, or none was asked for, nameko's container dies: ours goes on, for a caller
  repeats what it got no answer to.
- A method of nameko's does not know the message that it was called with: ours is given its `Carrier`.
- A connection of nameko's believes every certificate, and keeps to one password: ours does neither.
- The exchange of calls is declared by all, who may then delete it too: ours is where it is not there.
"""

import json
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Any

import eventlet
import kombu.serialization
from amqp.exceptions import NotFound
from nameko.messaging import QueueConsumer
from nameko.rpc import ReplyListener, Rpc, RpcConsumer

from chassis import log
from chassis.call import Carrier
from chassis.config import BODY_LIMIT
from chassis.errors import TooLarge, WaraError
from chassis.sender import AWAY, Sender
from chassis.sender import connection as connection_to

SERIALIZER = "wara-json"
REPLY_SECONDS = 2.5
POLL_SECONDS = 0.4
"""How long a consumer that hears nothing waits before it looks whether it is to stop."""

logger = log.get(__name__)


def encode(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


kombu.serialization.register(
    SERIALIZER, encode, json.loads, content_type="application/json", content_encoding="utf-8"
)


def config(amqp_uri: str, max_workers: int = 50) -> dict[str, Any]:
    """nameko's settings for a container of ours."""
    return {
        "AMQP_URI": amqp_uri,
        "serializer": SERIALIZER,
        "ACCEPT": [SERIALIZER],
        "HEARTBEAT": 10,
        "max_workers": max_workers,
        "TRANSPORT_OPTIONS": {
            "max_retries": 3,
            "interval_start": 0.2,
            "interval_step": 0.2,
            "interval_max": 2,
        },
    }


class StoppedWhileAway(Exception):
    """The container was told to stop while the broker could not be reached."""


class SteadyQueueConsumer(QueueConsumer):
    connected = False
    _pending_remove_providers: dict[Any, Any]

    def run(self) -> None:
        try:
            super().run()
        except StoppedWhileAway:
            for removed in self._pending_remove_providers.values():
                removed.send()
            self._pending_remove_providers = {}

    def on_connection_error(self, error: Exception, interval: float) -> None:
        super().on_connection_error(error, interval)
        if self._pending_remove_providers or not self._providers or self.should_stop:
            raise StoppedWhileAway

    @property
    def connection(self) -> Any:
        """Asked for before each attempt."""
        given = self.container.config
        return connection_to(
            self.amqp_uri, heartbeat=given["HEARTBEAT"], transport_options=given["TRANSPORT_OPTIONS"]
        )

    def get_consumers(self, consumer_cls: Any, channel: Any) -> Any:
        for provider in self._providers:
            _make_where_missing(provider.queue.exchange, channel.connection)
        return super().get_consumers(consumer_cls, channel)

    def consume(self, *args: Any, **kwargs: Any) -> Iterator[None]:
        consumed: Iterator[None] = super().consume(*args, safety_interval=POLL_SECONDS, **kwargs)
        return consumed

    def on_iteration(self) -> None:
        """The connection stays until the last call that is being worked on is acknowledged."""
        self._cancel_consumers_if_requested()
        if not self._consumers and not self.container._worker_pool.running():
            self.should_stop = True

    @contextmanager
    def establish_connection(self) -> Iterator[Any]:
        with self.create_connection() as connection:
            connection.ensure_connection(
                self.on_connection_error,
                self.connect_max_retries,
                interval_start=0.2,
                interval_step=0.2,
                interval_max=2,
            )
            try:
                yield connection
            except Exception:
                connection.collect(socket_timeout=1)
                raise
            finally:
                self.connected = False

    def on_consume_ready(self, connection: Any, channel: Any, consumers: Any, **kwargs: Any) -> None:
        super().on_consume_ready(connection, channel, consumers, **kwargs)
        self.connected = True

    def ack_message(self, message: Any) -> None:
        with suppress(*AWAY):  # the broker takes back what was not acknowledged
            super().ack_message(message)

    def requeue_message(self, message: Any) -> None:
        with suppress(*AWAY):
            super().requeue_message(message)


def _make_where_missing(exchange: Any, connection: Any) -> None:
    """From then on kombu only asks whether it is there."""
    exchange.passive = True
    try:
        with connection.channel() as channel:
            exchange(channel).declare()
    except NotFound:
        with connection.channel() as channel:
            exchange(channel).declare(passive=False)


def connected(container: Any) -> bool:
    """Whether every consumer of the container has the broker's ear."""
    consumers = [one for one in container.extensions if isinstance(one, SteadyQueueConsumer)]
    return all(consumer.connected for consumer in consumers)


class SteadyRpcConsumer(RpcConsumer):
    queue_consumer = SteadyQueueConsumer()

    def setup(self) -> None:
        super().setup()
        self.sender = Sender(self.container.config["AMQP_URI"])

    def handle_result(self, message: Any, result: Any, exc_info: Any) -> Any:
        """`exc_info` is there when the message was no call to any of our methods. No result is no reply."""
        if exc_info is not None:
            logger.error("call_malformed", reason=type(exc_info[1]).__name__)
            result = {"error": WaraError().to_wire()}
        if result is not None and (address := message.properties.get("reply_to")):
            self._reply(address, message.properties.get("correlation_id"), result)
        self.queue_consumer.ack_message(message)
        return result, exc_info

    def _reply(self, address: str, correlation_id: str | None, result: Any) -> None:
        try:
            body = encode({"result": result, "error": None}).encode()
            if len(body) > BODY_LIMIT:
                raise TooLarge(limit=BODY_LIMIT)
            with eventlet.Timeout(REPLY_SECONDS, TimeoutError()):
                self.sender.send(address, body, correlation_id=correlation_id)
        except TooLarge as error:
            self._reply(address, correlation_id, {"error": error.to_wire()})
        except (TypeError, ValueError):
            logger.exception("reply_unspeakable")
            self._reply(address, correlation_id, {"error": WaraError().to_wire()})
        except AWAY as error:
            logger.warning("reply_lost", reason=type(error).__name__)


class SteadyRpc(Rpc):
    rpc_consumer = SteadyRpcConsumer()

    def handle_message(self, body: Any, message: Any) -> None:
        """The carrier is the last argument, after those that the message brings."""
        super().handle_message({**body, "args": [*body["args"], _carrier(message)]}, message)


def _carrier(message: Any) -> Carrier:
    given = message.properties
    return Carrier(
        id=given.get("correlation_id") or "",
        reply_to=given.get("reply_to") or "",
        redelivered=bool(message.delivery_info.get("redelivered")),
    )


class SteadyReplyListener(ReplyListener):
    queue_consumer = SteadyQueueConsumer()

    def forget(self, correlation_id: str) -> None:
        """Nobody waits for this reply any more."""
        self._reply_events.pop(correlation_id, None)


steady_rpc = SteadyRpc.decorator
