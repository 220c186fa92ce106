"""`python -m benchmarks.main_job.client`: a load of HTTP requests, a process of its own lest it be the limit.

Reads {"port", "method", "paths", "headers", "clients"} as JSON from stdin. That many clients, each on one
connection that it keeps, ask for each path once, and again under the same Idempotency-Key where the answer is
503. Prints {"seconds", "statuses", "milliseconds"}; a request's milliseconds run until it is answered.
"""

import http.client
import json
import sys
import threading
import time
import uuid
from collections import Counter
from collections.abc import Iterator
from typing import Any

AWAY = 503
Job = dict[str, Any]


class Load:
    def __init__(self, job: Job) -> None:
        self._job = job
        self._paths: Iterator[str] = iter(job["paths"])
        self._taking = threading.Lock()
        self._statuses: Counter[int] = Counter()
        self._milliseconds: list[float] = []

    def run(self) -> Job:
        clients = [threading.Thread(target=self._client) for _ in range(self._job["clients"])]
        begun = time.perf_counter()
        for client in clients:
            client.start()
        for client in clients:
            client.join()
        seconds = time.perf_counter() - begun
        return {"seconds": seconds, "statuses": self._statuses, "milliseconds": self._milliseconds}

    def _client(self) -> None:
        connection = http.client.HTTPConnection("127.0.0.1", self._job["port"], timeout=30)
        connection.connect()
        while (path := self._next()) is not None:
            begun, key, status = time.perf_counter(), str(uuid.uuid4()), AWAY
            while status == AWAY:
                status = self._ask(connection, path, key)
                self._statuses[status] += 1
            self._milliseconds.append((time.perf_counter() - begun) * 1000)
        connection.close()

    def _next(self) -> str | None:
        with self._taking:
            return next(self._paths, None)

    def _ask(self, connection: http.client.HTTPConnection, path: str, key: str) -> int:
        method, headers = self._job["method"], dict(self._job["headers"])
        if method == "POST":
            headers |= {"Idempotency-Key": key, "Content-Type": "application/json"}
        connection.request(method, path, body="{}" if method == "POST" else None, headers=headers)
        response = connection.getresponse()
        response.read()
        return response.status


if __name__ == "__main__":
    json.dump(Load(json.load(sys.stdin)).run(), sys.stdout)
