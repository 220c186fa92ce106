"""A member's record became a part of another's: letters go to people where they are now, each once."""

from collections.abc import Callable
from datetime import timedelta
from itertools import permutations
from typing import Any

import pytest

from chassis import clock
from tests.integration.notify.facts import (
    DEPUTY,
    LONG_AGO,
    MEMBER,
    PERSON,
    SUPPORTER,
    Fact,
    committee,
    meeting,
    member,
    person,
    proposal,
    submitted,
)
from tests.integration.notify.house import House
from tests.integration.notify.mailbox import Mailbox

AT = LONG_AGO + timedelta(days=10)
BEFORE = (
    committee(),
    member(),
    person(confirmed_at=clock.to_wire(LONG_AGO)),
    member(id=SUPPORTER, name={"th": "องค์กรภาคประชาสังคม ๒"}),
    person(id=DEPUTY, member=SUPPORTER, email="rep2@org2.example", confirmed_at=clock.to_wire(LONG_AGO)),
)
SERVED = [{"member": MEMBER, "confirmed_at": clock.to_wire(LONG_AGO)}]


def merged() -> Fact:
    return member("merged", 2, AT, status="merged", merged_into=SUPPORTER)


def moved(**changes: Any) -> Fact:
    """The person of the one now speaks for the other."""
    now = {
        "member": SUPPORTER,
        "status": "confirmed",
        "confirmed_at": clock.to_wire(AT),
        "served_for": SERVED,
    }
    return person("revised", 2, AT, **{**now, **changes})


def letters(house: House, template: str) -> list[tuple[str, str]]:
    return sorted((row["recipient"], row["member"]) for row in house.rows(template))


def test_what_is_told_of_the_old_record_reaches_its_people_at_the_new_one(house: House) -> None:
    """However late: it happened while they spoke for the old one, or its owner was not yet changed."""
    house.hear(*BEFORE, merged(), moved())
    house.hear(submitted(at=AT - timedelta(days=5)))
    house.hear(proposal("admitted", "admissible", 3, at=AT + timedelta(days=1)))
    assert letters(house, "proposal-receipt") == [(PERSON, SUPPORTER)]
    assert letters(house, "proposal-judged") == [(PERSON, SUPPORTER)]


def test_who_comes_is_not_told_what_the_other_was_told_before(house: House) -> None:
    house.hear(*BEFORE, submitted(proposed_by=SUPPORTER), merged(), moved())
    assert letters(house, "proposal-receipt") == [(DEPUTY, SUPPORTER)]
    house.hear(proposal("admitted", "admissible", 3, at=AT + timedelta(days=1), proposed_by=SUPPORTER))
    assert letters(house, "proposal-judged") == [(PERSON, SUPPORTER), (DEPUTY, SUPPORTER)]


def test_nobody_is_invited_twice(house: House) -> None:
    house.hear(*BEFORE, meeting("convened"), merged(), moved())
    assert letters(house, "meeting-invitation") == [(PERSON, MEMBER), (DEPUTY, SUPPORTER)]


@pytest.mark.parametrize("order", list(permutations(range(3))))
def test_the_order_does_not_matter(house: House, order: tuple[int, ...]) -> None:
    late = (merged(), moved(), submitted(at=AT - timedelta(days=5)))
    house.hear(*BEFORE)
    for number in order:
        house.hear_twice(late[number])
    assert [recipient for recipient, _ in letters(house, "proposal-receipt")] == [PERSON]


def test_a_letter_in_line_goes_to_the_person_where_they_are_now(
    house: House, mailbox: Mailbox, send: Callable[[], int]
) -> None:
    house.hear(*BEFORE)
    send()
    del mailbox.letters[:]
    house.hear(submitted(at=AT - timedelta(days=5)), merged())
    send()
    assert mailbox.letters == [], "it waits for the person's own move"
    house.hear(moved())
    house.make_due()
    send()
    subjects = [str(letter["Subject"]) for letter in mailbox.letters]
    assert any("๑๒/๒๕๖๑" in subject for subject in subjects)
    assert {row["status"] for row in house.rows()} == {"delivered"}


def test_who_was_there_twice_hears_once(house: House) -> None:
    """The entry of the old record has ended, that of the other serves for both."""
    house.hear(*BEFORE, merged(), person("ended", 2, AT))
    served = [{"member": MEMBER, "confirmed_at": clock.to_wire(AT)}]
    house.hear(
        moved(id=DEPUTY, email="rep2@org2.example", served_for=served, confirmed_at=clock.to_wire(LONG_AGO))
    )
    house.hear(submitted(at=AT - timedelta(days=5)))
    assert letters(house, "proposal-receipt") == []
    house.hear(proposal("admitted", "admissible", 3, at=AT + timedelta(days=1)))
    assert letters(house, "proposal-judged") == [(DEPUTY, SUPPORTER)]


def test_one_address_at_two_members_gets_the_letters_of_both(
    house: House, mailbox: Mailbox, send: Callable[[], int]
) -> None:
    house.hear(*BEFORE[:4], person(id=DEPUTY, member=SUPPORTER))
    house.hear(submitted())
    send()
    assert letters(house, "welcome") == [(PERSON, MEMBER), (DEPUTY, SUPPORTER)]
    assert letters(house, "proposal-receipt") == [(PERSON, MEMBER)]
    assert mailbox.recipients == ["rep1@org1.example"] * 3
    assert len(set(mailbox.message_ids)) == 3
