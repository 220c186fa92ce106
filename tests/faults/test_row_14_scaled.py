"""Row 14: each kind of process scaled 1 → 4 → 1 under load: clean, and every projection up to date."""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import pytest

from tests.e2e.client import Client, World
from tests.faults import audit, scale
from tests.faults.books import LOGS, SERVICES, WORKERS, Books, opened
from tests.faults.conftest import Keep
from tests.faults.listener import Listener
from tests.faults.load import Load
from tests.support.services import free_port, process
from wara.ports import LOOPBACK
from wara.stack import Stack

KINDS = (*(f"{service}-{kind}" for service in SERVICES for kind in ("serve", "work")), "gateway")
MORE = 3
PER_SECOND = 20.0
COMMANDS = scale.size(300)  # that are acknowledged while there are four, and again when there is one

pytestmark = scale.only_full("row 14")


@pytest.mark.timeout(1800)
def test_each_kind_scaled_up_and_down_under_load(
    stack: Stack, listener: Listener, keep: Keep, tmp_path: Path
) -> None:
    with Load(stack, per_second=PER_SECOND) as load:
        for kind in KINDS:
            with scaled(stack, kind, tmp_path / f"{kind}.log"):
                load.goes_on(COMMANDS, seconds=120)
            load.goes_on(COMMANDS, seconds=120)
        load.finish()
    measured = audit.clean(stack, load, listener)
    with opened(stack) as books:
        compared = {service: projections(books, load, service) for service in SERVICES}
    assert all(compared[service] for service in ("agenda", "notify"))
    keep("14", kinds=len(KINDS), projections=sum(compared.values()), **measured)


@contextmanager
def scaled(stack: Stack, kind: str, log: Path) -> Iterator[None]:
    """Four of a kind; each of the new ones ends by itself when it is told to."""
    service, _, part = kind.partition("-")
    children = []
    with ExitStack() as more:
        for number in range(MORE):
            own = {"INSTANCE": f"{kind}-{number}", "GATEWAY_PORT": str(port := free_port())}
            child = process([service, *([part] if part else [])], stack.env(kind) | own, log)
            children.append(more.enter_context(child))
            if kind == "gateway":
                takes_commands(stack, f"http://{LOOPBACK}:{port}")
        yield
    assert [child.returncode for child in children] == [0] * MORE, log.read_text()[-3000:]


def takes_commands(stack: Stack, gateway: str) -> None:
    """It is not on the way of the load, which knows one address alone."""
    world = World(stack)
    world.public = Client(gateway)
    world.submitted(world.organisation())


def projections(books: Books, load: Load, service: str) -> int:
    """Compares with the newest event that the service hears of each thing; gives how many that were."""
    heard = {one.type for one in WORKERS[service].subscriptions}
    newest: dict[str, int] = {}
    for source in SERVICES:
        for log in LOGS:
            for entry in books.entries(source, log, load.since.logs[source, log], books.end(source, log)):
                if entry["type"] in heard:
                    version = entry["event"]["version"]
                    newest[entry["subject"]] = max(version, newest.get(entry["subject"], 0))
    for subject, version in newest.items():
        collection, _, id = subject.partition("/")
        kept = books.projection(service, collection).find_one({"_id": id}, {"version": 1})
        assert kept is not None, f"{service} keeps nothing of {subject}"
        assert kept["version"] == version, f"{service} keeps {subject} of {kept['version']}, not {version}"
    return len(newest)
