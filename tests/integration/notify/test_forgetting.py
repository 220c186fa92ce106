"""Notify forgets whom it is told to forget, and no fact that comes late brings them back."""

from collections.abc import Callable
from itertools import permutations
from typing import Any

import pytest

from chassis.call import Caller
from chassis.errors import Denied
from chassis.ids import new_id
from notify.store import REPRESENTATIVES
from tests.integration.notify.desk import SECRETARIAT, Desk, representing
from tests.integration.notify.facts import (
    COMMITTEE,
    LONG_AGO,
    MEMBER,
    PERSON,
    Fact,
    committee,
    member,
    person,
)
from tests.integration.notify.house import House
from tests.integration.notify.mailbox import Mailbox
from wara.searching import in_database

SOUGHT = ["ผู้แทน หนึ่ง", "rep1@org1.example"]
EMPTY: dict[str, Any] = {"copy": {}, "letters": [], "letters_kept": [], "mails": [], "suppressions": []}
ERASURE = new_id()
ERASED: Fact = (
    "membership.representative.erased.v1",
    f"representatives/{PERSON}",
    4,
    {"id": PERSON, "member": MEMBER, "committee": COMMITTEE, "status": "ended", "erasure": ERASURE},
    LONG_AGO,
)
IN_OFFICE = [person("nominated", 1), person("confirmed", 2), person("ended", 3)]


def test_nothing_is_left_but_that_there_was_somebody(house: House) -> None:
    house.hear(committee(), member(), person("confirmed", 2))
    assert {one.place.split(".")[1] for one in in_database(house.store.db, SOUGHT)} == {"representatives"}
    house.hear(ERASED)
    assert list(in_database(house.store.db, SOUGHT)) == []
    [kept] = house.store.db[REPRESENTATIVES].find({})
    assert kept.pop("under") == [f"member {MEMBER}"]
    assert kept == {"_id": PERSON, "version": 4, "member": MEMBER, "committee": COMMITTEE, "status": "ended"}


@pytest.mark.parametrize("order", list(permutations(range(4))), ids=str)
def test_in_whatever_order_they_come_nothing_comes_back(house: House, order: tuple[int, ...]) -> None:
    told = [*IN_OFFICE, ERASED]
    house.hear(committee(), member(), *(told[n] for n in order))
    house.hear(*IN_OFFICE)  # and once more, as new messages
    assert list(in_database(house.store.db, SOUGHT)) == []


def test_it_says_that_it_has_forgotten(house: House) -> None:
    house.hear(person("confirmed", 2), ERASED)
    [told] = house.told("notify.erasure.completed.v1")
    assert told["data"] == {"id": ERASURE, "blanked": {}}
    assert told["dataclassification"] == "restricted"


def test_the_letter_that_waits_does_not_leave(
    house: House, send: Callable[[], int], mailbox: Mailbox
) -> None:
    house.hear(committee(), member(), person("confirmed", 2), ERASED)
    send()
    assert (house.row("welcome")["status"], mailbox.letters) == ("suppressed", [])


def asked(version: int) -> Fact:
    kind, subject, _, data, at = person("nominated", version)
    link = {"token": "eyJ.link", "confirm_by": "2030-01-01T00:00:00.000Z"}
    return kind.replace("nominated", "asked"), subject, version, {**data, **link}, at


def test_a_link_to_their_address_is_taken_out_and_none_is_written_late(house: House) -> None:
    house.hear(committee(), member("submitted", 1), asked(1))
    assert [one["facts"]["token"] for one in house.rows()] == ["eyJ.link"]
    house.hear(ERASED, asked(1), asked(2))
    [letter] = house.rows()
    assert "token" not in letter["facts"]
    assert house.told("notify.erasure.completed.v1")[0]["data"]["blanked"] == {"notifications": 1}


def test_what_is_kept_of_a_person_is_shown_to_them_and_to_officers(house: House, desk: Desk) -> None:
    house.hear(committee(), member(), person("confirmed", 2))
    expert = Caller(id=PERSON, roles=frozenset({"expert"}))
    for caller in (representing(MEMBER), SECRETARIAT, expert):
        kept = desk.ask("get_personal_data", by=caller, id=PERSON)
        assert kept["copy"]["email"] == "rep1@org1.example"
        assert [(one["template"], one["recipient"]) for one in kept["letters"]] == [("welcome", PERSON)]
    with pytest.raises(Denied):
        desk.ask("get_personal_data", by=representing(new_id()), id=PERSON)
    house.hear(ERASED)
    assert desk.ask("get_personal_data", by=SECRETARIAT, id=PERSON)["copy"] == {}
    assert desk.ask("get_personal_data", by=SECRETARIAT, id=new_id()) == EMPTY
