"""`wara rebuild` mends what a service keeps of the others' facts, while members go on."""

import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from chassis.generations import placed, read_generations
from chassis.mongo import connect
from tests.e2e.client import Organisation, World
from tests.e2e.mails import Mails, text_of
from tests.support.polling import until
from wara.programs import database
from wara.stack import Stack

PAUSE_SECONDS = 0.5


class Proposing:
    """A member that submits one proposal after the other."""

    def __init__(self, world: World) -> None:
        self._world = world
        self.member = world.organisation()
        self.submitted: list[str] = []
        self._enough = threading.Event()
        self._thread = threading.Thread(target=self._go_on)

    def __enter__(self) -> "Proposing":
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._enough.set()
        self._thread.join()

    def _go_on(self) -> None:
        while not self._enough.wait(PAUSE_SECONDS):
            self.submitted.append(self._world.submitted(self.member)["id"])


@pytest.fixture
def databases(stack: Stack) -> Iterator[dict[str, Any]]:
    with connect(stack.urls.mongodb) as client:
        yield {service: client[database(stack.plan, service)] for service in ("agenda", "notify")}


def rebuild(stack: Stack, service: str) -> list[str]:
    done = subprocess.run(
        [sys.executable, "-m", "wara", "rebuild", service],
        env={**os.environ, "PORT_OFFSET": str(stack.plan.ports.offset)},
        capture_output=True,
        text=True,
        timeout=50,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.splitlines()


def forget(db: Any, collection: str, where: dict[str, str]) -> None:
    kept = db[placed(collection, read_generations(db).current)]
    assert kept.delete_many(where).deleted_count == 1


def receipts(mails: Mails, member: Organisation, proposals: list[str]) -> list[int]:
    """How many mails about each."""
    texts = [text_of(mail, "text/plain") for mail in mails.to(member.email, *proposals)]
    return [sum(id in text for text in texts) for id in proposals]


def test_what_was_lost_is_there_again_and_nobody_is_written_to_twice(
    stack: Stack, world: World, mails: Mails, databases: dict[str, Any]
) -> None:
    forgotten = world.organisation()
    first = world.submitted(forgotten)["id"]
    until(lambda: mails.to(forgotten.email, first))
    forget(databases["agenda"], "members", {"_id": forgotten.id})
    forget(databases["notify"], "representatives", {"member": forgotten.id})
    assert forgotten.speaking.post("/v1/proposals", draft(forgotten)).status_code == 409
    with Proposing(world) as proposing, ThreadPoolExecutor() as both:
        said = both.map(lambda service: rebuild(stack, service)[-1], databases)
        assert list(said) == [f"{service}: done" for service in databases]
    second = world.submitted(forgotten)["id"]
    until(lambda: mails.to(forgotten.email, second))
    assert proposing.submitted
    until(lambda: all(receipts(mails, proposing.member, proposing.submitted)), 20, every=0.5)
    assert set(receipts(mails, proposing.member, proposing.submitted)) == {1}
    assert receipts(mails, forgotten, [first, second]) == [1, 1]


def draft(member: Organisation) -> dict[str, Any]:
    return {
        "title": {"th": "ข้อเสนอของผู้ที่ถูกลืม"},
        "rationale": {"th": "เพื่อการทดสอบ"},
        "sdgs": [6],
        "purpose": "consideration",
        "proposed_by": member.id,
    }
