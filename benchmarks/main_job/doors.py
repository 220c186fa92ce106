"""A gateway under load: requests a second with eight clients at once."""

import json
import subprocess
import sys
from dataclasses import dataclass

CLIENTS = 8


@dataclass(frozen=True)
class Rate:
    """`away` is how many answers were 503, for one request that was answered in the end."""

    per_second: float
    p99_milliseconds: float
    away: float


@dataclass(frozen=True)
class Door:
    """Where a gateway is, and what it wants to be told with each request."""

    port: int
    collection: str
    headers: dict[str, str]

    def read(self, id: str, times: int) -> Rate:
        return self._load("GET", [f"{self.collection}/{id}"] * times)

    def submit(self, ids: list[str]) -> Rate:
        return self._load("POST", [f"{self.collection}/{id}/submit" for id in ids])

    def _load(self, method: str, paths: list[str]) -> Rate:
        job = {"port": self.port, "method": method, "paths": paths, "headers": self.headers}
        command = [sys.executable, "-m", "benchmarks.main_job.client"]
        told = json.dumps(job | {"clients": CLIENTS})
        done = subprocess.run(command, input=told, capture_output=True, text=True, check=True)
        result = json.loads(done.stdout)
        statuses = result["statuses"]
        assert statuses["200"] == len(paths), statuses
        away = statuses.get("503", 0) / len(paths)
        times = sorted(result["milliseconds"])
        return Rate(len(paths) / result["seconds"], times[int(len(times) * 0.99)], away)
