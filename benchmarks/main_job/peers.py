"""The two systems that are measured: ours, and stock nameko on the same broker and store."""

import subprocess
import sys
import time
import uuid
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from typing import Any

import requests
from pymongo import MongoClient

from benchmarks.main_job.doors import Door
from wara.api import Api
from wara.demo.figures import UNDER_WAY
from wara.stack import Stack

DATABASE = "bench_stock"
STOCK_PORT = 8099
READY_SECONDS = 30


class Ours:
    def __init__(self, stack: Stack, session: requests.Session) -> None:
        gateway = stack.urls.gateway
        self.office = Api(session, gateway, stack.token("secretariat"))
        self.member: str = self.office.post("/v1/members", organisation())["id"]
        token = stack.token("representative", member=self.member)
        self.speaking = Api(session, gateway, token)
        self._proposal = {
            "title": {"th": "ข้อเสนอเพื่อการวัด", "en": "A proposal to measure with"},
            "rationale": {"th": "เพื่อการวัด", "en": "For measuring."},
            "sdgs": [6, 17],
            "purpose": "consideration",
            "proposed_by": self.member,
        }
        self.door = Door(stack.plan.ports.gateway, "/v1/proposals", {"Authorization": f"Bearer {token}"})

    def drafts(self, count: int) -> list[str]:
        with ThreadPoolExecutor(4) as pool:
            made = pool.map(lambda _: self.speaking.post("/v1/proposals", self._proposal), range(count))
            return [proposal["id"] for proposal in made]

    def settle(self) -> None:
        """Returns when the letters that the last load caused are sent."""
        while any(self._counts().get(status) for status in UNDER_WAY):
            time.sleep(1)

    def _counts(self) -> dict[str, int]:
        by_status: dict[str, int] = self.office.get("/v1/notifications/counts")["by_status"]
        return by_status


class Stock:
    def __init__(self, stack: Stack, view: dict[str, Any]) -> None:
        """`view` is what one proposal of ours says; theirs say the same."""
        self._client: MongoClient[dict[str, Any]] = MongoClient(stack.urls.mongodb)
        self._view = view
        self.door = Door(STOCK_PORT + stack.plan.ports.offset, "/proposals", {})

    def drafts(self, count: int) -> list[str]:
        rows = [{**self._view, "_id": str(uuid.uuid4()), "status": "draft"} for _ in range(count)]
        self._client[DATABASE].proposals.insert_many(rows)
        return [row["_id"] for row in rows]

    def forget(self) -> None:
        self._client.drop_database(DATABASE)
        self._client.close()


@contextmanager
def stock(stack: Stack, view: dict[str, Any]) -> Iterator[Stock]:
    peer = Stock(stack, view)
    environment = {
        "AMQP_URI": stack.urls.amqp,
        "MONGODB_URI": stack.urls.mongodb,
        "MONGODB_DATABASE": DATABASE,
        "WEB_PORT": str(peer.door.port),
    }
    command = [sys.executable, "-W", "ignore", "-m", "benchmarks.main_job.stock"]
    with open(stack.folder.log / "stock.log", "ab") as log:
        processes = [
            subprocess.Popen([*command, which], env=environment, stdout=log, stderr=log)
            for which in ("service", "gateway")
        ]
    try:
        wait_for(peer)
        yield peer
    finally:
        for process in processes:
            process.kill()
            process.wait()
        peer.forget()


def wait_for(peer: Stock) -> None:
    (probe,) = peer.drafts(1)
    deadline = time.monotonic() + READY_SECONDS
    while time.monotonic() < deadline:
        try:
            if requests.get(f"http://127.0.0.1:{peer.door.port}/proposals/{probe}", timeout=3).ok:
                return
        except requests.RequestException:
            time.sleep(0.2)
    raise TimeoutError("the stock nameko gateway does not answer")


def organisation() -> dict[str, Any]:
    mark = uuid.uuid4().hex[:8]
    return {
        "kind": "civil_society",
        "name": {"th": f"องค์กรเพื่อการวัด {mark}", "en": f"Organisation to measure with {mark}"},
        "representative": {
            "name": {"th": {"given": "ผู้แทน", "family": "หนึ่ง"}},
            "email": f"rep@{mark}.example",
            "language": "th",
        },
    }
