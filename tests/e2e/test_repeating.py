"""A command that is repeated under its key is done once and answered alike; many at once lose nothing."""

import uuid
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from functools import partial
from threading import Barrier

from tests.e2e.client import Organisation, View, World, meeting_at
from tests.support.polling import until

AT_ONCE = 50


def test_a_repeated_command_is_done_once(world: World) -> None:
    body, key = meeting_at(datetime(2031, 5, 7, 2, tzinfo=UTC)), str(uuid.uuid4())
    answers = [world.office.post("/v1/meetings", body, key) for _ in range(3)]
    assert [answer.status_code for answer in answers] == [201, 201, 201]
    assert answers[0].json() == answers[1].json() == answers[2].json()
    (only,) = world.public.read("/v1/meetings?year=2574")["items"]
    assert only["id"] == answers[0].json()["id"]


def test_a_transition_repeated_is_no_second_transition(world: World) -> None:
    proposer = world.organisation()
    path, key = f"/v1/proposals/{world.draft(proposer)['id']}/submit", str(uuid.uuid4())
    first, again = (proposer.speaking.post(path, key=key) for _ in range(2))
    assert first.ok
    assert first.json() == again.json()
    assert proposer.speaking.post(path).status_code == 409  # under a key of its own it is another command


def test_the_same_key_is_another_callers_own(world: World) -> None:
    key = str(uuid.uuid4())
    supported = world.submitted(world.organisation())
    path = f"/v1/proposals/{supported['id']}/support"
    one, other = world.organisation(), world.organisation()

    def supports(member: Organisation) -> bool:
        return bool(member.speaking.post(path, key=key).ok)

    for member in (one, other):
        until(partial(supports, member))
    assert set(world.public.read(f"/v1/proposals/{supported['id']}")["supporters"]) == {one.id, other.id}


def test_many_meetings_at_once_are_numbered_without_gap_or_duplicate(world: World) -> None:
    barrier = Barrier(AT_ONCE)

    def plan(day: int) -> View:
        body, key = meeting_at(datetime(2032, 1 + day % 12, 1 + day // 12, 2, tzinfo=UTC)), str(uuid.uuid4())
        barrier.wait()
        answers = until(lambda: answered(body, key), seconds=30, every=0.1)
        return answers[0]

    def answered(body: View, key: str) -> list[View]:
        """As a client does that is told 503: the same key again."""
        response = world.office.post("/v1/meetings", body, key)
        assert response.status_code in (201, 503), response.text
        return [response.json()] if response.ok else []

    with ThreadPoolExecutor(AT_ONCE) as pool:
        planned = list(pool.map(plan, range(AT_ONCE)))
    numbers = sorted((one["number"]["year_be"], one["number"]["ordinal"]) for one in planned)
    assert numbers == [(2575, ordinal) for ordinal in range(1, AT_ONCE + 1)]
    assert len({one["id"] for one in planned}) == AT_ONCE
