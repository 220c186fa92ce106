"""What the services' databases hold, read past the services; and what waits at the broker."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import pika
import pymongo
import requests
from pymongo.collection import Collection
from pymongo.database import Database

from agenda import worker as agenda
from chassis.eventlog import STREAMS, EventLog
from chassis.generations import Generations, placed, read_generations
from chassis.ids import in_parts
from membership import worker as membership
from notify import worker as notify
from wara.stack import Stack

Row = dict[str, Any]
WORKERS = {one.WORKER.service: one.WORKER for one in (membership, agenda, notify)}
SERVICES = tuple(WORKERS)
STREAM_OF = {stream.log: stream for stream in STREAMS}
LOGS = tuple(STREAM_OF)
STRETCH = 1000


@dataclass(frozen=True)
class Ends:
    """The last sequence of each log, and the dead rows of each service, at one moment."""

    logs: dict[tuple[str, str], int]
    dead: dict[str, int]


class Books:
    def __init__(self, stack: Stack, client: "pymongo.MongoClient[Row]") -> None:
        self._client = client
        self._names = {
            service: stack.programs[f"{service}-serve"].environment["MONGODB_DATABASE"]
            for service in SERVICES
        }

    def of(self, service: str) -> Database[Row]:
        return self._client[self._names[service]]

    def generation(self, service: str) -> Generations:
        return read_generations(self.of(service))

    def projection(self, service: str, name: str) -> Collection[Row]:
        """What it keeps of the others' facts under this name, in the generation in use."""
        return self.of(service)[placed(name, self.generation(service).current)]

    def ends(self) -> Ends:
        logs = {(service, log): self.end(service, log) for service in SERVICES for log in LOGS}
        return Ends(logs, {service: self.failed(service, "dead") for service in SERVICES})

    def end(self, service: str, log: str) -> int:
        """The sequence of its newest entry, found as the relay finds it: a sort reads the whole log."""
        return EventLog(self.of(service), STREAM_OF[log]).last()

    def entries(self, service: str, log: str, after: int, through: int) -> list[Row]:
        """In order; read in stretches bounded on both sides, because the embedded store scans others."""
        found: list[Row] = []
        for start in range(after, through, STRETCH):
            bounds = {"sequence": {"$gt": start, "$lte": min(start + STRETCH, through)}}
            found += self.of(service)[log].find(bounds).sort("sequence", 1)
        return found

    def watermark(self, service: str, log: str) -> int:
        mark = self.of(service)["watermarks"].find_one({"_id": log})
        return int(mark["through"]) if mark else 0

    def untold(self, service: str) -> int:
        """Events that committed and that the broker has not confirmed."""
        behind = sum(self.end(service, log) - self.watermark(service, log) for log in LOGS)
        return behind + self.of(service)["outbox"].count_documents({})

    def failed(self, service: str, status: str) -> int:
        return self.of(service)["inbox_failed"].count_documents({"status": status})

    def set_aside(self, service: str) -> list[str]:
        """Why each event that waits for another try does, without what it says."""
        rows = self.of(service)["inbox_failed"].find({"status": "waiting"})
        return [f"{row['type']} ({row['attempts']} tries): {row['reason']}" for row in rows]

    def heard(self, service: str, ids: list[str]) -> set[str]:
        """Those of the events that the service has in its inbox."""
        inbox = self.of(service)["inbox"]
        return {
            row["_id"] for part in in_parts(ids) for row in inbox.find({"_id": {"$in": part}}, {"_id": 1})
        }


@contextmanager
def opened(stack: Stack) -> Iterator[Books]:
    client: pymongo.MongoClient[Row] = pymongo.MongoClient(
        stack.urls.mongodb, tz_aware=True, serverSelectionTimeoutMS=10_000
    )
    with client:
        yield Books(stack, client)


def queued(amqp_uri: str, *queues: str) -> dict[str, int]:
    """Messages that are ready in each queue; known at once."""
    connection = pika.BlockingConnection(pika.URLParameters(amqp_uri))
    try:
        channel = connection.channel()
        return {name: channel.queue_declare(name, passive=True).method.message_count for name in queues}
    finally:
        connection.close()


def held(stack: Stack, queue: str) -> int:
    """Messages in it, those delivered and not acknowledged included; -1 before the broker has counted."""
    count: int = managed(stack, f"queues/%2F/{queue}").get("messages", -1)
    return count


def managed(stack: Stack, path: str, method: str = "GET", body: Any = None) -> Any:
    """A call of the broker's management API; its figures are up to five seconds old."""
    url = f"{stack.urls.management}/api/{path}"
    answer = requests.request(method, url, json=body, auth=("guest", "guest"), timeout=10)
    answer.raise_for_status()
    return answer.json() if answer.content else None
