"""A change and two refusals are found in the audit trail; a record that was altered is named."""

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from chassis.clock import now, to_wire
from chassis.mongo import Store, connect
from tests.e2e.client import Client, View, World
from tests.support.polling import until
from wara.programs import database
from wara.stack import Stack

Wara = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture
def wara(stack: Stack) -> Wara:
    environment = os.environ | stack.plan.given | {"PORT_OFFSET": str(stack.plan.ports.offset)}
    heads = ["--heads", str(stack.folder.audit)]

    def run(*arguments: str) -> subprocess.CompletedProcess[str]:
        more = heads if arguments[0] == "verify" else []
        command = [sys.executable, "-m", "wara", "audit", *arguments, *more]
        return subprocess.run(command, env=environment, capture_output=True, text=True, timeout=55)

    return run


@pytest.fixture
def agenda(stack: Stack) -> Iterator[Store]:
    with connect(stack.urls.mongodb) as client:
        yield Store(client, database(stack.plan, "agenda"))


def found(reader: Client, path: str, **about: Any) -> View:
    """The record that is like that, once it is there."""

    def look() -> list[View]:
        items = reader.read(path)["items"]
        return [one for one in items if about.items() <= one.items()]

    first: View = until(look)[0]
    return first


def test_what_was_done_and_refused_is_on_record_and_what_was_altered_is_named(
    world: World, stack: Stack, wara: Wara, agenda: Store
) -> None:
    begun, operator = to_wire(now()), Client(world.public.gateway, stack.token("operator"))
    meeting = world.meeting()
    someone = world.organisation()
    assert someone.speaking.post(f"/v1/meetings/{meeting['id']}/convene").status_code == 403
    assert world.public.post(f"/v1/meetings/{meeting['id']}/convene").status_code == 401
    since = f"&limit=100&from={begun}"
    about = f"meetings/{meeting['id']}"
    done = found(operator, f"/v1/audit?source=agenda{since}", about=about, outcome="done")
    assert (done["what"], done["asked"]) == ("agenda.meeting.planned.v1", "plan_meeting")
    assert done["who"] and len(done["from"]) == 16
    ours = f"/v1/audit?source=gateway{since}"
    refused = found(world.office, ours, outcome="denied", about=meeting["id"])
    assert (refused["what"], refused["from"]) == ("POST /v1/meetings/{id}/convene", done["from"])
    nobody = found(world.office, ours, outcome="unauthenticated", what="POST /v1/meetings/{id}/convene")
    assert (nobody["who"], nobody["from"]) == ("public", done["from"])
    read = found(operator, ours, what="GET /v1/audit", outcome="done")
    assert read["about"].startswith("agenda ") and read["who"] not in (refused["who"], "public")
    assert someone.speaking.get("/v1/audit?source=gateway").status_code == 403

    held = wara("verify")
    assert held.returncode == 0, held.stdout + held.stderr
    row: Any = agenda.db.events.find_one({"event_id": done["id"]})
    agenda.db.events.update_one({"_id": row["_id"]}, {"$set": {"origin.by": "another"}})
    try:
        broken = wara("verify", "--service", "agenda")
    finally:
        agenda.db.events.update_one({"_id": row["_id"]}, {"$set": {"origin": row["origin"]}})
    assert broken.returncode == 1
    named = f"agenda's events {row['_id']} ({done['id']}, agenda.meeting.planned.v1): altered"
    assert named in broken.stdout.splitlines()
    exported = wara("export", "--from", begun, "--until", "2999-01-01", "--service", "agenda", "--csv")
    assert done["id"] in exported.stdout and "another" not in exported.stdout
