"""Which letters a person wants beside those that are owed to them."""

from collections.abc import Callable

import pytest

from notify.audiences import TEMPLATES
from notify.model import Status
from notify.relevance import unwanted
from tests.integration.notify.facts import (
    MEMBER,
    PERSON,
    SUPPORTER,
    committee,
    meeting,
    member,
    person,
    proposal,
    published,
    submitted,
)
from tests.integration.notify.house import House

NONE: dict[str, list[str]] = {"email": []}
OWED = {
    "meeting-cancelled",
    "meeting-invitation",
    "meeting-rescheduled",
    "member-suspended",
    "proposal-receipt",
}
OWED |= {"term-ending", "welcome"}


def templates(house: House) -> list[str]:
    return [template for template, _ in house.letters()]


@pytest.mark.parametrize(("wanted", "told"), [(None, True), ({"email": ["releases"]}, True), (NONE, False)])
def test_a_release_comes_to_who_wants_it(
    house: House, wanted: dict[str, list[str]] | None, told: bool
) -> None:
    house.hear(committee(), member(), person(channels=wanted), meeting("closed"), published())
    assert ("release-published" in templates(house)) is told


def test_news_of_what_a_member_only_supports_may_be_left_out_and_of_its_own_not(house: House) -> None:
    house.hear(member(), person(channels=NONE), member(id=SUPPORTER))
    house.hear(proposal("deferred", "deferred", 3, proposed_by=SUPPORTER, supporters=[MEMBER]))
    assert templates(house) == ["welcome"]
    house.hear(submitted(version=4), proposal("deferred", "deferred", 5))
    assert templates(house) == ["proposal-judged", "proposal-receipt", "welcome"]


def test_invitations_receipts_and_what_else_is_owed_cannot_be_left_out(house: House) -> None:
    unwilling = {"member": MEMBER, "channels": NONE}
    facts = {"proposed_by": MEMBER, "supporters": []}
    assert {name for name in TEMPLATES if unwanted(name, "email", facts, unwilling) is None} > OWED
    house.hear(member(), person(channels=NONE), submitted(), meeting("convened"))
    assert templates(house) == ["meeting-invitation", "proposal-receipt", "welcome"]


def test_a_letter_in_line_is_not_sent_to_who_has_come_to_want_none(
    house: House, send: Callable[[], int]
) -> None:
    house.hear(committee(), member(), person(), meeting("closed"), published())
    house.hear(person("revised", 2, status="confirmed", channels=NONE))
    send()
    row = house.row("release-published")
    assert (row["status"], row["reason"], row["recipient"]) == (Status.SUPPRESSED, "not_wanted", PERSON)
    assert house.row("welcome")["status"] == Status.DELIVERED
