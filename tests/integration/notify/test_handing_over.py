"""Who is told when the proposer of a proposal leaves."""

from collections.abc import Callable
from typing import Any

from chassis import clock
from tests.integration.notify.facts import (
    DEPUTY,
    LONG_AGO,
    MEMBER,
    SOON,
    SUPPORTER,
    Fact,
    committee,
    member,
    person,
    proposal,
    submitted,
)
from tests.integration.notify.house import House
from tests.integration.notify.mailbox import Mailbox

Send = Callable[[], int]
JOINED = (committee(), member(), person(), member(id=SUPPORTER), person(id=DEPUTY, member=SUPPORTER))
SUPPORTED: dict[str, Any] = {"supporters": [SUPPORTER]}


def left() -> Fact:
    return member("withdrawn", 2)


def offered(outcome: str = "offered", **changes: Any) -> Fact:
    what = {"offered": "offered", "entrusted": "entrusted", "taken_over": "taken_over"}[outcome]
    handover = {
        "member": MEMBER,
        "outcome": outcome,
        "began_at": clock.to_wire(LONG_AGO),
        "until": clock.to_wire(SOON),
    }
    keeper = "member" if outcome == "taken_over" else "secretariat"
    version = {"offered": 5}.get(outcome, 6)
    about = {**SUPPORTED, "keeper": keeper, "handover": handover, **changes}
    return proposal(what, "submitted", version, **about)


def letters_to(house: House, organisation: str) -> list[str]:
    return [row["template"] for row in house.rows() if row["member"] == organisation]


def test_its_supporters_are_told_of_the_offer_and_who_left_of_nothing(
    house: House, mailbox: Mailbox, send: Send
) -> None:
    house.hear(*JOINED, submitted(**SUPPORTED), left(), offered())
    while send():
        pass
    assert letters_to(house, SUPPORTER) == ["welcome", "proposal-offered"]
    assert "proposal-offered" not in letters_to(house, MEMBER)
    (letter,) = [row for row in house.rows("proposal-offered") if row["status"] == "delivered"]
    assert letter["about"].startswith("proposals/")


def test_an_offer_that_was_settled_before_its_letter_left_is_not_sent(house: House, send: Send) -> None:
    house.hear(*JOINED, submitted(**SUPPORTED), left(), offered())
    house.hear(offered("taken_over", proposed_by=SUPPORTER, supporters=[]))
    while send():
        pass
    (letter,) = house.rows("proposal-offered")
    assert (letter["status"], letter["reason"]) == ("cancelled", "offer_settled")
    (told,) = house.rows("proposal-handed-over")
    assert (told["member"], told["status"]) == (SUPPORTER, "delivered")


def test_supporters_are_told_that_the_secretariat_goes_on(house: House, send: Send) -> None:
    house.hear(*JOINED, submitted(**SUPPORTED), left(), offered("entrusted"))
    assert letters_to(house, SUPPORTER) == ["welcome", "proposal-handed-over"]


def test_who_wants_no_news_of_what_others_propose_is_asked_all_the_same(house: House) -> None:
    house.hear(*JOINED[:-1], person(id=DEPUTY, member=SUPPORTER, channels={"email": []}))
    house.hear(submitted(**SUPPORTED), left(), offered(), offered("entrusted"))
    assert letters_to(house, SUPPORTER) == ["welcome", "proposal-offered"]
