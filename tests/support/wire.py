"""Calls put together by hand, as whoever may write to the broker could."""

import json
from collections.abc import Mapping
from datetime import timedelta
from typing import Any

import pika

from chassis.call import Call, Caller, Carrier, sign
from chassis.clock import now
from chassis.ids import new_id
from chassis.keys import SigningKey
from tests.support.polling import until


class Wire:
    """`replies` is a queue of one's own, as the gateway has one."""

    def __init__(self, channel: Any, key: SigningKey, service: str = "echo") -> None:
        self._channel, self._key, self._service = channel, key, service
        self.replies = self.another_queue()

    def another_queue(self) -> str:
        queue: str = self._channel.queue_declare("", exclusive=True).method.queue
        self._channel.queue_bind(queue, "nameko-rpc", queue)
        return queue

    def signed(
        self,
        method: str,
        body: Mapping[str, Any],
        seconds: float = 20,
        *,
        id: str = "1",
        command_id: str = "k",
        service: str | None = None,
        key: SigningKey | None = None,
    ) -> bytes:
        """A message to be sent under this id, to be answered to `replies`."""
        call = Call(
            caller=Caller(id="hand", roles=frozenset({"secretariat"})),
            command_id=command_id,
            deadline=now() + timedelta(seconds=seconds),
            language="th",
            correlation_id=new_id(),
        )
        carrier = Carrier(id=id, reply_to=self.replies)
        token = sign(call, service or self._service, method, body, key or self._key, carrier)
        return json.dumps({"args": [token, body], "kwargs": {}}).encode()

    def send(self, method: str, message: bytes, id: str = "1", **properties: Any) -> None:
        usual = {
            "content_type": "application/json",
            "content_encoding": "utf-8",
            "reply_to": self.replies,
            "correlation_id": id,
        }
        self._channel.basic_publish(
            "nameko-rpc",
            f"{self._service}.{method}",
            message,
            pika.BasicProperties(**{**usual, **properties}),
        )

    def reply(self, queue: str | None = None) -> dict[str, Any]:
        """`{"ok": view}` or `{"error": …}`, and under `id` what it is the answer to."""
        answer = until(lambda: self._next(queue or self.replies))
        assert answer is not None
        properties, body = answer
        return {**json.loads(body)["result"], "id": properties.correlation_id}

    def silent(self, queue: str | None = None) -> bool:
        return self._next(queue or self.replies) is None

    def _next(self, queue: str) -> tuple[Any, bytes] | None:
        _, properties, body = self._channel.basic_get(queue, auto_ack=True)
        return None if body is None else (properties, body)
