"""One measurement, done by a process of its own: a job as JSON on its stdin, what it took on its stdout.

Standard library only: peers run in another environment than ours.
"""

import json
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from benchmarks import cpu

Answer = dict[str, Any]


@dataclass(frozen=True, kw_only=True)
class Job:
    """`events` is a file with one event, as JSON, a line; `groups` are the processes whose CPU time is
    counted beside that of the one measured; `bad` are the events that come besides, and are to be set aside.
    What is not needed for `what` is left empty.
    """

    what: str
    count: int
    amqp_uri: str
    mongodb_uri: str
    database: str = ""
    exchange: str = ""
    queue: str = ""
    events: str = ""
    health_port: int = 0
    bad: int = 0
    groups: dict[str, int] = field(default_factory=dict)

    def read_events(self) -> list[dict[str, Any]]:
        lines = Path(self.events).read_text(encoding="utf-8").splitlines()
        return [json.loads(line) for line in lines[: self.count]]


class Stopwatch:
    def __init__(self, job: Job) -> None:
        self._groups = job.groups
        self._begun: tuple[float, dict[str, float]] | None = None

    def start(self) -> None:
        """Once; further calls change nothing."""
        if self._begun is None:
            self._begun = (time.perf_counter(), self._cpu())

    def stop(self) -> Answer:
        """{"seconds", "cpu": seconds of each, "own" for this process}."""
        assert self._begun is not None
        seconds = time.perf_counter() - self._begun[0]
        cpu_seconds = {name: used - self._begun[1][name] for name, used in self._cpu().items()}
        return {"seconds": seconds, "cpu": cpu_seconds}

    def _cpu(self) -> dict[str, float]:
        others = {name: cpu.of_group(group) for name, group in self._groups.items()}
        return {"own": time.process_time(), **others}


def main(what: dict[str, Callable[[Job], Answer]]) -> None:
    job = Job(**json.load(sys.stdin))
    answer = what[job.what](job)
    json.dump(answer, sys.stdout)
    sys.stdout.flush()
