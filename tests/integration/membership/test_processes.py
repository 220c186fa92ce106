"""The service as it runs: `serve` and two `work`, the broker between them and whoever listens."""

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pika
import pytest

from tests.integration.membership.conftest import COMMITTEE_FILE
from tests.integration.membership.desk import PERSON
from tests.support.asking import Asker
from tests.support.polling import until
from tests.support.services import free_port, process


@pytest.fixture
def env(env: dict[str, str], keys: Path) -> dict[str, str]:
    return {
        **env,
        "COMMITTEE_FILE": str(COMMITTEE_FILE),
        "LINK_SECRET_FILE": str(keys / "link.key"),
    }


@pytest.fixture
def heard(amqp_uri: str) -> Iterator[list[dict[str, Any]]]:
    """What an independent listener hears, public and private, while it is looked at."""
    with pika.BlockingConnection(pika.URLParameters(amqp_uri)) as connection:
        channel = connection.channel()
        queue = channel.queue_declare("", exclusive=True).method.queue
        for exchange in ("membership.events", "membership.private"):
            channel.exchange_declare(exchange, "topic", durable=True)
            channel.queue_bind(queue, exchange, "#")

        class Heard(list[dict[str, Any]]):
            def __len__(self) -> int:
                while (message := channel.basic_get(queue, auto_ack=True))[0] is not None:
                    self.append(json.loads(message[2]))
                return super().__len__()

        yield Heard()


def test_an_installation_founds_its_committee_once_and_takes_members(
    env: dict[str, str], tmp_path: Path, heard: list[dict[str, Any]]
) -> None:
    log = tmp_path / "membership.log"
    with (
        process(["membership", "work"], {**env, "INSTANCE": "one"}, log),
        process(["membership", "work"], {**env, "INSTANCE": "another"}, log),
        process(["membership", "serve"], env, log),
        Asker.started(env, log) as gateway,
    ):
        assert until(lambda: len(heard) == 1)
        committee = gateway.call("membership", "get_committee", {})
        body = {"kind": "government_agency", "name": {"th": "กระทรวงพลังงาน"}, "representative": PERSON}
        member = gateway.call("membership", "apply_member", body, roles=("secretariat",))
        assert until(lambda: len(heard) == 5)
        feed = gateway.call("membership", "read_events", {"after": 0, "limit": 10})
    assert heard[0]["type"] == "membership.committee.established.v1"
    assert heard[0]["data"] == committee
    assert member["committee"] == committee["id"]
    public = [event for event in heard if event["dataclassification"] == "public"]
    assert feed["items"] == public
    assert sorted(event["type"] for event in heard if event not in public) == [
        "membership.representative.confirmed.v1",
        "membership.representative.nominated.v1",
    ]


def test_a_wrong_committee_file_stops_the_process_with_its_name(env: dict[str, str], tmp_path: Path) -> None:
    file = tmp_path / "committee.json"
    file.write_text('{"name": {}}', "utf-8")
    stopped = subprocess.run(
        [sys.executable, "-m", "membership", "work"],
        env={**env, "COMMITTEE_FILE": str(file), "HEALTH_PORT": str(free_port())},
        capture_output=True,
        timeout=100,
    )
    assert stopped.returncode != 0
    assert f"COMMITTEE_FILE: {file}" in stopped.stdout.decode()
