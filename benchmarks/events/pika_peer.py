"""`python -m benchmarks.events.pika_peer`: pika with nothing around it."""

import json
from typing import Any

import pika
from pika.adapters.select_connection import SelectConnection
from pymongo import MongoClient

from benchmarks.events import job
from benchmarks.events.effect import EFFECTS, effect
from benchmarks.events.job import Answer, Job, Stopwatch
from chassis.message import Message, message_of

WINDOW, SLICE = 1000, 50  # the quickest of those tried
PREFETCH = 100


class Pipelined:
    """Publishes messages that are ready, in a window of unconfirmed ones that confirms move along."""

    def __init__(self, job: Job, messages: list[Message]) -> None:
        self._messages = messages
        self._sent = self._confirmed = 0
        self._watch = Stopwatch(job)
        self.answer: Answer = {}
        self._connection = SelectConnection(pika.URLParameters(job.amqp_uri), on_open_callback=self._opened)
        self._channel: Any = None

    def run(self) -> Answer:
        self._connection.ioloop.start()
        return self.answer

    def _opened(self, connection: Any) -> None:
        connection.channel(on_open_callback=self._channel_opened)

    def _channel_opened(self, channel: Any) -> None:
        self._channel = channel
        channel.confirm_delivery(self._settled, callback=lambda _: self._begin())

    def _begin(self) -> None:
        self._watch.start()
        self._fill()

    def _fill(self) -> None:
        through = min(self._confirmed + WINDOW, len(self._messages))
        for message in self._messages[self._sent : through]:
            self._channel.basic_publish(
                message.exchange, message.routing_key, message.body, message.properties
            )
        self._sent = through

    def _settled(self, frame: Any) -> None:
        assert isinstance(frame.method, pika.spec.Basic.Ack)
        self._confirmed = self._confirmed + 1 if not frame.method.multiple else frame.method.delivery_tag
        if self._confirmed == len(self._messages):
            self.answer = self._watch.stop()
            self._connection.ioloop.stop()
        elif self._sent - self._confirmed <= WINDOW - SLICE:
            self._fill()


def publish(job: Job) -> Answer:
    """Bodies and properties are made before: what is measured is pika and the broker."""
    events = job.read_events()
    return Pipelined(job, [message_of({"event": one}, job.exchange, one["type"]) for one in events]).run()


def consume(job: Job) -> Answer:
    effects = MongoClient[dict[str, Any]](job.mongodb_uri)[job.database][EFFECTS]
    watch = Stopwatch(job)
    channel = pika.BlockingConnection(pika.URLParameters(job.amqp_uri)).channel()
    channel.basic_qos(prefetch_count=PREFETCH)
    for handled, (method, _, body) in enumerate(channel.consume(job.queue), start=1):
        watch.start()
        effects.insert_one(effect(json.loads(body)))
        channel.basic_ack(method.delivery_tag)
        if handled == job.count:
            break
    answer = watch.stop()
    channel.connection.close()
    return answer


if __name__ == "__main__":
    job.main({"publish": publish, "consume": consume})
