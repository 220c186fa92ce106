"""The service as it runs: `serve` and `work`, the broker between them, membership and whoever listens."""

import base64
import json
from collections.abc import Iterator
from concurrent.futures import Future
from pathlib import Path
from typing import Any

import pika
import pytest

from chassis.clock import now
from chassis.envelope import CONTENT_TYPE, Event, encode
from chassis.ids import new_id
from tests.integration.agenda.conftest import COMMITTEE, COMMITTEE_FILE
from tests.integration.agenda.office import VENUE
from tests.support.asking import Asker
from tests.support.polling import until
from tests.support.services import process


@pytest.fixture
def gateway(env: dict[str, str], tmp_path: Path) -> Iterator[Asker]:
    """Calls to the running service, as the gateway makes them."""
    log = tmp_path / "agenda.log"
    with (
        process(["agenda", "work"], env, log),
        process(["agenda", "serve"], env, log),
        Asker.started(env, log) as asker,
    ):
        yield asker


def tell(channel: Any, type: str, data: dict[str, Any]) -> None:
    """As membership tells it."""
    event = Event(
        id=new_id(),
        type=type,
        source="membership",
        subject=data["id"],
        time=now(),
        version=1,
        data=data,
        dataclassification="public",
        correlationid=new_id(),
    )
    properties = pika.BasicProperties(content_type=CONTENT_TYPE, message_id=event.id, type=type)
    channel.basic_publish("membership.events", type, encode(event), properties)


def told(channel: Any, queue: str) -> dict[str, Any]:
    """The next event, nothing while there is none."""
    _, _, body = channel.basic_get(queue, auto_ack=True)
    return dict(json.loads(body)) if body else {}


def granted(answer: "Future[dict[str, Any]]") -> dict[str, Any]:
    return dict(answer.result(25).get("ok", {}))


def test_what_membership_tells_is_stood_on_and_what_happens_is_told(gateway: Asker, channel: Any) -> None:
    queue = channel.queue_declare("", exclusive=True).method.queue
    channel.queue_bind(queue, "agenda.events", "#")
    committee = json.loads(COMMITTEE_FILE.read_text("utf-8"))
    tell(channel, "membership.committee.established.v1", {**committee, "id": COMMITTEE})
    member = new_id()
    name = {"th": "องค์กรภาคประชาสังคม ๑"}
    fact = {"id": member, "committee": COMMITTEE, "kind": "civil_society", "name": name, "status": "active"}
    tell(channel, "membership.member.admitted.v1", fact)
    body = {
        "title": {"th": "คุณภาพอากาศ"},
        "rationale": {"th": "ฝุ่นละออง"},
        "sdgs": [3],
        "purpose": "consideration",
        "proposed_by": member,
    }
    created = until(lambda: granted(gateway.later("agenda", "create_proposal", body)))
    gateway.call("agenda", "submit_proposal", {"id": created["id"]})
    event = until(lambda: told(channel, queue))
    assert event["type"] == "agenda.proposal.submitted.v1"
    assert (event["subject"], event["data"]["proposed_by"]) == (f"proposals/{created['id']}", member)
    feed = gateway.call("agenda", "read_events", {"after": 0, "limit": 10})
    assert feed["items"] == [event]


def test_50_at_once_get_1_to_50_and_a_pdf_hinders_nobody(gateway: Asker, channel: Any) -> None:
    committee = json.loads(COMMITTEE_FILE.read_text("utf-8"))
    tell(channel, "membership.committee.established.v1", {**committee, "id": COMMITTEE})
    held = {"starts_at": "2018-01-31T02:00:00Z", "venue": VENUE, "held": {}}
    recorded = until(lambda: granted(gateway.later("agenda", "plan_meeting", held)))
    asked = {"id": recorded["id"], "kind": "news-release", "format": "pdf"}
    pdf = gateway.later("agenda", "render_document", asked, deadline=20)
    body = {"starts_at": "2030-01-31T02:00:00Z", "venue": VENUE}
    waiting = {str(n) for n in range(50)}
    ordinals: list[int] = []
    while waiting:  # what was unavailable is asked again under its command id
        answers = {n: gateway.later("agenda", "plan_meeting", body, command_id=n) for n in waiting}
        planned = {n: granted(answer) for n, answer in answers.items()}
        ordinals += [one["number"]["ordinal"] for one in planned.values() if one]
        waiting = {n for n, one in planned.items() if not one}
    assert sorted(ordinals) == [*range(1, 51)]
    while not (drawn := granted(pdf)):  # on a busy machine it may not be in time
        pdf = gateway.later("agenda", "render_document", asked, deadline=20)
    assert base64.b64decode(drawn["data"]).startswith(b"%PDF-")
