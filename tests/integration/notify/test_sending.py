"""From the row to a real mail server, which does not always want to."""

import threading
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from icalendar import Calendar

from chassis import clock
from chassis.mongo import Store
from notify.channels.channel import Away
from notify.handlers import sending
from notify.sender import Sender
from tests.integration.notify.facts import (
    PERSON,
    SOON,
    committee,
    meeting,
    member,
    moved,
    person,
    proposal,
    submitted,
)
from tests.integration.notify.house import House
from tests.integration.notify.mailbox import Mailbox, open_mailbox

NewSender = Callable[..., Sender]
Send = Callable[[], int]
JOINED = (committee(), member(), person())


def make_due(store: Store) -> None:
    """As if the time to wait were over."""
    store.db.notifications.update_many({"due_at": {"$ne": None}}, {"$set": {"due_at": clock.now()}})


def statuses(house: House) -> list[str]:
    return [row["status"] for row in house.rows()]


def test_a_letter_is_delivered_once(house: House, mailbox: Mailbox, send: Send) -> None:
    house.hear(*JOINED)
    assert (send(), send()) == (1, 0)
    row = house.row("welcome")
    assert [step["status"] for step in row["history"]] == ["accepted", "queued", "sending", "delivered"]
    assert mailbox.recipients == ["rep1@org1.example"]
    assert mailbox.message_ids == [row["message_id"]] == [f"<{row['_id']}@secretariat.example>"]
    (event,) = house.told("notify.notification.delivered.v1")
    assert (event["data"]["status"], event["version"]) == ("delivered", row["version"])
    (queued,) = house.told("notify.notification.queued.v1")
    assert event["correlationid"] == queued["correlationid"]


def test_an_invitation_carries_a_calendar_entry_that_follows_the_meeting(
    house: House, mailbox: Mailbox, send: Send
) -> None:
    house.hear(*JOINED, meeting("convened"))
    send()
    house.hear(moved(3, 1))
    send()
    house.hear(meeting("cancelled", 4, calendar_sequence=2))
    send()
    entries = [entry for letter in mailbox.letters for entry in calendars(letter)]
    assert [(str(one["method"]), event["sequence"]) for one, event in entries] == [
        ("REQUEST", 0),
        ("REQUEST", 1),
        ("CANCEL", 2),
    ]
    assert len({event["uid"] for _, event in entries}) == 1
    assert entries[1][1]["dtstart"].dt == SOON + timedelta(days=1)


def calendars(letter: Any) -> list[tuple[Any, Any]]:
    parts = [part for part in letter.walk() if part.get_content_type() == "text/calendar"]
    parsed: list[Any] = [Calendar.from_ical(part.get_content()) for part in parts]
    return [(one, one.walk("VEVENT")[0]) for one in parsed]


def test_a_server_that_says_later_is_asked_again_later(house: House, mailbox: Mailbox, send: Send) -> None:
    house.hear(*JOINED)
    mailbox.answers = ["451 greylisted", "452 full"]
    send()
    row = house.row("welcome")
    assert (row["status"], row["reason"], mailbox.letters) == ("temporary_failure", "451", [])
    assert row["due_at"] > clock.now()
    assert send() == 0
    for _ in range(2):
        make_due(house.store)
        send()
    row = house.row("welcome")
    assert (row["status"], row["attempts"], row["reason"]) == ("delivered", 3, None)
    assert len(mailbox.letters) == 1


def test_a_server_that_says_no_is_not_asked_again(house: House, mailbox: Mailbox, send: Send) -> None:
    house.hear(committee(), member(), person(email="nobody@org1.example"))
    send()
    row = house.row("welcome")
    assert (row["status"], row["reason"], row["due_at"]) == ("permanent_failure", "550", None)
    (event,) = house.told("notify.notification.failed.v1")
    assert event["data"]["status"] == "permanent_failure"


def test_one_bad_address_stops_no_other(house: House, mailbox: Mailbox, send: Send) -> None:
    house.hear(committee(), member(), person(email="nobody@org1.example"))
    house.hear(person(id=SECOND, email="no address"), person(id=THIRD, email="rep3@org1.example"))
    send()
    assert sorted(statuses(house)) == ["delivered", "permanent_failure", "permanent_failure"]


SECOND, THIRD = ("0198a6c0-5d00-7c3e-8f11-00000000001" + digit for digit in "12")


def test_a_connection_lost_after_the_letter_is_made_good_under_the_same_message_id(
    house: House, mailbox: Mailbox, send: Send
) -> None:
    house.hear(*JOINED)
    mailbox.hang_up_after_letters = 1
    send()
    assert (statuses(house), len(mailbox.letters)) == (["temporary_failure"], 1)
    make_due(house.store)
    send()
    assert statuses(house) == ["delivered"]
    assert len(mailbox.letters) == 2
    assert len(set(mailbox.message_ids)) == 1


def test_what_a_dead_sender_left_is_sent_again_under_the_same_message_id(
    house: House, mailbox: Mailbox, send: Send, monkeypatch: pytest.MonkeyPatch
) -> None:
    house.hear(*JOINED)
    with monkeypatch.context() as patch:
        patch.setattr(sending, "mark", die)
        with pytest.raises(Killed):
            send()
    assert (statuses(house), len(mailbox.letters)) == (["sending"], 1)
    assert send() == 0, "its lease still holds"
    make_due(house.store)
    send()
    assert statuses(house) == ["delivered"]
    assert len(mailbox.letters) == 2
    assert len(set(mailbox.message_ids)) == 1


class Killed(Exception):
    """What follows is not done."""


def die(*_: object) -> None:
    raise Killed


def test_a_report_that_comes_too_late_is_not_applied(house: House, mailbox: Mailbox, send: Send) -> None:
    house.hear(*JOINED)

    def overtake() -> None:
        mailbox.after = lambda: None
        make_due(house.store)
        id, lease = house.row("welcome")["_id"], timedelta(seconds=60)
        house.store.transact(lambda tx: sending.take(tx, id, lease, "secretariat.example"))

    mailbox.after = overtake
    send()
    row = house.row("welcome")
    assert (row["status"], row["attempts"]) == ("sending", 2)
    assert house.told("notify.notification.delivered.v1") == []


def test_while_no_server_answers_nothing_is_claimed(house: House, new_sender: NewSender) -> None:
    house.hear(*JOINED)
    with open_mailbox() as mailbox:
        port = mailbox.port
    sender = new_sender(port)
    with pytest.raises(Away):
        sender.send_due(threading.Event())
    assert (statuses(house), house.row("welcome")["attempts"]) == (["queued"], 0)
    with open_mailbox(port) as mailbox:
        sender.send_due(threading.Event())
    assert statuses(house) == ["delivered"]


@pytest.mark.parametrize("template", ["meeting-invitation", "meeting-rescheduled"])
def test_a_meeting_cancelled_meanwhile_is_not_announced(
    house: House, mailbox: Mailbox, send: Send, template: str
) -> None:
    house.hear(*JOINED, meeting("convened"), moved(3, 1), meeting("cancelled", 4, calendar_sequence=2))
    send()
    row = house.row(template)
    assert (row["status"], row["reason"]) == ("cancelled", "meeting_cancelled")
    assert house.row("meeting-cancelled")["status"] == "cancelled", "nobody had been invited yet"
    assert [letter["Subject"] for letter in mailbox.letters] == ["ยินดีต้อนรับสู่คณะทำงานร่วมฯ"]


def test_an_invitation_to_a_meeting_that_began_has_expired(
    house: House, mailbox: Mailbox, send: Send
) -> None:
    house.hear(*JOINED, meeting("convened"), meeting("opened", 3))
    send()
    assert house.row("meeting-invitation")["status"] == "expired"


def test_who_left_office_meanwhile_is_not_written_to(house: House, mailbox: Mailbox, send: Send) -> None:
    house.hear(*JOINED, submitted(), person("ended", 2))
    send()
    assert {row["status"] for row in house.rows()} == {"suppressed"}
    assert len(house.told("notify.notification.suppressed.v1")) == 2
    assert mailbox.letters == []


def test_a_letter_waits_for_what_it_has_to_name(house: House, mailbox: Mailbox, send: Send) -> None:
    house.hear(member(), person())
    send()
    assert (statuses(house), mailbox.letters) == (["queued"], [])
    house.hear(committee())
    make_due(house.store)
    send()
    assert statuses(house) == ["delivered"]


def test_a_letter_that_cannot_be_written_is_our_fault_and_stops_no_other(
    house: House, mailbox: Mailbox, send: Send
) -> None:
    house.hear(*JOINED, proposal("admitted", "a status of tomorrow", 3))
    send()
    assert house.row("proposal-judged")["status"] == "technical_failure"
    assert house.row("welcome")["status"] == "delivered"


def test_two_senders_send_each_letter_once(house: House, mailbox: Mailbox, new_sender: NewSender) -> None:
    house.hear(committee(), member())
    house.hear_together(
        *(person(id=f"{PERSON[:-2]}{n}", email=f"rep{n}@org1.example") for n in range(10, 40))
    )
    stop = threading.Event()
    threads = [threading.Thread(target=new_sender().send_due, args=(stop,)) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert set(statuses(house)) == {"delivered"}
    assert len(mailbox.letters) == len(set(mailbox.message_ids)) == 30
