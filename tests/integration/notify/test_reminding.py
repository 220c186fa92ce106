"""Reminders of a meeting that were not sent yet: moved they are superseded, called off they are dropped."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest

from chassis import clock
from tests.integration.notify.facts import (
    COMMITTEE,
    LONG_AGO,
    MEETING,
    MEMBER,
    SOON,
    Fact,
    committee,
    meeting,
    member,
    person,
)
from tests.integration.notify.house import House

REMINDERS = ("meeting-reminder", "meeting-near", "proposals-due")


def reminded(days: int, what: str) -> Fact:
    data = {
        "committee": COMMITTEE,
        "meeting": MEETING,
        "member": MEMBER,
        "answer": "accepted",
        "delegates": 1,
    }
    return f"agenda.response.{what}.v1", f"responses/{MEMBER}", days, data, LONG_AGO + timedelta(days=days)


def closing(until: datetime) -> Fact:
    stated = {"proposals_until": clock.to_wire(until), "members": [MEMBER]}
    data = {"id": MEETING, "committee": COMMITTEE, **stated}
    return "agenda.meeting.window_closing.v1", f"meetings/{MEETING}", 2, data, LONG_AGO + timedelta(days=3)


@pytest.mark.parametrize("fate", ["stays", "moved", "called off"])
def test_a_reminder_holds_while_its_meeting_does(house: House, send: Callable[[], int], fate: str) -> None:
    tomorrow = SOON - timedelta(days=29)
    until = tomorrow - timedelta(hours=2)
    window: dict[str, Any] = {"proposals_until": clock.to_wire(until)}
    house.hear(committee(), member(), person(), meeting("convened", 2, starts_at=tomorrow, **window))
    house.hear(reminded(3, "awaited"), reminded(4, "near"), closing(until))
    if fate == "moved":
        later: dict[str, Any] = {"proposals_until": clock.to_wire(until + timedelta(days=7))}
        moved = meeting(
            "rescheduled", 3, starts_at=tomorrow + timedelta(days=7), calendar_sequence=1, **later
        )
        house.hear(moved)
    if fate == "called off":
        house.hear(meeting("cancelled", 3, starts_at=tomorrow, calendar_sequence=1))
    while send():
        pass
    expected = {
        "stays": ("delivered", None),
        "moved": ("cancelled", "superseded"),
        "called off": ("cancelled", "meeting_cancelled"),
    }[fate]
    for template in REMINDERS:
        assert [(row["status"], row["reason"]) for row in house.rows(template)] == [expected], template
