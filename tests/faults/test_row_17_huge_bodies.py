"""Row 17: bodies far too large, without end, or far too deep: refused at once, and not kept."""

from collections import defaultdict
from collections.abc import Iterator
from itertools import chain, repeat

import pytest

from tests.e2e.client import Organisation, World
from tests.faults import scale
from tests.faults.conftest import Keep
from tests.faults.standing import Memory, Standing
from tests.faults.wire import Told, tell
from wara.stack import Stack

TIMES = scale.times(20)
GIGABYTE, PART, DEEP = 1 << 30, bytes(1 << 16), 100_000
WITHIN = 1.0
MEMORY = 50 << 20
REFUSED = {400, 413}

Parts = Iterator[bytes]


@pytest.mark.timeout(300)
def test_what_is_huge_is_refused_at_once_and_not_kept(stack: Stack, keep: Keep) -> None:
    standing, world = Standing(stack), World(stack)
    member = world.organisation()
    proposal, memory = world.draft(member)["id"], Memory(standing.pid("gateway"))
    told: dict[str, list[Told]] = defaultdict(list)
    assert tell(stack.plan.ports.gateway, json("/v1/proposals", member.speaking.token, b"{}")).status == 422
    before = memory.now()
    memory.forget_peak()
    for _ in range(TIMES):
        for name, body in huge(member, proposal).items():
            told[name].append(tell(stack.plan.ports.gateway, body))
    grown = memory.peak() - before
    slowest = {name: round(max(one.seconds for one in answers), 3) for name, answers in told.items()}
    ill = {name: answers for name, answers in told.items() if {one.status for one in answers} - REFUSED}
    assert not ill
    assert max(slowest.values()) <= WITHIN, slowest
    assert grown < MEMORY
    assert world.public.get("/v1/members?limit=1").ok
    standing.check()
    keep("17", times=TIMES, bodies=len(told), slowest=max(slowest.values()), grown_mb=round(grown / 1e6, 1))


def huge(member: Organisation, proposal: str) -> dict[str, Parts]:
    """Each is made while it is sent."""
    here, token = "/v1/proposals", member.speaking.token
    file = f"{here}/{proposal}/attachments?name=a.pdf"
    measured = f"Content-Length: {GIGABYTE}"
    return {
        "a gigabyte": request(here, token, measured, gigabyte()),
        "a gigabyte from nobody": request("/v1/members", None, measured, gigabyte()),
        "a gigabyte announced": request(here, token, f"{measured}\r\nExpect: 100-continue", iter(())),
        "a gigabyte as a file": request(file, token, measured, gigabyte()),
        "one chunk without end": chunked(here, token, chain([b"7fffffff\r\n"], repeat(PART))),
        "chunks without end": chunked(here, token, repeat(b"10000\r\n" + PART + b"\r\n")),
        "small chunks without end": chunked(here, token, repeat(b"1\r\n \r\n" * 10_000)),
        "a chunk's size without end": chunked(here, token, chain([b"1;"], repeat(b"x" * len(PART)))),
        "trailers without end": chunked(here, token, chain([b"0\r\n"], repeat(b"X: y\r\n" * 10_000))),
        "a file in chunks": chunked(file, token, repeat(b"10000\r\n" + PART + b"\r\n")),
        "lists": json(here, token, b"[" * DEEP),
        "lists that end": json(here, token, b"[" * DEEP + b"]" * DEEP),
        "objects": json(here, token, b'{"a":' * DEEP + b"1" + b"}" * DEEP),
        "a title": json(here, token, b'{"title":' + b"[" * DEEP + b"]" * DEEP + b"}"),
    }


def request(path: str, token: str | None, fields: str, body: Parts) -> Parts:
    signed = f"Authorization: Bearer {token}\r\n" if token else ""
    head = f"POST {path} HTTP/1.1\r\nHost: localhost\r\n{signed}Content-Type: application/json\r\n"
    return chain([f"{head}{fields}\r\n\r\n".encode()], body)


def chunked(path: str, token: str | None, body: Parts) -> Parts:
    return request(path, token, "Transfer-Encoding: chunked", body)


def json(path: str, token: str | None, text: bytes) -> Parts:
    return request(path, token, f"Content-Length: {len(text)}", iter([text]))


def gigabyte() -> Parts:
    return repeat(PART, GIGABYTE // len(PART))
