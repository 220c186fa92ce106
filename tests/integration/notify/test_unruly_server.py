"""A mail server that refuses, stalls, breaks off and says no at random, for an hour's worth of attempts."""

import threading
from collections import Counter
from collections.abc import Callable
from datetime import timedelta

import pytest

from notify import model
from notify.outgoing import sender, throttle
from notify.outgoing.deliveries import DELIVERIES
from notify.outgoing.sender import Sender
from tests.faults import scale
from tests.integration.notify.facts import PERSON, Fact, committee, member, person
from tests.integration.notify.house import House
from tests.integration.notify.unruly import DECKS, open_unruly
from tests.support.polling import until

LETTERS = scale.size(400)
AT_ONCE = 40
SEED, SENDERS, LANES = 25610131, 2, 4
TIMEOUT = 0.7
ENDED = {"status": {"$in": ["delivered", "permanent_failure"]}}
PATIENCE = 240.0 if scale.FULL else 50.0


@pytest.fixture
def hurried(monkeypatch: pytest.MonkeyPatch) -> None:
    """Fifty times and more faster than in earnest."""
    monkeypatch.setattr(model, "FIRST_RETRY", timedelta(milliseconds=20))
    monkeypatch.setattr(model, "LONGEST_RETRY", timedelta(milliseconds=300))
    monkeypatch.setattr(sender, "POLL_SECONDS", 0.05)
    monkeypatch.setattr(sender, "FIRST_DELAY", 0.02)
    monkeypatch.setattr(sender, "LONGEST_DELAY", 0.1)
    monkeypatch.setattr(throttle, "FIRST_GAP", 0.01)
    monkeypatch.setattr(throttle, "LONGEST_GAP", 0.05)
    monkeypatch.setattr(throttle, "EASED_AFTER", 0.2)


def everybody() -> list[Fact]:
    return [
        person(id=f"{PERSON[:-3]}{n}", email=f"rep{n}@org{n % 9}.example") for n in range(100, 100 + LETTERS)
    ]


@pytest.mark.usefixtures("hurried")
@pytest.mark.timeout(300)
def test_every_letter_comes_to_its_end_and_is_doubled_only_where_the_connection_broke_after_it(
    house: House, new_sender: Callable[..., Sender]
) -> None:
    print(f"seed {SEED}")
    house.hear(committee(), member())
    people = everybody()
    for first in range(0, LETTERS, AT_ONCE):
        house.hear_together(*people[first : first + AT_ONCE])
    with open_unruly(SEED) as server:
        stop = threading.Event()
        senders = [new_sender(server.port, lanes=LANES, timeout=TIMEOUT) for _ in range(SENDERS)]
        attending = threading.Thread(target=sender.attend, args=(house.store, senders, stop))
        attending.start()
        until(lambda: house.store.db.notifications.count_documents(ENDED) == LETTERS, PATIENCE)
        stop.set()
        attending.join(10)
    print(sorted(server.done.items()))
    dealt = {f"{step}: {what}" for step, deck in DECKS.items() for what in deck}
    assert dealt <= server.done.keys(), "all of it has happened"
    rows = house.rows()
    ended = Counter(row["status"] for row in rows)
    refused = {address_of(row["recipient"]) for row in rows if row["status"] == "permanent_failure"}
    assert (refused, ended["delivered"]) == (server.refused, LETTERS - len(refused))
    ids = {row["message_id"]: row["status"] for row in rows}
    assert len(ids) == LETTERS
    assert server.copies.keys() <= ids.keys()
    wanted = {id: int(status == "delivered") for id, status in ids.items()}
    too_many = {id: server.copies[id] for id in ids if server.copies[id] > wanted[id] + server.broken[id]}
    lost = [id for id, count in wanted.items() if server.copies[id] < count]
    assert (too_many, lost) == ({}, [])
    assert house.store.db[DELIVERIES].count_documents({}) == 0
    assert max(row["attempts"] for row in rows) > 1


def address_of(recipient: str) -> str:
    number = int(recipient[-3:])
    return f"rep{number}@org{number % 9}.example"
