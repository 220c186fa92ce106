"""Row 9: the store answers half a second late, then not at all for a minute: 503 in time, nobody hangs."""

import time
import uuid
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor

import pika
import pytest
import requests

from chassis import declaring
from tests.e2e.client import Client, World
from tests.faults import audit, recovery, scale
from tests.faults.books import WORKERS
from tests.faults.conftest import GIVEN_SERVERS, Keep, offset
from tests.faults.listener import Listener
from tests.faults.load import Load
from tests.faults.probe import ANSWER_SECONDS, Answered, Probe, slowest
from tests.support.polling import until
from tests.support.proxy import Proxy
from tests.support.services import free_port
from tests.support.stack import ROOT, servers_of
from wara.stack import Stack

LATE_SECONDS = 0.5
SLOW_FOR = 30.0
PLUGGED_FOR = 60.0
ANSWERED_WITHIN = 3.0
BACK_WITHIN = 15.0
AT_ONCE = 60
"""More than a service has workers."""

pytestmark = [scale.only_full("row 9"), pytest.mark.timeout(420)]


@pytest.fixture
def proxy(stack: Stack) -> Iterator[Proxy]:
    with Proxy.to(stack.urls.mongodb, free_port()) as proxy:
        yield proxy


@pytest.fixture
def beside(stack: Stack, proxy: Proxy) -> Iterator[Stack]:
    """Services of their own on the stack's servers, which see the store through the proxy alone."""
    servers = servers_of(stack)
    with servers.vhost() as amqp_uri:
        given = dict(zip(GIVEN_SERVERS, (amqp_uri, servers.management_uri, proxy.uri), strict=False))
        queues_stand(amqp_uri)
        own = Stack(ROOT, offset() + 50, ROOT / f".local/faults-{offset() + 50}", given)
        own.reset()
        with own:
            yield own


def queues_stand(amqp_uri: str) -> None:
    """Before the processes do: what is told before a queue is bound, it misses."""
    connection = pika.BlockingConnection(pika.URLParameters(amqp_uri))
    with connection, connection.channel() as channel:
        for service, worker in WORKERS.items():
            heard = [(one.type, one.classification) for one in worker.subscriptions]
            declaring.declare_service(channel, service, heard)


def test_a_store_that_is_slow_and_then_silent(beside: Stack, proxy: Proxy, keep: Keep) -> None:
    with (
        Listener(beside.urls.amqp) as listener,
        Load(beside, clients=4, per_second=4) as load,
        Probe(reading(beside)) as reads,
        Probe(drafting(beside)) as drafts,
    ):
        load.goes_on(10)
        proxy.slow(LATE_SECONDS)
        late_reads, late_drafts = answered_for(SLOW_FOR, reads, drafts)
        proxy.plug()
        silent = [one for answers in answered_for(PLUGGED_FOR, reads, drafts) for one in answers]
        proxy.mend()
        back = recovery.ready_after(beside, time.monotonic())
        nobody_hangs(beside, load)
        load.finish()
        measured = audit.clean(beside, load, listener)
    keep(
        "9",
        slow_reads=told(late_reads),
        slow_drafts=told(late_drafts),
        silent=told(silent),
        back_after=round(back, 1),
        **measured,
    )
    for answers in (late_reads, late_drafts, silent):
        assert all(one.well for one in answers), [one for one in answers if not one.well][:5]
    assert slowest(late_reads, 0.99) <= ANSWERED_WITHIN
    assert slowest(late_drafts, 0.99) <= ANSWERED_WITHIN
    assert all(200 <= one.status < 300 for one in late_reads), "half a second late, reading goes on"
    assert slowest(silent) <= ANSWERED_WITHIN
    assert back <= BACK_WITHIN


def reading(stack: Stack) -> Callable[[requests.Session], requests.Response]:
    url = f"{stack.urls.gateway}/v1/members?limit=1"
    return lambda session: session.get(url, timeout=ANSWER_SECONDS)


def drafting(stack: Stack) -> Callable[[requests.Session], requests.Response]:
    """A draft of somebody else than the load's member, whose proposals are counted."""
    other = World(stack).organisation()
    body = {
        "title": {"th": "ข้อเสนอทดสอบ"},
        "rationale": {"th": "เพื่อการทดสอบ"},
        "sdgs": [6],
        "purpose": "information",
        "proposed_by": other.id,
    }
    url = f"{stack.urls.gateway}/v1/proposals"

    def draft(session: requests.Session) -> requests.Response:
        headers = {"Authorization": f"Bearer {other.speaking.token}", "Idempotency-Key": str(uuid.uuid4())}
        return session.post(url, json=body, headers=headers, timeout=ANSWER_SECONDS)

    return draft


def answered_for(seconds: float, *probes: Probe) -> list[list[Answered]]:
    """What each was answered that it asked within the time."""
    begun = time.monotonic()
    time.sleep(seconds)  # the fault's own length
    return [probe.since(begun) for probe in probes]


def nobody_hangs(stack: Stack, load: Load) -> None:
    """So many at once at each service that they need every worker it has."""
    office = Client(stack.urls.gateway, stack.token("secretariat"))
    for path in ("/v1/members?limit=1", f"/v1/proposals/{load.drafted[0]}", "/v1/notifications?limit=1"):
        until(lambda path=path: answered_at_once(office, path) == {200}, seconds=60)  # type: ignore[misc]


def answered_at_once(client: Client, path: str) -> set[int]:
    with ThreadPoolExecutor(AT_ONCE) as pool:
        return {answer.status_code for answer in pool.map(client.get, [path] * AT_ONCE)}


def told(answers: list[Answered]) -> str:
    done = sum(200 <= one.status < 300 for one in answers)
    return f"{done} of {len(answers)} done, p99 {slowest(answers, 0.99)} s, slowest {slowest(answers)} s"
