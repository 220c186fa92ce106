"""From the answer to a submitted proposal to its event at an independent subscriber."""

import json
import time
from collections.abc import Iterator
from contextlib import contextmanager
from multiprocessing import get_context
from multiprocessing.connection import Connection
from typing import Any

import pika

SUBMITTED = "agenda.proposal.submitted.v1"


def subscribe(amqp_uri: str, told: Connection) -> None:
    """Tells (subject, time) of each event as it comes; the clock is the same for all processes."""
    channel = pika.BlockingConnection(pika.URLParameters(amqp_uri)).channel()
    queue = channel.queue_declare("", exclusive=True).method.queue
    channel.queue_bind(queue, "agenda.events", SUBMITTED)
    told.send("bound")
    for _, _, body in channel.consume(queue, auto_ack=True):
        heard_at = time.monotonic()
        told.send((json.loads(body)["subject"], heard_at))


@contextmanager
def subscriber(amqp_uri: str) -> Iterator[Connection]:
    """In a process of its own."""
    context = get_context("spawn")
    ours, theirs = context.Pipe()
    process = context.Process(target=subscribe, args=(amqp_uri, theirs), daemon=True)
    process.start()
    try:
        assert ours.recv() == "bound"
        yield ours
    finally:
        process.terminate()
        process.join()


def measure(speaking: Any, drafts: list[str], amqp_uri: str) -> list[float]:
    """Milliseconds for each; a proposal is submitted when the event of the one before has been heard."""
    milliseconds = []
    with subscriber(amqp_uri) as heard:
        for draft in drafts:
            speaking.post(f"/v1/proposals/{draft}/submit")
            answered_at = time.monotonic()
            subject, heard_at = heard.recv()
            assert subject == f"proposals/{draft}"
            milliseconds.append(max(heard_at - answered_at, 0) * 1000)
    return milliseconds
