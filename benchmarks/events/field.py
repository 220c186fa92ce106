"""Where events are measured: one broker, one store, the same events for everybody, one at a time."""

import json
import subprocess
import sys
from contextlib import AbstractContextManager
from dataclasses import asdict
from functools import cached_property
from pathlib import Path

from benchmarks.bench import Bench
from benchmarks.events import rows, sample
from benchmarks.events.job import Answer, Job
from benchmarks.events.queues import EXCHANGE, Queues
from benchmarks.events.rows import Rows

ROOT = Path(__file__).resolve().parents[2]
HEALTH_PORT = 9190
SECONDS = 900
ENVIRONMENTS = {"faststream_peer": str(ROOT / ".venv-bench/bin/python")}


class Field:
    def __init__(self, bench: Bench, count: int) -> None:
        self.count = count
        self.queues = Queues(bench.stack.urls.amqp)
        self.events = bench.stack.folder.path / f"events-{count}.jsonl"
        self._stack = bench.stack
        self.renew()

    def renew(self) -> None:
        """Other events from here on, for a store that knows the last."""
        sample.write(self.events, self.count)

    def database(self) -> AbstractContextManager[Rows]:
        return rows.database(self._stack.urls.mongodb, drop="store" not in self._stack.programs)

    def run(self, peer: str, what: str, *, database: str = "", queue: str = "", bad: int = 0) -> Answer:
        """What a child answers to a job; it has the machine to itself but for broker and store."""
        job = Job(
            what=what,
            count=self.count,
            bad=bad,
            amqp_uri=self._stack.urls.amqp,
            mongodb_uri=self._stack.urls.mongodb,
            database=database,
            exchange=EXCHANGE,
            queue=queue,
            events=str(self.events),
            health_port=HEALTH_PORT + self._stack.plan.ports.offset,
            groups=self._groups,
        )
        python = ENVIRONMENTS.get(peer, sys.executable)
        command = [python, "-W", "ignore", "-m", f"benchmarks.events.{peer}"]
        told = json.dumps(asdict(job)).encode()
        log = self._stack.folder.log / f"{peer}.log"
        with open(log, "ab") as errors:
            done = subprocess.run(
                command, cwd=ROOT, input=told, stdout=subprocess.PIPE, stderr=errors, timeout=SECONDS
            )
        assert done.returncode == 0, f"{peer} ended with {done.returncode} at {what}; its log is {log}"
        answer: Answer = json.loads(done.stdout.splitlines()[-1])
        return answer

    @cached_property
    def _groups(self) -> dict[str, int]:
        """Broker and store by process group, where they run here."""
        processes = self._stack.processes()
        named = {"broker": "rabbitmq", "store": "store"}
        return {name: processes[program].pid for name, program in named.items() if program in processes}
