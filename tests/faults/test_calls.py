"""What a client of the gateway sees while the broker, the store or a service is not itself: 503, and soon."""

import signal
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager

import pytest
import requests

from tests.faults import alarms, scale
from tests.faults.probe import Probe, slowest
from wara.stack import Stack

AWAY_SECONDS = 12.0 if scale.FULL else 6.0
REFUSED_WITHIN = 3.0
BACK_WITHIN = 10.0


@contextmanager
def frozen(stack: Stack, program: str) -> Iterator[None]:
    stack.kill(program, signal.SIGSTOP)
    try:
        yield
    finally:
        stack.kill(program, signal.SIGCONT)


@contextmanager
def away(stack: Stack, program: str) -> Iterator[None]:
    stack.stop_program(program)
    try:
        yield
    finally:
        stack.start_program(program)


FAULTS: dict[str, Callable[[Stack], AbstractContextManager[None]]] = {
    "memory-alarm": alarms.memory,
    "frozen-broker": lambda stack: frozen(stack, "rabbitmq"),
    "frozen-store": lambda stack: frozen(stack, "store"),
    "frozen-service": lambda stack: frozen(stack, "membership-serve"),
    "no-service": lambda stack: away(stack, "membership-serve"),
    "no-store": lambda stack: away(stack, "store"),
}


@pytest.mark.timeout(120)
@pytest.mark.parametrize("fault", FAULTS if scale.EVERY_ROW else ("frozen-store",))
def test_whatever_is_away_the_answer_is_503_and_soon(stack: Stack, fault: str) -> None:
    url = f"{stack.urls.gateway}/v1/members?limit=1"
    with Probe(lambda session: session.get(url, timeout=20), clients=8) as probe:
        probe.succeeds(time.monotonic(), seconds=5)
        with FAULTS[fault](stack):
            begun = time.monotonic()
            time.sleep(AWAY_SECONDS)  # the fault's own length
            refused = probe.since(begun)
        back = probe.succeeds(time.monotonic(), seconds=BACK_WITHIN)
    print(f"{fault}: {len(refused)} answers, slowest {slowest(refused)} s, back after {back} s")
    assert refused[1:], "nobody asked meanwhile"
    assert all(one.status == 503 and one.retry_after for one in refused[1:]), refused[:5]
    assert slowest(refused) <= REFUSED_WITHIN
    assert requests.get(f"{stack.urls.gateway}/readyz", timeout=5).ok
