"""The processes of notify, between a real broker, a real store and a real mail server."""

import json
import os
import signal
import socket
import subprocess
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pika
import pytest

from chassis import topology
from chassis.envelope import CONTENT_TYPE, encode
from chassis.mongo import Store
from tests.integration.notify import facts
from tests.integration.notify.facts import Fact, committee, meeting, member, person
from tests.integration.notify.mailbox import Mailbox, open_mailbox
from tests.support.asking import Asker
from tests.support.polling import until
from tests.support.services import free_port, process

LEASE_SECONDS = 3


@pytest.fixture
def env(env: dict[str, str], mailbox: Mailbox, keys: Path) -> dict[str, str]:
    return {
        **env,
        "SMTP_URI": mailbox.uri,
        "MAIL_FROM": "office@secretariat.example",
        "PUBLIC_URL": "https://wara.example",
        "LINK_SECRET_FILE": str(keys / "letter.key"),
    }


@pytest.fixture
def log(tmp_path: Path) -> Path:
    return tmp_path / "work.log"


@pytest.fixture
def work(env: dict[str, str], log: Path) -> Iterator["subprocess.Popen[bytes]"]:
    with process(["notify", "work"], env, log) as child:
        yield child


def tell(channel: Any, *told: Fact) -> None:
    """As the relays of membership and agenda publish it, each over its own exchange."""
    for fact in told:
        event = facts.event(fact)
        exchange = topology.exchange(event.source, event.dataclassification)
        properties = pika.BasicProperties(content_type=CONTENT_TYPE)
        channel.basic_publish(exchange, event.type, encode(event), properties)


@pytest.mark.usefixtures("work")
def test_from_facts_to_mail_and_the_news_of_it(channel: Any, mailbox: Mailbox, log: Path) -> None:
    queue = channel.queue_declare("", exclusive=True).method.queue
    channel.queue_bind(queue, "notify.events", "notify.notification.#")
    tell(channel, meeting("convened"), person(), member(), committee())
    until(lambda: len(mailbox.letters) == 2)
    assert {letter["To"].addresses[0].addr_spec for letter in mailbox.letters} == {"rep1@org1.example"}
    heard = until(lambda: drain(channel, queue, 4))
    assert sorted(event["type"].split(".")[2] for event in heard) == ["delivered"] * 2 + ["queued"] * 2
    assert all("org1.example" not in str(event) for event in heard)
    written = log.read_text("utf-8")
    assert "org1.example" not in written
    assert "ผู้แทน หนึ่ง" not in written


def drain(channel: Any, queue: str, count: int) -> list[dict[str, Any]]:
    if channel.queue_declare(queue, passive=True).method.message_count < count:
        return []
    return [json.loads(channel.basic_get(queue, auto_ack=True)[2]) for _ in range(count)]


def test_killed_between_the_servers_answer_and_our_mark(
    channel: Any, env: dict[str, str], log: Path, mailbox: Mailbox, store: Store
) -> None:
    with process(["notify", "work"], env | {"SMTP_TIMEOUT": str(LEASE_SECONDS / 7)}, log) as first:
        mailbox.after = lambda: os.kill(first.pid, signal.SIGKILL)
        tell(channel, committee(), member(), person())
        first.wait(10)
    mailbox.after = lambda: None
    assert store.db.notifications.find_one({"status": "sending"})
    with process(["notify", "work"], env, log):
        until(lambda: store.db.notifications.find_one({"status": "delivered"}), seconds=LEASE_SECONDS + 10)
    assert len(mailbox.letters) == 2
    assert len(set(mailbox.message_ids)) == 1


def test_letters_wait_for_a_mail_server_that_is_away(
    channel: Any, env: dict[str, str], log: Path, store: Store
) -> None:
    port = free_port()
    env["SMTP_URI"] = f"smtp://127.0.0.1:{port}"
    with socket.socket() as taken, ExitStack() as running:
        taken.bind(("127.0.0.1", port))  # it is nobody else's, and answers nobody
        running.enter_context(process(["notify", "work"], env, log))
        tell(channel, committee(), member(), person())
        until(lambda: "sender_paused" in log.read_text("utf-8"))
        assert store.db.notifications.count_documents({"status": "queued", "attempts": 0}) == 1
        taken.close()
        with open_mailbox(port) as back:
            until(lambda: back.letters)
            until(lambda: store.db.notifications.find_one({"status": "delivered"}))


@pytest.mark.usefixtures("work")
def test_serve_shows_what_work_did_and_what_serve_is_told_work_does(
    channel: Any, env: dict[str, str], mailbox: Mailbox, tmp_path: Path
) -> None:
    tell(channel, committee(), member(), person())
    with (
        process(["notify", "serve"], env, tmp_path / "serve.log"),
        Asker.started(env, tmp_path / "asker.log") as asker,
    ):
        where = {"status": "delivered"}
        (sent,) = until(lambda: asker.call("notify", "list_notifications", where)["items"])
        assert [sent["message_id"]] == mailbox.message_ids
        asker.call("notify", "resend_notification", {"id": sent["id"]})
        until(lambda: len(mailbox.letters) == 2)
        letter = asker.call("notify", "preview_template", {"name": "welcome", "language": "en"})
        assert letter["subject"] == "Welcome to the Joint Working Group"


@pytest.mark.parametrize("missing", ["SMTP_URI", "MAIL_FROM", "PUBLIC_URL", "LINK_SECRET_FILE"])
def test_a_missing_setting_stops_the_process_with_its_name(
    missing: str, env: dict[str, str], log: Path
) -> None:
    del env[missing]
    with pytest.raises(AssertionError, match=missing), process(["notify", "work"], env, log):
        pass
