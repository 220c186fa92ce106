"""Reminders of a meeting that were not sent yet: moved they are superseded, called off they are dropped."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest

from chassis import clock
from tests.integration.notify.facts import (
    COMMITTEE,
    DEPUTY,
    LONG_AGO,
    MEETING,
    MEMBER,
    SOON,
    SUPPORTER,
    Fact,
    committee,
    meeting,
    member,
    person,
)
from tests.integration.notify.house import House

REMINDERS = ("meeting-reminder", "meeting-near", "proposals-due")


TOMORROW = SOON - timedelta(days=29)


def response(days: int, what: str, answer: str, of: str = MEMBER) -> Fact:
    data = {"committee": COMMITTEE, "meeting": MEETING, "member": of, "answer": answer, "delegates": 1}
    return f"agenda.response.{what}.v1", f"responses/{of}", days, data, LONG_AGO + timedelta(days=days)


def closing(until: datetime) -> Fact:
    stated = {"proposals_until": clock.to_wire(until), "members": [MEMBER]}
    data = {"id": MEETING, "committee": COMMITTEE, **stated}
    return "agenda.meeting.window_closing.v1", f"meetings/{MEETING}", 2, data, LONG_AGO + timedelta(days=3)


@pytest.mark.parametrize("fate", ["stays", "moved", "called off"])
def test_a_reminder_holds_while_its_meeting_does(house: House, send: Callable[[], int], fate: str) -> None:
    until = TOMORROW - timedelta(hours=2)
    window: dict[str, Any] = {"proposals_until": clock.to_wire(until)}
    house.hear(committee(), member(), person(), meeting("convened", 2, starts_at=TOMORROW, **window))
    house.hear(member(id=SUPPORTER), person(id=DEPUTY, member=SUPPORTER, email="rep2@org2.example"))
    house.hear(response(3, "awaited", "no_reply"), response(4, "near", "accepted", SUPPORTER), closing(until))
    if fate == "moved":
        later: dict[str, Any] = {"proposals_until": clock.to_wire(until + timedelta(days=7))}
        moved = meeting(
            "rescheduled", 3, starts_at=TOMORROW + timedelta(days=7), calendar_sequence=1, **later
        )
        house.hear(moved)
    if fate == "called off":
        house.hear(meeting("cancelled", 3, starts_at=TOMORROW, calendar_sequence=1))
    while send():
        pass
    expected = {
        "stays": ("delivered", None),
        "moved": ("cancelled", "superseded"),
        "called off": ("cancelled", "meeting_cancelled"),
    }[fate]
    for template in REMINDERS:
        assert [(row["status"], row["reason"]) for row in house.rows(template)] == [expected], template


@pytest.mark.parametrize(
    ("what", "said", "by_now", "expected"),
    [
        ("awaited", "no_reply", "accepted", ("cancelled", "answered")),
        ("awaited", "no_reply", "declined", ("cancelled", "answered")),
        ("near", "accepted", "declined", ("cancelled", "not_coming")),
        ("near", "tentative", "accepted", ("delivered", None)),
    ],
)
def test_who_has_answered_otherwise_since_is_not_reminded(
    house: House, send: Callable[[], int], what: str, said: str, by_now: str, expected: tuple[str, str | None]
) -> None:
    """A reminder may wait: for a server that is not there, or to be printed or told on the telephone."""
    house.hear(committee(), member(), person(), meeting("convened", 2, starts_at=TOMORROW))
    house.hear(response(3, what, said), response(4, "given", by_now))
    while send():
        pass
    row = house.row({"awaited": "meeting-reminder", "near": "meeting-near"}[what])
    assert (row["status"], row["reason"]) == expected
