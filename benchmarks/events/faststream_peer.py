"""`python -m benchmarks.events.faststream_peer`: FastStream on RabbitMQ, in `.venv-bench`."""

import asyncio
from collections.abc import Iterator
from typing import Any

from faststream import AckPolicy
from faststream.rabbit import Channel, ExchangeType, QueueType, RabbitBroker, RabbitExchange, RabbitQueue
from pymongo import AsyncMongoClient

from benchmarks.events import job
from benchmarks.events.effect import EFFECTS, effect
from benchmarks.events.job import Answer, Job, Stopwatch

AT_ONCE = 100


def publish(job: Job) -> Answer:
    return asyncio.run(publishing(job))


async def publishing(job: Job) -> Answer:
    """Each waits for its confirm, a hundred at once; events are given to it as what they are, dicts."""
    events: Iterator[dict[str, Any]] = iter(job.read_events())
    exchange = RabbitExchange(job.exchange, type=ExchangeType.TOPIC, durable=True)
    async with RabbitBroker(job.amqp_uri, logger=None) as broker:
        await broker.declare_exchange(exchange)

        async def tell() -> None:
            for event in events:
                await broker.publish(
                    event, exchange=exchange, routing_key=event["type"], persist=True, message_id=event["id"]
                )

        watch = Stopwatch(job)
        watch.start()
        await asyncio.gather(*(tell() for _ in range(AT_ONCE)))
        return watch.stop()


def consume(job: Job) -> Answer:
    return asyncio.run(consuming(job))


async def consuming(job: Job) -> Answer:
    client: AsyncMongoClient[dict[str, Any]] = AsyncMongoClient(job.mongodb_uri)
    effects = client[job.database][EFFECTS]
    broker = RabbitBroker(job.amqp_uri, logger=None, default_channel=Channel(prefetch_count=AT_ONCE))
    queue = RabbitQueue(job.queue, queue_type=QueueType.QUORUM, durable=True, declare=False)
    watch, done, handled = Stopwatch(job), asyncio.Event(), 0

    @broker.subscriber(queue, ack_policy=AckPolicy.NACK_ON_ERROR)  # type: ignore[untyped-decorator]
    async def hear(event: dict[str, Any]) -> None:
        nonlocal handled
        watch.start()
        await effects.insert_one(effect(event))
        handled += 1
        if handled == job.count:
            done.set()

    async with broker:
        await broker.start()
        await done.wait()
        answer = watch.stop()
    await client.close()
    return answer


if __name__ == "__main__":
    job.main({"publish": publish, "consume": consume})
