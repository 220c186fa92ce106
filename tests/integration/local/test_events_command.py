"""`wara events`: a part of a log sent once more, and what a service missed."""

import json
import subprocess
from collections.abc import Callable
from typing import Any

import pytest

from chassis.envelope import CONTENT_TYPE, Event
from chassis.mongo import Store
from tests.integration.local.logs import RETURNED, SUBMITTED, hear, tell
from tests.support.servers import Servers

Wara = Callable[..., subprocess.CompletedProcess[str]]
ADMITTED = "membership.member.admitted.v1"
CONFIRMED = "membership.representative.confirmed.v1"
UNHEARD = "agenda.proposal.supported.v1"


@pytest.fixture
def events(wara: Wara, servers: Servers, amqp_uri: str, stores: dict[str, Store]) -> Wara:
    def run(*arguments: str) -> subprocess.CompletedProcess[str]:
        return wara("events", *arguments, MONGODB_URI=servers.mongodb_uri, AMQP_URI=amqp_uri)

    return run


def queue(channel: Any, name: str) -> str:
    channel.queue_declare(name, durable=True, arguments={"x-queue-type": "quorum"})
    return name


def taken(channel: Any, name: str, count: int) -> list[tuple[Any, dict[str, Any]]]:
    got = [channel.basic_get(name, auto_ack=True) for _ in range(count + 1)]
    assert got[-1][0] is None, "more than was asked for"
    return [(properties, json.loads(body)) for _, properties, body in got[:-1]]


def bodies(events: list[Event]) -> list[dict[str, Any]]:
    return [one.to_dict() for one in events]


def test_a_range_is_sent_in_order_with_its_ids(events: Wara, stores: dict[str, Store], channel: Any) -> None:
    told = tell(stores["agenda"], [SUBMITTED, RETURNED] * 10)
    partner = queue(channel, "partner.example.events")
    done = events("replay", "--source", "agenda", "--from", "3", "--to", "12", "--to-queue", partner)
    assert done.stdout == "10 of agenda's events, 3 through 12, sent to partner.example.events\n", done.stderr
    messages = taken(channel, partner, 10)
    assert [body for _, body in messages] == bodies(told[2:12])
    properties = messages[0][0]
    assert (properties.message_id, properties.type) == (told[2].id, told[2].type)
    assert (properties.content_type, properties.delivery_mode) == (CONTENT_TYPE, 2)
    assert properties.headers["cloudEvents_id"] == told[2].id


def test_types_are_chosen_and_what_was_parked_is_left_out(
    events: Wara, stores: dict[str, Store], channel: Any
) -> None:
    told = tell(stores["agenda"], [SUBMITTED, RETURNED, UNHEARD] * 2)
    stores["agenda"].db.parked.insert_one({"_id": "events/2", "reason": "too_large"})
    partner = queue(channel, "partner.example.events")
    kinds = ("--type", RETURNED, "--type", UNHEARD)
    done = events("replay", "--source", "agenda", *kinds, "--to-queue", partner)
    assert done.returncode == 0, done.stderr
    assert [body for _, body in taken(channel, partner, 3)] == bodies([told[2], told[4], told[5]])


def test_a_long_log_goes_page_by_page(events: Wara, stores: dict[str, Store], channel: Any) -> None:
    told = tell(stores["agenda"], [SUBMITTED] * 1203)
    partner = queue(channel, "partner.example.events")
    assert events("replay", "--source", "agenda", "--to-queue", partner).returncode == 0
    assert [body["id"] for _, body in taken(channel, partner, 1203)] == [one.id for one in told]


def test_personal_data_go_to_queues_of_ours_alone(
    events: Wara, stores: dict[str, Store], channel: Any
) -> None:
    tell(stores["membership"], [CONFIRMED], "restricted")
    private = ("replay", "--private", "--source", "membership", "--to-queue")
    assert "is no queue of wara's own" in events(*private, queue(channel, "partner.example.events")).stderr
    assert events(*private, queue(channel, "notify.inbox")).returncode == 0
    assert taken(channel, "notify.inbox", 1)[0][1]["type"] == CONFIRMED


def test_what_cannot_be_done_is_said(events: Wara, stores: dict[str, Store], channel: Any) -> None:
    tell(stores["agenda"], [SUBMITTED])
    nowhere = events("replay", "--source", "agenda", "--to-queue", "partner.missing.events")
    assert (nowhere.returncode, nowhere.stdout) == (1, "")
    assert "The broker has no queue partner.missing.events" in nowhere.stderr
    partner = queue(channel, "partner.example.events")
    beyond = events("replay", "--source", "agenda", "--from", "2", "--to-queue", partner)
    assert "nothing like that in agenda's events, told through 1" in beyond.stderr


def test_what_was_missed_is_found_by_sequence_and_sent_to_the_inbox(
    events: Wara, stores: dict[str, Store], channel: Any
) -> None:
    inbox = queue(channel, "notify.inbox")
    proposals = tell(stores["agenda"], [SUBMITTED, RETURNED, UNHEARD, SUBMITTED, SUBMITTED, RETURNED])
    members = tell(stores["membership"], [ADMITTED])
    people = tell(stores["membership"], [CONFIRMED], "restricted")
    hear(stores["notify"], [proposals[0], *members])
    stores["notify"].db.inbox_failed.insert_one({"_id": proposals[5].id, "status": "discarded"})
    found = events("missed", "--service", "notify")
    assert found.returncode == 1, found.stderr
    assert found.stdout.splitlines() == [
        f"notify did not hear 2, 4-5 of agenda's events: 1 {RETURNED}, 2 {SUBMITTED}",
        f"notify did not hear 1 of membership's events_private: 1 {CONFIRMED}",
    ]
    assert events("missed", "--service", "notify", "--replay").returncode == 0
    sent = [proposals[1], proposals[3], proposals[4], *people]
    assert [body for _, body in taken(channel, inbox, 4)] == bodies(sent)


def test_who_heard_everything_is_told_so(events: Wara, stores: dict[str, Store]) -> None:
    hear(stores["agenda"], tell(stores["membership"], [ADMITTED] * 3))
    done = events("missed", "--service", "agenda")
    assert (done.returncode, done.stdout) == (0, "agenda has heard everything.\n")
