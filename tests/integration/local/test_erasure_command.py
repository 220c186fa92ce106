"""`wara erasure check`, `wara retention`, and commands that read a log from which a person was erased."""

import subprocess
import sys
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pika
import pytest

from chassis.clock import now
from chassis.mongo import Store
from membership import deadlines
from membership import store as membership
from membership.model.erasure import EVERYTHING
from tests.integration.local.conftest import OFFSET
from tests.integration.local.logs import tell
from tests.support.servers import Servers
from wara.mail.box import Box
from wara.searching import in_mails
from wara.store_findings import of_erasures

Wara = Callable[..., subprocess.CompletedProcess[str]]
CONFIRMED, ENDED = "membership.representative.confirmed.v1", "membership.representative.ended.v1"
PERSON = {"name": {"th": {"given": "ผู้แทน", "family": "สอง"}}, "email": "rep2@org1.example"}


@pytest.fixture
def run(wara: Wara, servers: Servers, amqp_uri: str) -> Wara:
    def run(*arguments: str) -> subprocess.CompletedProcess[str]:
        return wara(*arguments, MONGODB_URI=servers.mongodb_uri, AMQP_URI=amqp_uri)

    return run


def test_a_person_is_found_wherever_they_are(run: Wara, stores: dict[str, Store], tmp_path: Path) -> None:
    stores["membership"].db.representatives.insert_one({"_id": "r1", **PERSON})
    stores["notify"].db.inbox_failed.insert_one({"_id": "f1", "body": b'{"email": "REP2@org1.example"}'})
    (tmp_path / "work.log").write_text("sent to rep2@org1.example\n", "utf-8")
    (tmp_path / "1.eml").write_text("To: rep2@org1.example\n\nWelcome\n", "utf-8")
    where = ("--logs", str(tmp_path), "--mails", str(tmp_path))
    done = run("erasure", "check", "--name", "ผู้แทน สอง", "--email", "rep2@org1.example", *where)
    assert done.returncode == 1, done.stderr
    assert done.stdout.splitlines() == [
        "text 2: 1 in mail: 1.eml",
        f"text 1: 1 in membership_{OFFSET}.representatives: r1",
        f"text 2: 1 in membership_{OFFSET}.representatives: r1",
        f"text 2: 1 in notify_{OFFSET}.inbox_failed: f1",
        "text 2: 1 in work.log: 1",
    ]
    assert "rep2" not in done.stdout


def test_who_is_nowhere_is_found_nowhere(run: Wara, stores: dict[str, Store], tmp_path: Path) -> None:
    stores["membership"].db.representatives.insert_one({"_id": "r1", "member": "m1"})
    done = run("erasure", "check", "--email", "rep2@org1.example", "--logs", str(tmp_path))
    assert (done.returncode, done.stdout) == (0, "Found nowhere: 1 texts.\n"), done.stderr


def test_what_is_sought_may_come_by_standard_input(
    bare: dict[str, str], servers: Servers, stores: dict[str, Store]
) -> None:
    stores["membership"].db.representatives.insert_one({"_id": "r1", **PERSON})

    def check(text: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", "wara", "erasure", "check"],
            env={**bare, "PORT_OFFSET": str(OFFSET), "MONGODB_URI": servers.mongodb_uri},
            input=text,
            capture_output=True,
            text=True,
            timeout=100,
        )

    found = check("somebody@else.example\nrep2@org1.example\n\n")
    assert (found.returncode, found.stdout) == (1, f"text 2: 1 in membership_{OFFSET}.representatives: r1\n")
    assert "nothing to look for" in check("\n").stderr


def test_a_blanked_entry_is_neither_sent_nor_missed(
    run: Wara, stores: dict[str, Store], amqp_uri: str
) -> None:
    [_, last] = tell(stores["membership"], [CONFIRMED, ENDED], "restricted")
    blank = {"$set": {"event.data": {}, "erased_at": now()}}
    stores["membership"].db.events_private.update_one({"type": CONFIRMED}, blank)
    missed = run("events", "missed", "--service", "notify")
    assert missed.stdout == f"notify did not hear 2 of membership's events_private: 1 {ENDED}\n"
    with pika.BlockingConnection(pika.URLParameters(amqp_uri)) as connection:
        channel: Any = connection.channel()
        channel.queue_declare("notify.inbox", durable=True, arguments={"x-queue-type": "quorum"})
        sent = run("events", "replay", "--private", "--source", "membership", "--to-queue", "notify.inbox")
        assert sent.stdout == "1 of membership's events_private, 1 through 2, sent to notify.inbox\n"
        assert channel.basic_get("notify.inbox", auto_ack=True)[1].message_id == last.id


def ago(days: int) -> datetime:
    return now() - timedelta(days=days)


def test_retention_shows_whom_it_would_forget(run: Wara, stores: dict[str, Store]) -> None:
    stores["membership"].make_indexes(membership.INDEXES)
    stores["membership"].db.representatives.insert_many(
        [
            {"_id": f"r{days}", "member": "m1", "due": deadlines.known(EVERYTHING, ago(days)), **PERSON}
            for days in (10, 400, 800)
        ]
    )
    done = run("retention")
    assert done.returncode == 0, done.stderr
    [row, total, first, second, also] = done.stdout.splitlines()
    assert row.startswith("members/m1/representatives/r800  identity  ")
    assert total.startswith("identity of 1 who left office by ")
    assert [first.split("  ")[:2], second.split("  ")[:2]] == [
        ["members/m1/representatives/r800", "contact"],
        ["members/m1/representatives/r400", "contact"],
    ]
    assert also.startswith("contact of 2 who left office by ")
    assert len(run("retention", "--days", "365").stdout.splitlines()) == 6


def test_an_erasure_that_nobody_completes_is_a_finding(stores: dict[str, Store]) -> None:
    old, new = now() - timedelta(hours=2), now()
    stores["membership"].db.erasures.insert_many(
        [
            {"_id": "waits", "asked_at": old, "completed_at": None},
            {"_id": "is done", "asked_at": old, "completed_at": new},
            {"_id": "is new", "asked_at": new, "completed_at": None},
        ]
    )
    [found] = of_erasures(stores["membership"])
    assert found.startswith("1 persons are not forgotten everywhere after an hour")
    assert list(of_erasures(stores["notify"])) == []


def test_caught_mails_of_a_person_are_deleted_and_listed_no_more(tmp_path: Path) -> None:
    box = Box(tmp_path)
    for address in ("rep1@org1.example", "rep2@org1.example"):
        box.add("office@secretariat.example", [address], f"To: {address}\r\n\r\nWelcome\r\n".encode())
    found = {one.key for one in in_mails(sorted(tmp_path.glob("*.eml")), ["rep2@org1.example"])}
    assert found == {"000002.eml"}
    box.file(2).unlink()
    assert ([entry.n for entry in box.entries()], box.has(2)) == ([1], False)
    box.add("office@secretariat.example", ["rep1@org1.example"], b"\r\n")
    assert [entry.n for entry in box.entries()] == [1, 3]
