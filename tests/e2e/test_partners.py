"""Another ministry's system is connected: from nothing to the first event, with what the operator prints."""

import json
import os
import shutil
import subprocess
import sys
import uuid
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.e2e.client import World
from tests.support.operator import Operator, settings
from tests.support.polling import until

SUBMITTED = "agenda.proposal.submitted.v1"


@pytest.fixture
def printed(operator: Operator) -> Iterator[str]:
    """What a new partner is handed, for a shell."""
    id = f"office-{uuid.uuid4().hex[:8]}"
    operator.does("partners", "add", id, "--events", "agenda.proposal.*.v1")
    assert f"partner {id} waits for `wara provision {id}`\n" in operator.tries("doctor")[1]
    yield operator.does("provision", id)
    operator.does("partners", "remove", id, "--yes")


def test_from_nothing_to_the_first_event(printed: str, world: World, tmp_path: Path) -> None:
    if shutil.which("curl") is None:
        pytest.skip("one of the programs is curl's, which is not installed")
    world.submitted(world.organisation())
    pasted = subprocess.run(
        ["sh", "-e"], input=printed, cwd=tmp_path, capture_output=True, text=True, timeout=100, check=True
    )
    types = {event["type"] for event in json.loads(pasted.stdout)["items"]}
    assert types and all(one.startswith("agenda.proposal.") for one in types)
    environment = {"PATH": os.environ["PATH"], **settings(printed)}
    with (tmp_path / "heard").open("wb") as output:
        child = subprocess.Popen([sys.executable, "hear.py"], cwd=tmp_path, env=environment, stdout=output)
    try:
        told = world.submitted(world.organisation())
        line = f" {SUBMITTED} proposals/{told['id']} submitted"
        until(lambda: line in (tmp_path / "heard").read_text())
    finally:
        child.kill()
        child.wait(5)
