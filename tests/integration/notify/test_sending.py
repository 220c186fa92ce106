"""From the row to a real mail server, which does not always want to."""

import threading
import time
from collections import Counter
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from functools import partial
from itertools import permutations
from typing import Any

import pytest
from icalendar import Calendar

from chassis import clock
from notify import store
from notify.channels.channel import Away
from notify.channels.email import Server
from notify.editing.template import Words
from notify.handlers import accounts, sending
from notify.handlers.accounts import Account, Report
from notify.handlers.keeping import settle
from notify.letters import edition
from notify.model import Notification
from notify.outgoing import bundles, clearing, deliveries
from notify.outgoing.deliveries import DELIVERIES
from notify.outgoing.ledger import Ledger
from notify.outgoing.receipts import RECEIPTS, Sent
from notify.outgoing.sender import Sender
from tests.integration.notify.facts import (
    MEMBER,
    PERSON,
    SOON,
    Fact,
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


def statuses(house: House) -> list[str]:
    return [row["status"] for row in house.rows()]


def test_a_letter_is_delivered_once(house: House, mailbox: Mailbox, send: Send) -> None:
    house.hear(*JOINED)
    assert (send(), send()) == (1, 0)
    row = house.row("welcome")
    assert [step["status"] for step in row["history"]] == ["accepted", "queued", "sending", "delivered"]
    assert mailbox.recipients == ["rep1@org1.example"]
    assert (row["server"], row["server_said"]) == ("127.0.0.1", "taken")
    assert row["edition"] == edition("welcome", Words("th")) != edition("welcome", Words("en"))
    assert mailbox.message_ids == [row["message_id"]] == [f"<{row['_id']}@secretariat.example>"]
    (event,) = house.told("notify.notification.delivered.v1")
    assert (event["data"]["status"], event["version"]) == ("delivered", row["version"])
    (queued,) = house.told("notify.notification.queued.v1")
    assert event["correlationid"] == queued["correlationid"]


def test_a_domain_in_thai_is_written_to_as_mail_servers_know_it(
    house: House, mailbox: Mailbox, send: Send
) -> None:
    house.hear(committee(), member(), person(email="rep1@ไทย.ไทย"))
    send()
    assert mailbox.recipients == ["rep1@xn--o3cw4h.xn--o3cw4h"]


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


def test_in_whatever_order_its_entries_come_a_calendar_ends_right(
    house: House, mailbox: Mailbox, send: Send
) -> None:
    """A meeting moved three times and called off: what is shown is what was told last."""
    house.hear(*JOINED, meeting("convened"))
    changes = [moved(3, 1, 1), moved(4, 2, 2), moved(5, 3, 3), meeting("cancelled", 6, calendar_sequence=4)]
    for change in [None, *changes]:
        if change:
            house.hear(change)
        send()
    entries = [entry for letter in mailbox.letters for entry in calendars(letter)]
    assert [event["sequence"] for _, event in entries] == [0, 1, 2, 3, 4]
    for order in permutations(entries):
        assert shown(order) == [("CANCELLED", 4)]
    for order in permutations(entries[:-1]):
        assert shown(order) == [("CONFIRMED", 3)]


def shown(entries: Iterable[tuple[Any, Any]]) -> list[tuple[str, int]]:
    """What a calendar holds that goes by RFC 5546: of a UID the entry of the highest sequence, of equals the
    one that was stamped later."""
    held: dict[str, Any] = {}
    for _, event in entries:
        before = held.get(event["uid"])
        if before is None or newer(event) >= newer(before):
            held[event["uid"]] = event
    return [(str(event["status"]), event["sequence"]) for event in held.values()]


def newer(event: Any) -> tuple[int, Any]:
    return event["sequence"], event["dtstamp"].dt


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
        house.make_due()
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
    house.make_due()
    send()
    assert statuses(house) == ["delivered"]
    assert len(mailbox.letters) == 2
    assert len(set(mailbox.message_ids)) == 1


def test_what_a_dead_sender_left_is_sent_again_under_the_same_message_id(
    house: House, mailbox: Mailbox, send: Send, monkeypatch: pytest.MonkeyPatch
) -> None:
    house.hear(*JOINED)
    with monkeypatch.context() as patch:
        patch.setattr(accounts, "mark", die)
        with pytest.raises(Killed):
            send()
    assert (statuses(house), len(mailbox.letters)) == (["sending"], 1)
    assert send() == 0, "its lease still holds"
    house.make_due()
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
        house.make_due()
        (lot,) = house.store.read(lambda tx: deliveries.due(tx, 2))
        lease = timedelta(seconds=60)
        house.store.transact(lambda tx: sending.take(tx, lot, lease, "secretariat.example"))

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
    house.make_due()
    send()
    assert statuses(house) == ["delivered"]


def test_a_letter_that_cannot_be_written_is_our_fault_and_stops_no_other(
    house: House, mailbox: Mailbox, send: Send
) -> None:
    house.hear(*JOINED, proposal("admitted", "a status of tomorrow", 3))
    send()
    assert house.row("proposal-judged")["status"] == "technical_failure"
    assert house.row("welcome")["status"] == "delivered"


def crowd(count: int) -> list[Fact]:
    return [person(id=f"{PERSON[:-2]}{n}", email=f"rep{n}@org1.example") for n in range(10, 10 + count)]


def test_who_is_told_to_stop_puts_the_rest_of_its_lot_back(
    house: House, mailbox: Mailbox, new_sender: NewSender, send: Send
) -> None:
    house.hear(committee(), member())
    house.hear_together(*crowd(9))
    house.make_due()
    stop = threading.Event()
    mailbox.after = stop.set
    new_sender(lanes=1).send_due(stop)
    assert Counter(statuses(house)) == {"delivered": 1, "sending": 8}
    send()
    assert set(statuses(house)) == {"delivered"}, "no lease had to run out"
    assert len(mailbox.letters) == len(set(mailbox.message_ids)) == 9
    assert house.store.db[DELIVERIES].count_documents({}) == 0


def test_when_the_server_goes_the_rest_of_a_lot_is_untried(
    house: House, new_sender: NewSender, monkeypatch: pytest.MonkeyPatch
) -> None:
    def gone(_: Server) -> None:
        raise ConnectionRefusedError

    house.hear(committee(), member())
    house.hear_together(*crowd(9))
    with open_mailbox() as mailbox:
        sender = new_sender(mailbox.port, lanes=1)
        mailbox.hang_up_after_letters = 1
        with monkeypatch.context() as patch:
            mailbox.after = lambda: patch.setattr(Server, "connect", gone)
            with pytest.raises(Away):
                sender.send_due(threading.Event())
    assert Counter(statuses(house)) == {"temporary_failure": 1, "sending": 8}
    house.make_due()
    with open_mailbox(mailbox.port):
        sender.send_due(threading.Event())
    assert set(statuses(house)) == {"delivered"}


def test_a_letter_that_goes_alone_does_not_wait_behind_a_crowd(house: House) -> None:
    house.hear(committee(), member())
    house.hear_together(*crowd(30))
    house.hear(submitted(proposed_by=MEMBER), person(at=clock.now()))
    lots = house.store.read(lambda tx: deliveries.due(tx, 99))
    assert len(lots[0].letters) == 1
    assert sum(len(lot.letters) for lot in lots) == len(house.rows())


def test_accounts_are_marked_together_and_what_was_overtaken_spoils_no_other(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    house.hear(committee(), member())
    for one in crowd(3):
        house.hear(one)
    lease, accounted = timedelta(seconds=60), list[Account]()
    for lot in house.store.read(lambda tx: deliveries.due(tx, 9)):
        ((claimed, _),) = house.store.transact(partial(sending.take, lot=lot, lease=lease, domain="d")) or []
        report = Report(claimed, lambda row, at: row.deliver(at, "", "", ""), clock.now())
        accounted.append(Account(lot, claimed.due_at or clock.now(), [report]))
    overtaken = accounted[1].claimed[0].id
    later = {"$inc": {"version": 1, "attempts": 1}}
    house.store.db.notifications.update_one({"_id": overtaken}, later)
    marked_with, reported = list[int](), threading.Barrier(3)
    mark = accounts.mark

    def slow(tx: Any, some: Any) -> Any:
        if not marked_with:
            reported.wait(10)
            time.sleep(0.2)  # both have said theirs and wait
        marked_with.append(sum(len(one.reports) for one in some))
        return mark(tx, some)

    monkeypatch.setattr(accounts, "mark", slow)
    ledger = Ledger(house.store)

    def account(one: Account) -> list[Notification]:
        if one is not accounted[0]:
            reported.wait(10)
        return ledger.mark(one)

    with ThreadPoolExecutor(3) as threads:
        first = threads.submit(account, accounted[0])
        time.sleep(0.2)
        marked = [first, *(threads.submit(account, one) for one in accounted[1:])]
        assert [len(one.result()) for one in marked] == [1, 0, 1]
    assert marked_with == [1, 2, 1]


def test_of_a_lot_that_a_dead_sender_left_only_the_rest_is_sent(
    house: House, mailbox: Mailbox, new_sender: NewSender, send: Send, monkeypatch: pytest.MonkeyPatch
) -> None:
    """And what it had sent is proven, with its words and the moment."""
    house.hear(committee(), member())
    house.hear_together(*crowd(9))
    received, receive = list[Sent](), Ledger.receive

    def dies_at_the_fifth(ledger: Ledger, claimed: Notification, sent: Sent) -> Callable[[], None]:
        received.append(sent)
        if len(received) == 5:
            raise Killed
        return receive(ledger, claimed, sent)

    with monkeypatch.context() as patch:
        patch.setattr(Ledger, "receive", dies_at_the_fifth)
        with pytest.raises(Killed):
            new_sender(lanes=1).send_due(threading.Event())
    died_at = clock.now()
    assert (Counter(statuses(house)), len(mailbox.letters)) == ({"sending": 9}, 5)
    house.make_due()
    send()
    assert set(statuses(house)) == {"delivered"}
    assert (len(mailbox.letters), len(set(mailbox.message_ids))) == (10, 9), (
        "its fifth was written down nowhere"
    )
    before = [row for row in house.rows() if row["sent_at"] < died_at]
    assert len(before) == 4 and {row["server_said"] for row in before} == {"taken"}
    words = house.store.read(lambda tx: [bundles.letter(tx, row["bundle"], row["_id"]) for row in before])
    assert all(one and "ยินดีต้อนรับ" in one["subject"] for one in words)
    assert len(house.told("notify.notification.delivered.v1")) == 9


def test_receipts_are_cleared_away_when_their_letters_are_marked_and_not_before(
    house: House, mailbox: Mailbox, send: Send
) -> None:
    house.hear(committee(), member())
    house.hear_together(*crowd(3))
    send()
    assert house.store.db[RECEIPTS].count_documents({}) == 3
    awaited = house.rows()[0]["_id"]
    house.store.db.notifications.update_one({"_id": awaited}, {"$set": {"status": "sending"}})
    assert clearing.clear(house.store, clock.now() - clearing.LATER) == 0, "they are new"
    assert clearing.clear(house.store, clock.now() + clearing.LATER) == 2
    assert [row["_id"] for row in house.store.db[RECEIPTS].find()] == [awaited]
    assert clearing.clear(house.store, clock.now() + clearing.LATER) == 0


def test_an_answer_that_comes_before_its_lot_is_marked_costs_nothing(
    house: House, mailbox: Mailbox, new_sender: NewSender
) -> None:
    house.hear(committee(), member())
    house.hear_together(*crowd(3))

    def answered() -> None:
        """As a calendar's answer changes it."""
        row = house.store.db.notifications.find_one({"status": "sending"}) or {}
        change = {"$set": {"reply": "accepted"}, "$inc": {"version": 1}}
        house.store.db.notifications.update_one({"_id": row["_id"]}, change)
        mailbox.after = lambda: None

    mailbox.after = answered
    new_sender(lanes=1).send_due(threading.Event())
    assert statuses(house) == ["delivered"] * 3
    assert [row["reply"] for row in house.rows()].count("accepted") == 1


def test_that_it_came_back_before_its_lot_is_marked_leaves_the_proof_that_it_was_sent(
    house: House, mailbox: Mailbox, new_sender: NewSender
) -> None:
    house.hear(committee(), member())
    house.hear_together(*crowd(3))

    def came_back() -> None:
        mailbox.after = lambda: None
        row = house.store.db.notifications.find_one({"status": "sending"}) or {}

        def report(tx: Any) -> None:
            one = store.notifications.get(tx, row["_id"])
            settle(tx, (one, one.come_back(tx.now, "5.1.1")))

        house.store.transact(report)

    mailbox.after = came_back
    new_sender(lanes=1).send_due(threading.Event())
    assert Counter(statuses(house)) == {"delivered": 2, "permanent_failure": 1}
    assert len(mailbox.letters) == 3
    assert all(row["sent_at"] and row["bundle"] and row["server_said"] == "taken" for row in house.rows())
    (event,) = house.told("notify.notification.failed.v1")
    assert event["data"]["status"] == "permanent_failure"


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
