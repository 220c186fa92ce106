"""A person reads what is kept of them and asks to be forgotten; afterwards it can be told what was shown of
them, and to whom."""

import json
import os
import subprocess
import sys

from chassis import clock
from chassis.clock import to_wire
from tests.e2e.client import View, World
from tests.support.polling import until

REPORT = "/v1/privacy/breach-report"


def printed(world: World, *options: str) -> View:
    """`wara privacy breach-report`, straight from the gateway's database."""
    stack = world.stack
    environment = os.environ | stack.plan.given | {"PORT_OFFSET": str(stack.plan.ports.offset)}
    command = [sys.executable, "-m", "wara", "privacy", "breach-report", *options]
    ran = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=100)
    assert ran.returncode == 0, ran.stderr
    found: View = json.loads(ran.stdout)
    return found


def test_a_person_is_shown_their_data_forgotten_and_found_in_the_report(world: World) -> None:
    begun, organisation = to_wire(clock.now()), world.organisation()
    person = organisation.speaking.read("/v1/me/data")["representative"]
    assert person["email"] == organisation.email
    asked = organisation.speaking.do("/v1/me/erasure-requests")
    assert (asked["status"], asked["representative"]) == ("open", person["id"])
    request, path = f"/v1/data-requests/{asked['id']}", f"/v1/members/{organisation.id}/representatives"
    refused = world.office.post(f"{request}/carry-out")
    assert (refused.status_code, refused.json()["code"]) == (409, "membership.representative_in_office")

    world.office.do(f"{path}/{person['id']}/end", {"reason": "term"})
    erasure = f"/v1/erasures/{world.office.do(f'{request}/carry-out')['erasure']}"
    until(lambda: world.office.read(erasure)["status"] == "completed")
    answered = world.office.read(request)
    assert (answered["status"], answered["version"]) == ("carried_out", 2)
    assert organisation.email not in json.dumps(answered)

    found = world.office.read(f"{REPORT}?from={begun}")
    [shown] = [one for one in found["items"] if one["subject"] == f"representatives/{person['id']}"]
    own = f"representative:{organisation.id}"
    assert {"name", "email"} <= set(shown["fields"])
    assert set(shown["callers"]) == {own, "secretariat"}
    assert begun <= shown["first_at"] <= shown["last_at"] <= to_wire(clock.now())
    assert organisation.email not in json.dumps(found)
    to_them = printed(world, "--from", begun, "--caller", own)
    assert [one["subject"] for one in to_them["items"]] == [shown["subject"]]
    assert to_them["items"][0]["routes"] == ["GET /v1/me/data"]
