"""The private broker and store, beside whatever else runs on this machine."""

import json
import os
from pathlib import Path

import pika
import pytest
import requests
from pymongo import MongoClient

from tests.integration.local.conftest import OFFSET, ROOT
from tests.support.polling import until
from wara import leftovers
from wara.ports import answers
from wara.stack import Stack


def test_private_servers_come_back_after_a_kill_keep_their_data_and_leave_nothing(
    bare: dict[str, str], stack: Stack
) -> None:
    private = Stack(ROOT, OFFSET, stack.folder.path, bare)
    private.start(services=False)
    try:
        publish(private)
        remember(private)
        until(lambda: queue_saved(private))
        private.kill("rabbitmq")
        private.kill("store")
        private.wait_ready("rabbitmq", "store")
        assert kept_message(private) == b"kept"
        assert remembered(private)
        assert definitions_imported(private)
    finally:
        private.stop()
    assert not leftovers.processes(private.folder)
    ports = private.plan.ports
    assert not any(answers(port) for port in (ports.amqp, ports.management, ports.epmd, ports.store))


def publish(stack: Stack) -> None:
    with pika.BlockingConnection(pika.URLParameters(stack.urls.amqp)) as connection:
        channel = connection.channel()
        channel.confirm_delivery()
        channel.queue_declare("kept", durable=True, arguments={"x-queue-type": "quorum"})
        channel.basic_publish("", "kept", b"kept", pika.BasicProperties(delivery_mode=2))


def queue_saved(stack: Stack) -> bool:
    """A quorum queue declared within half a second before the broker is killed does not come back (3.10)."""
    return any(b"kept" in file.read_bytes() for file in stack.folder.broker.rglob("names.dets"))


def kept_message(stack: Stack) -> bytes | None:
    with pika.BlockingConnection(pika.URLParameters(stack.urls.amqp)) as connection:
        body: bytes | None = connection.channel().basic_get("kept", auto_ack=True)[2]
        return body


def remember(stack: Stack) -> None:
    with MongoClient[dict[str, str]](stack.urls.mongodb) as client, client.start_session() as session:
        session.with_transaction(
            lambda session: client.test.things.insert_one({"_id": "kept"}, session=session)
        )


def remembered(stack: Stack) -> bool:
    with MongoClient[dict[str, str]](stack.urls.mongodb) as client:
        return client.test.things.count_documents({"_id": "kept"}) == 1


def definitions_imported(stack: Stack) -> bool:
    known = requests.get(f"{stack.urls.management}/api/policies", auth=("guest", "guest"), timeout=5).json()
    wanted = json.loads((ROOT / "deploy/rabbitmq/definitions.json").read_text())["policies"]
    return {policy["name"] for policy in known} == {policy["name"] for policy in wanted}


def test_a_mongod_on_the_path_is_used_as_a_replica_set(
    stack: Stack, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    mongod = tmp_path / "mongod"
    mongod.write_text("#!/bin/sh\n")
    mongod.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}:{os.environ['PATH']}")
    own = Stack(ROOT, OFFSET, stack.folder.path, {})
    command = own.programs["store"].command
    assert command[0] == str(mongod) and command[command.index("--bind_ip") + 1] == "127.0.0.1"
    assert command[command.index("--replSet") + 1] == "wara"
    assert "replicaSet=wara" in own.urls.mongodb and "retryWrites=false" not in own.urls.mongodb
