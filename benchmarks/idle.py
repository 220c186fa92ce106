"""What our processes use while nothing happens."""

import time
from dataclasses import dataclass

from benchmarks import cpu, results
from benchmarks.bench import Bench

SETTLE_SECONDS, SECONDS = 20, 30
SERVERS = ("epmd", "rabbitmq", "store")

PAGE = """\
The whole system on one machine, up for {settle} s and with nothing to do, over {seconds} s: processor
time of each process and its children, as a share of one core. Broker and store are not ours and not in
the sum; what they do for us while we are idle stands below it.

| process | of one core |
|---|---|
{rows}
| **ours together** | **{ours:.2%}** |
{servers}
"""


@dataclass(frozen=True)
class Use:
    name: str
    share: float

    @property
    def row(self) -> str:
        return f"| {self.name} | {self.share:.2%} |"


def measure(bench: Bench) -> None:
    bench.stack.start_services()
    seconds = max(SECONDS // bench.divisor, 5)
    print(f"Idle, {seconds} s ...", flush=True)
    time.sleep(max(SETTLE_SECONDS // bench.divisor, 5))
    groups = {name: process.pid for name, process in bench.stack.processes().items() if process.pid}
    begun, before = time.monotonic(), {name: cpu.of_group(pid) for name, pid in groups.items()}
    time.sleep(seconds)
    passed, after = time.monotonic() - begun, {name: cpu.of_group(pid) for name, pid in groups.items()}
    uses = [Use(name, (after[name] - before[name]) / passed) for name in groups]
    ours = [use for use in uses if use.name not in SERVERS]
    servers = [use for use in uses if use.name in SERVERS]
    whole = sum(use.share for use in ours)
    page = results.head("Idle, measured", "idle") + PAGE.format(
        settle=max(SETTLE_SECONDS // bench.divisor, 5),
        seconds=seconds,
        rows="\n".join(use.row for use in ours),
        ours=whole,
        servers="\n".join(use.row for use in servers),
    )
    data = {"ours": whole, "seconds": passed, "shares": {use.name: use.share for use in uses}}
    results.keep("idle", page, data, bench.results)
