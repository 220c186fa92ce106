"""Plays the cases one after the other into a consumer's queue, and waits for what it says."""

import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import pika
from pika.exceptions import AMQPError, ChannelClosedByBroker

from chassis.connection import connect
from chassis.message import Message, message_of
from wara.conformance import verdict
from wara.conformance.cases import Case, Event, bytes_of
from wara.conformance.report import Report
from wara.problem import Problem

PAUSE_SECONDS = 0.05
NOT_TRIED = "not tried: it has stopped"
HEADERS_OF_NONE = ("data", "datacontenttype")


@dataclass(frozen=True)
class Result:
    case: Case
    fault: str | None


@dataclass(frozen=True, kw_only=True)
class Trial:
    """`patience` is for how many seconds a consumer may take for a case."""

    broker: str
    queue: str
    report: Report
    patience: float

    def run(self, cases: Sequence[Case], plain: Callable[[], Case]) -> list[Result]:
        """Judged at the end, when what comes late has come. Problem where the broker does not answer."""
        try:
            with connect(self.broker) as connection:
                channel = connection.channel()
                channel.confirm_delivery()
                played = list(self._play(channel, cases, plain))
        except ChannelClosedByBroker as error:
            raise Problem(f"{self.queue}: {error.reply_text}; declare the queue first") from None
        except (AMQPError, OSError) as error:
            raise Problem(f"The broker does not answer: {error!r}") from None
        lines = self.report.lines()
        tried = [Result(case, verdict.fault(case, lines)) for case in played]
        return [*tried, *(Result(case, NOT_TRIED) for case in cases[len(played) :])]

    def _play(self, channel: Any, cases: Sequence[Case], plain: Callable[[], Case]) -> Iterator[Case]:
        """Until one after which nothing is dealt with any more."""
        self._waiting(channel)
        for case in cases:
            yield case
            if not self._dealt_with(channel, case) and not self._dealt_with(channel, plain()):
                return
        self._dealt_with(channel, plain())

    def _dealt_with(self, channel: Any, case: Case) -> bool:
        for event in case.played:
            sent = _binary(event, self.queue) if case.binary else _structured(event, self.queue)
            channel.basic_publish(sent.exchange, sent.routing_key, sent.body, sent.properties)
        end = time.monotonic() + self.patience
        while verdict.missing(case, self.report.lines()) or self._waiting(channel):
            if time.monotonic() > end:
                return False
            channel.connection.sleep(PAUSE_SECONDS)
        return True

    def _waiting(self, channel: Any) -> int:
        return int(channel.queue_declare(self.queue, passive=True).method.message_count)


def _structured(event: Event, queue: str) -> Message:
    return message_of({"event": event}, "", queue)


def _binary(event: Event, queue: str) -> Message:
    """As the AMQP binding of CloudEvents has it: the data alone, and everything else in headers."""
    headers = {f"cloudEvents_{name}": event[name] for name in event if name not in HEADERS_OF_NONE}
    about = pika.BasicProperties(
        content_type=event["datacontenttype"], delivery_mode=2, message_id=event["id"], headers=headers
    )
    return Message("", queue, bytes_of(event["data"]), about)
