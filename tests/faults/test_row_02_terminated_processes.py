"""Row 2: SIGTERM with ten handlers at work: they finish, the process ends within 10 s, none comes again."""

import signal
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from subprocess import Popen

import pika
import pytest
import requests

from chassis.mongo import Store, connect
from tests.e2e.client import World
from tests.faults import audit, scale
from tests.faults.books import SERVICES
from tests.faults.conftest import Keep
from tests.faults.listener import Listener
from tests.faults.load import Load
from tests.integration.chassis.line import Line, counted
from tests.support.asking import Asker
from tests.support.polling import until
from tests.support.servers import Servers, database_name
from tests.support.services import process
from wara.stack import Stack

HANDLERS, HANDLER_SECONDS = 10, 3.0
TIMES = scale.times(20)
END_SECONDS = 10.0
ECHO = "tests.support.echo"
PROCESSES = [f"{service}-{kind}" for service in SERVICES for kind in ("serve", "work")] + ["gateway"]


@dataclass
class Corner:
    """A place for the echo service, whose handlers can be slow, on the stack's own servers."""

    env: dict[str, str]
    line: Line
    heard: Store
    called: Store

    @property
    def calls_waiting(self) -> int:
        return self.line.waiting("rpc-echo")


@pytest.fixture
def corner(stack: Stack) -> Iterator[Corner]:
    urls = stack.urls
    assert urls.management
    keys = {name: stack.env("gateway")[name] for name in ("CALL_PUBLIC_KEY_FILE", "CALL_PRIVATE_KEY_FILE")}
    with (
        Servers(urls.amqp, urls.mongodb, urls.management).vhost() as amqp,
        connect(urls.mongodb) as client,
        Line.to(amqp) as line,
    ):
        stores = Store(client, database_name()), Store(client, database_name())
        for store in stores:
            for name in ("heard", "begun", "counters"):  # made in a transaction, all of them conflict at it
                store.db.create_collection(name)
        yield Corner({"AMQP_URI": amqp, "MONGODB_URI": urls.mongodb, **keys}, line, *stores)
        for store in stores:
            client.drop_database(store.db.name)


@pytest.mark.timeout(1200 if scale.FULL else 180)
def test_slow_handlers_of_serve_and_work_finish_and_nothing_comes_again(
    corner: Corner, keep: Keep, tmp_path: Path
) -> None:
    slowest = 0.0
    with Asker.started(corner.env, tmp_path / "asker.log") as asker:
        for turn in range(TIMES):
            slowest = max(slowest, terminated(corner, asker, turn, tmp_path))
    for store in (corner.heard, corner.called):
        assert store.db.begun.count_documents({"times": 1}) == HANDLERS * TIMES
        assert store.db.begun.count_documents({}) == HANDLERS * TIMES
    keep("2", process="serve, work", times=TIMES, slowest_end=round(slowest, 1), redelivered=0)


def terminated(corner: Corner, asker: Asker, turn: int, folder: Path) -> float:
    """Both with all handlers in flight; the seconds that the slower one took to end."""
    names = [f"{turn}-{number}" for number in range(HANDLERS)]
    hearing = {**corner.env, "MONGODB_DATABASE": corner.heard.db.name}
    answering = {**corner.env, "MONGODB_DATABASE": corner.called.db.name}
    with (
        process([ECHO, "work"], hearing, folder / "work.log") as work,
        process([ECHO, "serve"], answering, folder / "serve.log") as serve,
    ):
        slow = {"seconds": HANDLER_SECONDS}
        corner.line.put(*(counted(name, note="slow", **slow) for name in names))
        answers = [asker.later("echo", "count", {"id": name, **slow}, deadline=15) for name in names]
        begun = HANDLERS * (turn + 1)
        for store in (corner.heard, corner.called):
            until(lambda store=store: store.db.begun.count_documents({}) == begun, every=0.01)  # type: ignore[misc]
        seconds = ended(work, serve)
    assert [answer.result(1).get("ok", {}).get("version") for answer in answers] == [1] * HANDLERS
    assert corner.heard.db.heard.count_documents({}) == begun
    assert (corner.line.waiting(), corner.calls_waiting) == (0, 0), "given back"
    return seconds


def ended(*children: "Popen[bytes]") -> float:
    told = time.monotonic()
    for child in children:
        child.send_signal(signal.SIGTERM)
    codes = [child.wait(max(told + END_SECONDS - time.monotonic(), 0.01)) for child in children]
    assert not any(codes), codes
    return time.monotonic() - told


@pytest.mark.timeout(900 if scale.FULL else 180)
def test_the_gateway_answers_whom_it_let_in(stack: Stack, keep: Keep) -> None:
    member = World(stack).organisation()
    slowest = 0.0
    for _ in range(TIMES):
        with ThreadPoolExecutor(HANDLERS) as clients:
            stack.stop_program("agenda-serve")
            session = {"Authorization": f"Bearer {member.speaking.token}"}
            asked = [
                clients.submit(
                    requests.get, f"{stack.urls.gateway}/v1/proposals", headers=session, timeout=20
                )
                for _ in range(HANDLERS)
            ]
            until(lambda: waiting_calls(stack) == HANDLERS)
            slowest = max(slowest, end_of(stack, "gateway"))
            stack.start_program("agenda-serve")
            assert {one.result().status_code for one in asked} <= {200, 503}
        stack.wait_ready("gateway", "agenda-serve")
    keep("2", process="gateway", times=TIMES, slowest_end=round(slowest, 1))


def waiting_calls(stack: Stack) -> int:
    with pika.BlockingConnection(pika.URLParameters(stack.urls.amqp)) as connection:
        return int(connection.channel().queue_declare("rpc-agenda", passive=True).method.message_count)


@pytest.mark.timeout(3600 if scale.FULL else 300)
def test_processes_terminated_under_load(stack: Stack, listener: Listener, keep: Keep) -> None:
    slowest = 0.0
    with Load(stack) as load:
        for victim in PROCESSES * TIMES:
            load.goes_on(more=5)
            slowest = max(slowest, end_of(stack, victim))
            stack.wait_ready(victim)
        load.finish()
    measured = audit.clean(stack, load, listener)
    keep("2", process="each under load", times=TIMES, slowest_end=round(slowest, 1), **measured)


def end_of(stack: Stack, name: str) -> float:
    """Seconds from SIGTERM to the end; it is started again at once."""
    pid, told = stack.processes()[name].pid, time.monotonic()
    stack.kill(name, signal.SIGTERM)
    until(lambda: not Path(f"/proc/{pid}").exists(), END_SECONDS)
    return time.monotonic() - told
