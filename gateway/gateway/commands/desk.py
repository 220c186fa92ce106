"""A partner's commands, from its queue: one after the other, each answered before it is acknowledged.

What cannot be carried out now keeps its place, so that what the partner told later does not overtake it. Of
several gateways the broker lets one hear; a command that was under way in one that ends comes to another.
"""

import hashlib
import time
from collections.abc import Callable
from typing import Any

import eventlet
from amqp import Message

from chassis import clock, log, sender, topology
from chassis.call import Caller
from chassis.envelope import CONTENT_TYPE, Event, encode, headers_of
from chassis.errors import Denied, Unavailable, WaraError
from gateway.commands import answers
from gateway.commands.command import Command, attributes_of, id_of
from gateway.commands.office import USER_ID_REQUIRED, Office, Outcome
from gateway.roles import PARTNER

HEARTBEAT_SECONDS, DRAIN_SECONDS, CONFIRM_SECONDS = 20, 1.0, 10.0
FIRST_DELAY, LONGEST_DELAY, AWAY_SECONDS = 0.5, 15.0, 5.0
PATIENCE_SECONDS = 60.0
"""For a fact that may still arrive, and for a fault of ours; who is away is waited for."""

logger = log.get(__name__)
Refused = Callable[[str, WaraError, str], None]


class Desk:
    """In a green thread of its own. `granted` are the types that it may tell now."""

    def __init__(self, partner: str, amqp_uri: str, office: Office, refused: Refused) -> None:
        """`refused` hears of the partner, why, and of which command."""
        self.granted: list[str] = []
        self._partner = partner
        self._uri = amqp_uri
        self._office = office
        self._refused = refused
        self._held: Any = None
        self._since = self._due = 0.0
        self._delay = FIRST_DELAY
        self._closed = False

    def close(self) -> None:
        self._closed = True

    def run(self) -> None:
        while not self._closed:
            try:
                self._listen()
            except sender.AWAY as error:
                logger.warning("commands_not_heard", partner=self._partner, reason=type(error).__name__)
                eventlet.sleep(AWAY_SECONDS)
            except Exception:
                # what a partner sends may be nothing that a client of AMQP can read
                logger.exception("commands_not_heard", partner=self._partner)
                eventlet.sleep(AWAY_SECONDS)

    def _listen(self) -> None:
        parameters = sender.connection(
            self._uri, connect_timeout=sender.CONNECT_SECONDS, heartbeat=HEARTBEAT_SECONDS
        )
        connection = parameters.transport.establish_connection()
        try:
            channel = connection.channel()
            channel.basic_qos(0, 1, False)
            self._held = None
            channel.basic_consume(topology.partner_commands(self._partner), callback=self._hold)
            while not self._closed:
                self._turn(connection, channel)
        finally:
            connection.collect()

    def _turn(self, connection: Any, channel: Any) -> None:
        left = self._due - time.monotonic() if self._held else DRAIN_SECONDS
        try:
            connection.drain_events(timeout=min(max(left, 0.01), DRAIN_SECONDS))
        except TimeoutError:
            connection.heartbeat_tick()
        if self._held and time.monotonic() >= self._due:
            self._attend(channel)

    def _hold(self, message: Any) -> None:
        self._held, self._since, self._due, self._delay = message, time.monotonic(), 0.0, FIRST_DELAY

    def _attend(self, channel: Any) -> None:
        answer = self._answer(self._held)
        if answer is None:
            self._due = time.monotonic() + self._delay
            self._delay = min(2 * self._delay, LONGEST_DELAY)
            return
        channel.basic_publish_confirm(
            message_of(answer),
            topology.ANSWERS,
            self._partner,
            mandatory=True,
            confirm_timeout=CONFIRM_SECONDS,
        )
        channel.basic_ack(self._held.delivery_tag)
        self._held = None

    def _answer(self, message: Any) -> Event | None:
        """None where it is to be tried again; a fault of ours holds up what comes after it for a minute."""
        command, attributes = None, dict[str, Any]()
        try:
            attributes |= self._attributes(message)
            self._must_be_theirs(message)
            command = Command.of(attributes)
            caller = Caller(id=self._partner, roles=frozenset({PARTNER}))
            outcome = self._office.carry_out(caller, self.granted, command)
        except Exception as error:  # noqa: BLE001 - whatever it is, the partner is answered
            refusal = self._refusal(error)
            if self._is_worth_repeating(refusal):
                return None
            outcome = Outcome(at=clock.to_wire(clock.now()), refusal=refusal)
        return self._said(message, id_of(attributes), command, outcome)

    def _refusal(self, error: Exception) -> WaraError:
        if isinstance(error, WaraError):
            return error
        logger.error("command_failed", partner=self._partner, exc_info=error)
        return WaraError()

    def _said(self, message: Any, id: str | None, command: Command | None, outcome: Outcome) -> Event:
        """What is no command, or not told rightly, is named all the same by an `id` that can be read."""
        body = hashlib.sha256(bytes_of(message)).hexdigest()
        if outcome.refusal is not None:
            self._refused(self._partner, outcome.refusal, id or body)
            if command is None:
                return answers.refused(self._partner, id, None, outcome.refusal, outcome.at, body)
        assert command is not None
        return answers.answer(self._partner, command, outcome)

    def _must_be_theirs(self, message: Any) -> None:
        """The broker has checked that a `user_id` is the sender's own."""
        if message.properties.get("user_id") != topology.partner_user(self._partner):
            raise Denied(USER_ID_REQUIRED)

    def _attributes(self, message: Any) -> dict[str, Any]:
        headers = message.headers or {}
        attributes = attributes_of(bytes_of(message), message.properties.get("content_type"), headers)
        return {"traceparent": headers.get("traceparent"), **attributes}

    def _is_worth_repeating(self, error: WaraError) -> bool:
        passing = error.kind in ("not_yet_known", "internal")
        in_time = time.monotonic() < self._since + PATIENCE_SECONDS
        return isinstance(error, Unavailable) or (passing and in_time)


def bytes_of(message: Any) -> bytes:
    body: bytes | str = message.body
    return body.encode("utf-8", "surrogatepass") if isinstance(body, str) else body


def message_of(event: Event) -> Message:
    return Message(
        encode(event),
        content_type=CONTENT_TYPE,
        content_encoding="utf-8",
        delivery_mode=2,
        message_id=event.id,
        type=event.type,
        correlation_id=event.causationid,
        app_id=event.source,
        application_headers=headers_of(event.to_dict()),
    )
