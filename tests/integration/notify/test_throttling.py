"""Letters to one domain at its rate, while all others go at full speed."""

from collections import Counter
from collections.abc import Callable
from datetime import timedelta
from threading import Event

import pytest

from chassis import clock
from notify.outgoing import throttle
from notify.outgoing.deliveries import DELIVERIES
from notify.outgoing.sender import Sender
from notify.outgoing.throttle import Rates
from tests.integration.notify.facts import PERSON, Fact, committee, member, person
from tests.integration.notify.house import House
from tests.integration.notify.mailbox import Mailbox

NewSender = Callable[..., Sender]


def people(domain: str, first: int, count: int) -> list[Fact]:
    numbers = range(first, first + count)
    return [person(id=f"{PERSON[:-3]}{n}", email=f"rep{n}@{domain}") for n in numbers]


def sent_to(mailbox: Mailbox) -> Counter[str]:
    return Counter(one.partition("@")[2] for one in mailbox.recipients)


def turns(house: House) -> list[int]:
    """Of the lots that wait for their turn, in that order, how many letters each has."""
    waiting = house.store.db[DELIVERIES].find({"booked_at": {"$exists": True}}).sort("due_at", 1)
    return [len(one["letters"]) for one in waiting]


def test_what_is_above_the_rate_of_its_domain_waits_for_its_turn(
    house: House, mailbox: Mailbox, new_sender: NewSender
) -> None:
    house.hear(committee(), member())
    house.hear_together(*people("busy.example", 100, 12), *people("org1.example", 200, 8))
    sender, stop = new_sender(rates=Rates.read("busy.example=2/s")), Event()
    begun = clock.now()
    assert sender.send_due(stop) <= 4, "in one go"
    sent = sent_to(mailbox)
    assert sent["org1.example"] == 8
    assert 2 <= sent["busy.example"] <= 2 + 2 * (clock.now() - begun).total_seconds()
    waiting = [row for row in house.rows() if row["status"] == "queued"]
    assert {(row["attempts"], len(row["history"])) for row in waiting} == {(0, 2)}
    assert sum(turns(house)) == len(waiting) == 12 - sent["busy.example"]
    assert max(turns(house)) <= 3, "no more than a second's worth goes together"
    last = max(row["due_at"] for row in house.store.db[DELIVERIES].find({}))
    assert last - begun > timedelta(seconds=4)
    house.make_due()
    while sender.send_due(stop):
        continue
    assert sent_to(mailbox)["busy.example"] == 12, "who comes in its turn is let through"
    assert len(set(mailbox.message_ids)) == 20
    assert house.store.db[DELIVERIES].count_documents({}) == 0


def test_after_a_time_away_not_all_whose_turn_has_passed_leave_at_once(
    house: House, mailbox: Mailbox, new_sender: NewSender
) -> None:
    house.hear(committee(), member())
    house.hear_together(*people("busy.example", 100, 12))
    sender, stop = new_sender(rates=Rates.read("busy.example=1/m")), Event()
    for sent in (1, 2):
        while sender.send_due(stop):
            continue
        assert len(mailbox.letters) == sent
        house.store.db[DELIVERIES].update_many({}, {"$set": {"due_at": clock.now() - timedelta(hours=1)}})
    last = new_sender(rates=Rates.read("busy.example=1/m"))
    while last.send_due(stop):
        continue
    assert len(mailbox.letters) == 3, "nor by a process that has just begun"
    assert sum(turns(house)) == 9


def test_a_domain_that_asks_for_fewer_is_slowed_down_and_the_others_are_not(
    house: House, mailbox: Mailbox, new_sender: NewSender, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(throttle, "FIRST_GAP", 30.0)
    house.hear(committee(), member())
    house.hear_together(*people("busy.example", 100, 6), *people("org1.example", 200, 6))
    asked: list[str] = []

    def answer(address: str) -> str | None:
        if address.endswith("@busy.example"):
            asked.append(address)
            return "450 4.7.28 too many from you" if len(asked) == 1 else None
        return None

    mailbox.answer_to = answer
    sender, stop = new_sender(lanes=1), Event()
    while sender.send_due(stop):
        continue
    assert len(asked) == 1, "the first says it for all of them"
    assert sent_to(mailbox) == {"org1.example": 6}
    rows = {row["recipient"]: row for row in house.rows()}
    refused = [row for row in rows.values() if row["status"] == "temporary_failure"]
    held = [row for row in rows.values() if row["status"] != "delivered" and row not in refused]
    assert ([row["reason"] for row in refused], len(held)) == (["450"], 5)
    assert {row["attempts"] for row in held} == {0}
    assert set(turns(house)) == {1}, "one by one"
    for _ in range(2):
        house.make_due()
        while sender.send_due(stop):
            continue
    assert len(set(mailbox.message_ids)) == len(mailbox.letters) == 12
