"""The asking side of RPC, for the gateway: signs, sends, and waits no longer than the deadline."""

from datetime import timedelta
from typing import Any

import eventlet
from nameko.extensions import DependencyProvider

from chassis import clock, log
from chassis.broker import SteadyReplyListener, encode
from chassis.call import Call, Caller, Carrier, Language, sign
from chassis.commands import View
from chassis.config import BODY_LIMIT, DEADLINE_SECONDS, Settings
from chassis.errors import TooLarge, Unavailable, WaraError, from_wire
from chassis.ids import new_id
from chassis.keys import KeyFile, SigningKey
from chassis.sender import AWAY, Sender

logger = log.get(__name__)
Body = dict[str, Any]


class RpcClient(DependencyProvider):
    """One client a container; its methods may be called from any green thread."""

    listener = SteadyReplyListener()

    def setup(self) -> None:
        settings: Settings = self.container.config["settings"]
        self.key = KeyFile(settings.env.path("CALL_PRIVATE_KEY_FILE"), SigningKey.read)
        self.sender = Sender(settings.amqp_uri)

    def get_dependency(self, worker_ctx: Any) -> "RpcClient":
        return self

    def call(
        self,
        service: str,
        method: str,
        body: Body,
        *,
        caller: Caller,
        command_id: str | None = None,
        language: Language = "th",
        correlation_id: str | None = None,
        traceparent: str | None = None,
        deadline: float = DEADLINE_SECONDS,
    ) -> View:
        """The method's view; raises the WaraError it answered with, Unavailable when none came in time."""
        call = Call(
            caller=caller,
            command_id=command_id or new_id(),
            deadline=clock.now() + timedelta(seconds=deadline),
            language=language,
            correlation_id=correlation_id or new_id(),
            traceparent=traceparent,
        )
        carrier = Carrier(id=new_id(), reply_to=self.listener.routing_key)
        token = sign(call, service, method, body, self.key.current(), carrier)
        message = encode({"args": [token, body], "kwargs": {}}).encode("utf-8", "surrogatepass")
        if len(message) > BODY_LIMIT:
            raise TooLarge(limit=BODY_LIMIT)
        reply = self._exchange(f"{service}.{method}", message, carrier, deadline)
        if "error" in reply:
            raise from_wire(reply["error"])
        view: View = reply["ok"]
        return view

    def _exchange(self, routing_key: str, message: bytes, carrier: Carrier, seconds: float) -> Body:
        waiting = self.listener.get_reply_event(carrier.id)
        try:
            with eventlet.Timeout(seconds, Unavailable()):
                self.sender.send(
                    routing_key,
                    message,
                    reply_to=carrier.reply_to,
                    correlation_id=carrier.id,
                    expiration=str(round(seconds * 1000)),
                )
                reply = waiting.wait()
        except AWAY as error:
            raise Unavailable() from error
        finally:
            self.listener.forget(carrier.id)
        if reply.get("error") or not isinstance(reply.get("result"), dict):
            logger.error("reply_unusable", method=routing_key)
            raise WaraError()
        result: Body = reply["result"]
        return result
