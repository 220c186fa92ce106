"""What the gate costs: the same two requests through the gateway, and through one with nobody at its gate."""

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import timedelta
from statistics import median
from typing import Any

import requests
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from benchmarks import results
from benchmarks.bench import Bench
from benchmarks.main_job.doors import Door, Rate
from benchmarks.main_job.peers import Ours
from benchmarks.processes import running
from chassis import clock
from chassis.call import Call, Caller, Carrier, sign, verify
from chassis.keys import SigningKey, thumbprint
from wara.stack import Stack

START = """\
from chassis.process import serve_forever
serve_forever("gateway", "benchmarks.gate.open_gateway:GatewayService")
"""
READS, SUBMISSIONS, SIGNATURES = 2_000, 200, 2_000
OPEN_PORT, OPEN_HEALTH_PORT = 8098, 8097
CALLED = ("agenda", "get_proposal")
CARRIER = Carrier(id="0198a6d1-31aa-7e02-8c40-91b7f60d5a11", reply_to="rpc.reply")

PAGE = """\
One read (`GET /v1/proposals/<id>`) and one write (`POST …/submit`) by a representative, eight clients at
once, through the gateway as it runs, and through one beside it that lets in everybody as this representative:
no host, token or key is looked at, nothing is counted, no access or scope asked. In turns, {rounds} rounds,
each figure the median of them. The limits are a thousand times an installation's, which costs the same.

| request | with the gate | p99 | without | p99 | dearer |
|---|---|---|---|---|---|
{rows}

Both sign their calls, and the service checks that: {sign:.0f} µs to sign and {verify:.0f} µs to check, of one
core. Without that as well the read would be {whole:.0%} cheaper than it is with the gate.
"""
ROW = "| {} | {:.0f}/s | {:.0f} ms | {:.0f}/s | {:.0f} ms | {:.0%} |"


@dataclass(frozen=True)
class Pair:
    """The same request with the gate and without; each figure the median of the rounds."""

    request: str
    kept: Rate
    open: Rate

    @property
    def dearer(self) -> float:
        return self.open.per_second / self.kept.per_second - 1

    @classmethod
    def of(cls, request: str, kept: list[Rate], open: list[Rate]) -> "Pair":
        return cls(request, _middle(kept), _middle(open))

    @property
    def row(self) -> str:
        kept, open = self.kept, self.open
        rates = (kept.per_second, kept.p99_milliseconds, open.per_second, open.p99_milliseconds)
        return ROW.format(self.request, *rates, self.dearer)


def measure(bench: Bench) -> None:
    bench.stack.start_services()
    with requests.Session() as session:
        ours = Ours(bench.stack, session)
        with open_gateway(bench.stack, ours.member) as open:
            pairs = in_turns(bench, ours, open)
    signing, verifying = signatures(bench.size(SIGNATURES))
    read = pairs[0]
    spared = 1 / read.kept.per_second - 1 / read.open.per_second + (signing + verifying) / 1e6
    page = results.head("The gate, measured", "gate") + PAGE.format(
        rounds=bench.rounds,
        rows="\n".join(pair.row for pair in pairs),
        sign=signing,
        verify=verifying,
        whole=spared * read.kept.per_second,
    )
    data = {
        "requests": [{**asdict(pair), "dearer": pair.dearer} for pair in pairs],
        "microseconds": {"sign": signing, "verify": verifying},
    }
    results.keep("gate", page, data, bench.results)


def in_turns(bench: Bench, ours: Ours, open: Door) -> list[Pair]:
    (probe,) = ours.drafts(1)
    doors = {"kept": ours.door, "open": open}
    reads: dict[str, list[Rate]] = {name: [] for name in doors}
    writes: dict[str, list[Rate]] = {name: [] for name in doors}
    for _ in range(bench.rounds):
        for name, door in doors.items():
            reads[name].append(door.read(probe, bench.size(READS)))
        for name, door in doors.items():
            drafts = ours.drafts(bench.size(SUBMISSIONS))
            ours.settle()
            writes[name].append(door.submit(drafts))
            ours.settle()
    return [
        Pair.of("read one proposal", reads["kept"], reads["open"]),
        Pair.of("submit one proposal", writes["kept"], writes["open"]),
    ]


@contextmanager
def open_gateway(stack: Stack, member: str) -> Iterator[Door]:
    offset = stack.plan.ports.offset
    environment = stack.env("gateway") | {
        "GATEWAY_PORT": str(OPEN_PORT + offset),
        "HEALTH_PORT": str(OPEN_HEALTH_PORT + offset),
        "OPEN_TO_MEMBER": member,
    }
    command = [sys.executable, "-W", "ignore", "-c", START]
    log, ready = stack.folder.log / "open-gateway.log", OPEN_HEALTH_PORT + offset
    with running(command, environment, log, f"http://127.0.0.1:{ready}/readyz"):
        yield Door(OPEN_PORT + offset, "/v1/proposals", {})


def signatures(count: int) -> tuple[float, float]:
    """Microseconds to sign a call, and to check that it was signed."""
    private = Ed25519PrivateKey.generate()
    public = private.public_key()
    key, ring = SigningKey(private, thumbprint(public)), {thumbprint(public): public}
    body: dict[str, Any] = {"id": "0198a6d1-31aa-7e02-8c40-91b7f60d5a11"}
    call = Call(
        caller=Caller(id="anybody", roles=frozenset({"representative"}), member=body["id"]),
        command_id=body["id"],
        deadline=clock.now() + timedelta(hours=1),
        language="th",
        correlation_id=body["id"],
    )
    begun = time.perf_counter()
    tokens = [sign(call, *CALLED, body, key, CARRIER) for _ in range(count)]
    signed = time.perf_counter()
    for token in tokens:
        verify(token, *CALLED, body, ring, CARRIER)
    verified = time.perf_counter()
    return (signed - begun) / count * 1e6, (verified - signed) / count * 1e6


def _middle(rates: list[Rate]) -> Rate:
    """The median of each figure by itself."""
    return Rate(
        median(rate.per_second for rate in rates),
        median(rate.p99_milliseconds for rate in rates),
        median(rate.away for rate in rates),
    )
