"""Until when a meeting takes proposals."""

from datetime import timedelta

import pytest

from agenda.errors import WINDOW_CLOSED, Conflict, Invalid
from agenda.model import window
from agenda.model.number import Number
from tests.unit.agenda.builders import NOW, REASON, STARTS, convened, meeting, sitting

UNTIL = STARTS - timedelta(days=10)
LATER = meeting(id="meeting-2", number=Number(2, 2561), starts_at=STARTS + timedelta(days=90))


def test_it_is_open_to_its_last_moment_or_to_the_beginning_of_the_meeting() -> None:
    one = meeting(proposals_until=UNTIL)
    assert window.is_open(one, UNTIL)
    assert not window.is_open(one, UNTIL + timedelta(milliseconds=1))
    assert window.is_open(meeting(), STARTS)
    assert not window.is_open(sitting(proposals_until=UNTIL), NOW)


def test_it_ends_before_the_meeting_begins() -> None:
    one = convened(proposals_until=UNTIL)
    for attempt in (
        lambda: meeting(proposals_until=STARTS),
        lambda: one.revise({"proposals_until": STARTS}),
        lambda: one.reschedule(UNTIL - timedelta(days=1), None, REASON),
    ):
        with pytest.raises(Invalid) as refused:
            attempt()
        assert refused.value.fields == {"proposals_until": ["out_of_range"]}
    assert (one.starts_at, one.proposals_until) == (STARTS, UNTIL)


def test_who_comes_too_late_hears_which_meeting_is_next() -> None:
    one, full = meeting(proposals_until=UNTIL), meeting(id="full", proposals_until=UNTIL)
    window.must_be_open(one, UNTIL, [])
    with pytest.raises(Conflict) as refused:
        window.must_be_open(one, STARTS, [one, full, LATER])
    assert (refused.value.code, refused.value.params) == (
        WINDOW_CLOSED,
        {"meeting": Number(1, 2561).display, "next": Number(2, 2561).display, "next_meeting": "meeting-2"},
    )
    with pytest.raises(Conflict) as alone:
        window.must_be_open(one, STARTS, [one])
    assert alone.value.params == {"meeting": Number(1, 2561).display}


def test_members_are_reminded_once_for_each_end_that_is_set() -> None:
    one = meeting(proposals_until=UNTIL)
    assert window.remind_at(one) == UNTIL - timedelta(days=7)
    one.reminded = True
    assert window.remind_at(one) is None
    one.revise({"proposals_until": UNTIL})
    assert window.remind_at(one) is None
    one.revise({"proposals_until": UNTIL + timedelta(days=1)})
    assert window.remind_at(one) == UNTIL - timedelta(days=6)
    one.cancel(REASON)
    assert window.remind_at(one) is None
