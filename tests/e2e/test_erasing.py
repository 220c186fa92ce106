"""A person who has left is erased through the API, and the operator's search finds them nowhere."""

import os
import subprocess
import sys
import uuid
from collections.abc import Callable

import pytest

from tests.e2e.client import View, World
from tests.e2e.mails import Mails
from tests.support.polling import until
from wara.stack import Stack

Wara = Callable[[str, str], subprocess.CompletedProcess[str]]


@pytest.fixture
def erasure(stack: Stack) -> Wara:
    """`wara erasure …`, with what it reads."""
    environment = os.environ | stack.plan.given | {"PORT_OFFSET": str(stack.plan.ports.offset)}
    logs, mails = ["--logs", str(stack.folder.log)], ["--mails", str(stack.folder.mail)]

    def run(verb: str, sought: str) -> subprocess.CompletedProcess[str]:
        where = [*logs, *mails] if verb == "check" else mails
        command = [sys.executable, "-m", "wara", "erasure", verb, *where]
        return subprocess.run(
            command, env=environment, input=sought, capture_output=True, text=True, timeout=100
        )

    return run


def in_office(world: World, mark: str) -> tuple[str, View]:
    """The path of an alternate's record, and what is known of them: a family name that nobody else has."""
    first = {"name": {"th": {"given": "ผู้แทน", "family": "หนึ่ง"}}, "language": "th"}
    application = {
        "kind": "civil_society",
        "name": {"th": f"องค์กรทดสอบ {mark}"},
        "representative": {**first, "email": f"first@{mark}.example"},
    }
    member = world.office.do("/v1/members", application)["id"]
    person = {
        "name": {"th": {"given": "ผู้แทน", "family": f"สอง{mark}"}},
        "email": f"second@{mark}.example",
        "language": "th",
    }
    people = f"/v1/members/{member}/representatives"
    named = world.office.do(people, {**person, "role": "alternate"})
    return f"{people}/{named['id']}", world.office.do(f"{people}/{named['id']}/confirm")


def written_to(world: World, path: str) -> View:
    """What is kept about them, once all letters to them have left: whoever joins may be invited too."""
    kept = world.office.read(f"{path}/personal-data")
    letters = kept["letters"]
    return kept if letters and all(one["status"] == "delivered" for one in letters) else {}


def test_a_person_is_forgotten_by_the_whole_system(world: World, mails: Mails, erasure: Wara) -> None:
    mark = uuid.uuid4().hex[:12]
    path, person = in_office(world, mark)
    sought = f"ผู้แทน สอง{mark}\n{person['email']}\n"
    kept = until(lambda: written_to(world, path))
    caught = len(mails.to(person["email"], ""))
    assert (kept["representative"], kept["copy"]["email"]) == (person, person["email"])
    assert {letter["recipient"] for letter in kept["letters"]} == {person["id"]}
    printed = world.office.get(f"{path}/personal-data", Accept="application/pdf")
    assert (printed.status_code, printed.content[:5]) == (200, b"%PDF-")
    found = erasure("check", sought)
    assert found.returncode == 1, found.stderr
    assert all(place in found.stdout for place in ("representatives", "events_private", "mail"))
    assert mark not in found.stdout

    refused = world.office.post(f"{path}/erase")
    assert (refused.status_code, refused.json()["code"]) == (409, "membership.representative_in_office")
    world.office.do(f"{path}/end", {"reason": "term"})
    report = f"/v1/erasures/{world.office.do(f'{path}/erase')['erasure']}"
    until(lambda: world.office.read(report)["status"] == "completed")
    left = erasure("check", sought).stdout.splitlines()
    assert [line.split(":")[0] for line in left] == ["text 1", "text 2"]
    assert all(f" {caught} in mail: " in line for line in left)
    assert erasure("mails", sought).stdout == f"{caught} mails deleted\n"
    nowhere = erasure("check", sought)
    assert (nowhere.returncode, nowhere.stdout) == (0, "Found nowhere: 2 texts.\n"), nowhere.stderr
