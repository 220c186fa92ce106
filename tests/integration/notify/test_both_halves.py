"""Several `work` processes hear the two halves of a pair at the same moment."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest

from chassis.ids import new_id
from tests.integration.notify.facts import Fact, meeting, member, person, submitted
from tests.integration.notify.house import House

ROUNDS = 6


def at_once(house: House, *told: Fact) -> None:
    start = Barrier(len(told))

    def hear(fact: Fact) -> None:
        start.wait(5)
        house.hear(fact)

    with ThreadPoolExecutor(len(told)) as threads:
        list(threads.map(hear, told))


def test_neither_half_misses_the_other(house: House) -> None:
    house.hear(meeting("convened"))
    for count in range(1, ROUNDS + 1):
        organisation = new_id()
        at_once(house, member(id=organisation), person(id=new_id(), member=organisation))
        assert len(house.rows("welcome")) == len(house.rows("meeting-invitation")) == count


@pytest.mark.parametrize("last", [meeting("convened"), submitted()], ids=["meeting", "proposal"])
def test_a_person_and_an_affair_that_come_together_make_one_letter(house: House, last: Fact) -> None:
    house.hear(member())
    at_once(house, person(), last, member("reinstated", 2))
    assert len(house.letters()) == len(set(house.letters())) == 2


def test_the_same_event_heard_by_two_makes_one_letter(house: House) -> None:
    house.hear(member())
    at_once(house, person(), person(), person())
    assert len(house.letters()) == 1
