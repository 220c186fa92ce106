"""A fourth channel is one file, which is named in one setting: nothing of notify knows of it."""

import json
import threading
from collections.abc import Iterator
from types import SimpleNamespace
from typing import Any

import pytest
from environs import Env

from notify.channels import registry
from notify.outgoing.sender import run
from tests.integration.notify import fake_sms
from tests.integration.notify.facts import committee, meeting, member, person
from tests.integration.notify.house import House
from tests.integration.notify.mailbox import Mailbox
from tests.integration.notify.receiver import Receiver, open_receiver
from tests.support.polling import until

OTHER = "0198a6c0-5d00-7c3e-8f11-000000000011"


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    with open_receiver() as receiver:
        yield receiver


@pytest.fixture
def settings(monkeypatch: pytest.MonkeyPatch, receiver: Receiver, mailbox: Mailbox, keys: Any) -> Any:
    """As an installation has them that has a gateway for short messages."""
    given = {
        "EXTRA_CHANNELS": "tests.integration.notify.fake_sms",
        "SMS_GATEWAY": receiver.url,
        "SMTP_URI": mailbox.uri,
        "MAIL_FROM": "office@secretariat.example",
        "PUBLIC_URL": "https://wara.example",
        "LINK_SECRET_FILE": str(keys / "letter.key"),
    }
    for name, value in given.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setattr(registry, "_kinds", dict(registry._kinds))
    return SimpleNamespace(env=Env())


def test_short_messages_go_beside_mails_once_their_file_is_named(
    house: House, settings: Any, receiver: Receiver, mailbox: Mailbox
) -> None:
    registry.load(settings)
    house.hear(committee(), member(), person(), person(id=OTHER, email="rep2@org1.example"))
    house.hear(meeting("convened"))
    stop = threading.Event()
    receiver.answers = [503]
    sending = threading.Thread(target=run, args=(house.store, settings, stop))
    sending.start()
    try:
        until(lambda: house.store.db.notifications.count_documents({"status": "delivered"}) == 6)
    finally:
        stop.set()
        sending.join(10)
    short = [row for row in house.rows() if row["channel"] == fake_sms.CHANNEL.name]
    assert {(row["recipient"], row["template"]) for row in short} == {
        (person()[3]["id"], "welcome"),
        (person()[3]["id"], "meeting-invitation"),
    }
    assert sorted(row["attempts"] for row in short) == [1, 2], "the gateway was busy once"
    messages = {one["id"]: one for one in map(json.loads, receiver.bodies)}
    assert messages.keys() == {row["_id"] for row in short}
    for message in messages.values():
        *words, link = message["parts"]
        assert message["to"] == "+66000000001"
        assert link.startswith("https://wara.example/v1/m")
        assert all(len(part) <= fake_sms.PART for part in words)
    invited = next(one for one in messages.values() if "/meetings/" in one["parts"][-1])
    subjects = {letter["Subject"] for letter in mailbox.letters}
    assert "".join(invited["parts"][:-1]) in subjects
    assert len(mailbox.letters) == 4


def test_a_fault_of_a_channel_puts_its_letter_off_and_stops_nobody(
    house: House, settings: Any, mailbox: Mailbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What nobody thought of may be over when it is tried again."""
    registry.load(settings)
    house.hear(committee(), member(), person())
    monkeypatch.setattr(fake_sms, "NUMBERS", {})
    stop, rows = threading.Event(), house.store.db.notifications
    sending = threading.Thread(target=run, args=(house.store, settings, stop))
    sending.start()
    try:
        until(lambda: rows.find_one({"channel": fake_sms.CHANNEL.name, "status": "temporary_failure"}))
        until(lambda: rows.find_one({"channel": "email", "status": "delivered"}))
    finally:
        stop.set()
        sending.join(10)
    [short] = rows.find({"channel": fake_sms.CHANNEL.name})
    assert (short["attempts"], short["reason"]) == (1, "KeyError")
