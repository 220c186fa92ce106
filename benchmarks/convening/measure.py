"""How long it takes until everybody who is called to a meeting has been written to."""

import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path

import requests

from benchmarks.bench import Bench
from benchmarks.convening import page, senders
from benchmarks.convening.mails import mails
from benchmarks.convening.page import Called
from benchmarks.roster import SETTLE_SECONDS, enter, organisations
from wara.api import Api
from wara.demo.figures import UNDER_WAY
from wara.stack import Stack

FEW, MANY = 80, 10_000
SMTP_PORT = 9_700
PATIENCE_SECONDS = 900


class Sink:
    def __init__(self, port: int, file: Path) -> None:
        self.port, self._file = port, file

    def taken(self) -> list[tuple[float, str]]:
        """When, and which Message-ID, in the order in which they came."""
        lines = self._file.read_text(encoding="utf-8").splitlines()
        return [(float(at), id) for at, id in map(str.split, lines)]

    def wait(self, before: int, count: int) -> list[tuple[float, str]]:
        """Those after the first so many, once there are as many different ones."""
        deadline = time.monotonic() + PATIENCE_SECONDS
        while time.monotonic() < deadline:
            mails = self.taken()[before:]
            if len({id for _, id in mails}) >= count:
                return mails
            time.sleep(0.05 if count <= FEW else 1)
        raise TimeoutError(f"{count} mails did not come")


@contextmanager
def sink(port: int, folder: Path) -> Iterator[Sink]:
    file = folder / "mails-taken.txt"
    file.write_text("", encoding="utf-8")
    process = subprocess.Popen([sys.executable, "-m", "benchmarks.convening.sink", str(port), str(file)])
    try:
        yield Sink(port, file)
    finally:
        process.kill()
        process.wait()


@dataclass
class Office:
    api: Api
    sink: Sink
    meetings: list[str] = field(default_factory=list)

    def call(self, members: int) -> Called:
        """Plans a meeting, settles, convenes it, until the last invitation is with the mail server."""
        self.meetings.append(self.plan())
        self.settle()
        before, begun = len(self.sink.taken()), time.monotonic()
        self.api.post(f"/v1/meetings/{self.meetings[-1]}/convene", {})
        return Called.of(self.sink.wait(before, members), begun)

    def call_off(self) -> None:
        """All that were called, or who joins later is invited to them too."""
        while self.meetings:
            self.api.post(f"/v1/meetings/{self.meetings.pop()}/cancel", {"reason": {"th": "วัดผลเสร็จแล้ว"}})
        self.settle()

    def plan(self) -> str:
        stated = {"starts_at": f"{2030 + len(self.meetings)}-03-01T02:00:00Z", "venue": {"th": "ห้องประชุม"}}
        return str(self.api.post("/v1/meetings", stated)["id"])

    def settle(self) -> None:
        time.sleep(3)
        while any(self.api.get("/v1/notifications/counts")["by_status"].get(one) for one in UNDER_WAY):
            time.sleep(1)

    def known(self, members: int) -> None:
        """Waits until all would be written to."""
        meeting = self.plan()
        while sum(self.api.get(f"/v1/meetings/{meeting}/convene/preview")["letters"].values()) < members:
            time.sleep(2)


def measure(bench: Bench) -> None:
    bench.stack.start_services()
    port, folder = bench.stack.plan.ports.offset + SMTP_PORT, bench.stack.folder.path
    few, many = bench.size(FEW), bench.size(MANY)
    with requests.Session() as session, sink(port, folder) as taken:
        office = Office(Api(session, bench.stack.urls.gateway, bench.stack.token("secretariat")), taken)
        rows = organisations()
        enter(office.api, list(islice(rows, few)), few)
        with senders.works(bench.stack, 1, port):
            small = [say(f"{few} by one work", office.call(few)) for _ in range(bench.rounds)]
            office.call_off()
        enter(office.api, list(islice(rows, many - few)), many)
        office.known(many)
        time.sleep(SETTLE_SECONDS)
        found = {}
        for who, works in (("one", 1), ("two", 2), ("again", 1)):
            with senders.works(bench.stack, works, port):
                found[who] = say(who, office.call(many))
        bench.stack.stop_services()
        found |= beside(bench.stack, taken, many)
    page.write(small, found, bench.results)


def beside(stack: Stack, taken: Sink, count: int) -> dict[str, Called]:
    """The same mails by others."""
    copies, before = mails(count), len(taken.taken())
    begun = senders.in_a_loop(copies, taken.port)
    loop = say("loop", Called.of(taken.wait(before, count), begun))
    before = len(taken.taken())
    with senders.celery(stack.urls.amqp, taken.port, stack.folder.path) as hand_over:
        begun = hand_over(copies)
        by_celery = say("celery", Called.of(taken.wait(before, count), begun))
    return {"loop": loop, "celery": by_celery}


def say(who: str, called: Called) -> Called:
    print(f"  {called.row(who)}", flush=True)
    return called
