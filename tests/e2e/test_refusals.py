"""What is refused gets its status, a stable code, and a text in the client's language."""

import re
import uuid
from collections.abc import Callable
from datetime import UTC, datetime

import pytest
import requests

from tests.e2e.client import HORIZON, World, meeting_at

THAI = re.compile("[\u0e00-\u0e7f]")
Attempt = Callable[[World, str], requests.Response]
NOBODY = str(uuid.UUID(int=7))


def wrong_fields(world: World, language: str) -> requests.Response:
    body = {"title": "no object", "sdgs": [18], "colour": "blue", "proposed_by": NOBODY}
    return world.office.post("/v1/proposals", body, Accept_Language=language)


def unknown_id(world: World, language: str) -> requests.Response:
    return world.public.get(f"/v1/proposals/{NOBODY}", Accept_Language=language)


def forbidden_transition(world: World, language: str) -> requests.Response:
    meeting = world.meeting()
    return world.office.post(f"/v1/meetings/{meeting['id']}/close", Accept_Language=language)


def stale(world: World, language: str) -> requests.Response:
    path, changes = f"/v1/meetings/{world.meeting()['id']}", {"venue": {"th": "ที่อื่น"}}
    assert world.office.patch(path, changes, If_Match='"1"').ok
    return world.office.patch(path, changes, If_Match='"1"', Accept_Language=language)


def unguarded(world: World, language: str) -> requests.Response:
    path = f"/v1/meetings/{world.meeting()['id']}"
    return world.office.patch(path, {"venue": {"th": "ที่อื่น"}}, Accept_Language=language)


def key_reused(world: World, language: str) -> requests.Response:
    body, key = meeting_at(datetime.now(UTC) + HORIZON), str(uuid.uuid4())
    assert world.office.post("/v1/meetings", body, key).ok
    elsewhere = body | {"venue": {"th": "ที่อื่น"}}
    return world.office.post("/v1/meetings", elsewhere, key, Accept_Language=language)


def without_token(world: World, language: str) -> requests.Response:
    return world.public.post("/v1/meetings", {}, Accept_Language=language)


def anothers_proposal(world: World, language: str) -> requests.Response:
    proposal, other = world.submitted(world.organisation()), world.organisation()
    return other.speaking.post(f"/v1/proposals/{proposal['id']}/withdraw", Accept_Language=language)


REFUSALS = [
    (wrong_fields, 422, "invalid"),
    (unknown_id, 404, "agenda.proposal_not_found"),
    (forbidden_transition, 409, "transition_forbidden"),
    (stale, 412, "stale"),
    (unguarded, 428, "precondition_required"),
    (key_reused, 422, "command_reused"),
    (without_token, 401, "unauthenticated"),
    (anothers_proposal, 403, "denied"),
]


@pytest.mark.parametrize("language", ["th", "en"])
@pytest.mark.parametrize(("attempt", "status", "code"), REFUSALS)
def test_a_refusal_says_what_is_wrong(
    world: World, attempt: Attempt, status: int, code: str, language: str
) -> None:
    response = attempt(world, language)
    problem = response.json()
    assert (response.status_code, problem["status"], problem["code"]) == (status, status, code)
    assert response.headers["Content-Type"] == "application/problem+json"
    assert response.headers["Content-Language"] == language
    texts = [problem["title"], *(error["text"] for error in problem.get("errors", []))]
    assert all(bool(THAI.search(text)) == (language == "th") for text in texts), texts


def test_every_wrong_field_is_named(world: World) -> None:
    errors = wrong_fields(world, "en").json()["errors"]
    named = {error["field"].split(".")[0]: error["code"] for error in errors}
    assert named.items() >= {"colour": "unknown", "rationale": "required", "purpose": "required"}.items()
    assert named.keys() >= {"title", "sdgs"}
