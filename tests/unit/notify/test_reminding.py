"""A reminder that nobody needs any more, or that another one follows, does not leave."""

from datetime import timedelta
from typing import Any

import pytest

from notify import examples
from notify.model import Status
from notify.relevance import (
    no_longer_near,
    out_of_sight,
    overtaken,
    reviewed,
    settled,
    term_settled,
)
from tests.unit.notify.builders import AT

STARTS = examples.MEETING["starts_at"]
UNTIL = examples.FACTS["proposals-due"]["proposals_until"]
ENTRY = {"calendar_sequence": 0}
ACTION = {**examples.ACTION, "status": "started", "owner": examples.MEMBER_ID, "overdue": False}


def reason(template: str, facts: dict[str, Any], at: Any = AT, **meeting: Any) -> str | None:
    verdict = overtaken(template, facts, {**examples.MEETING, **meeting}, at)
    return verdict.reason if verdict else None


@pytest.mark.parametrize(("template", "days"), [("meeting-reminder", 3), ("meeting-near", 1)])
def test_of_a_meeting_moved_away_it_is_not_said_that_it_is_near(template: str, days: int) -> None:
    at = STARTS - timedelta(days=days)
    assert reason(template, ENTRY, at) is None
    later = STARTS + timedelta(days=7)
    assert reason(template, ENTRY, at, starts_at=later, calendar_sequence=1) == "superseded"
    assert reason(template, ENTRY, later - timedelta(days=days), starts_at=later) is None
    assert reason(template, ENTRY, at, status="cancelled") == "meeting_cancelled"
    assert reason(template, ENTRY, STARTS) == "meeting_begun"


@pytest.mark.parametrize(
    ("meeting", "expected"),
    [
        ({}, None),
        ({"proposals_until": UNTIL}, None),
        ({"proposals_until": UNTIL + timedelta(days=1)}, "superseded"),
        ({"proposals_until": None}, "superseded"),
        ({"status": "cancelled"}, "meeting_cancelled"),
    ],
)
def test_of_a_window_it_is_said_when_it_closes_while_it_does(
    meeting: dict[str, Any], expected: str | None
) -> None:
    assert reason("proposals-due", {"proposals_until": UNTIL}, **meeting) == expected


def test_of_a_window_that_has_closed_nobody_is_reminded() -> None:
    facts = {"proposals_until": UNTIL}
    verdict = overtaken("proposals-due", facts, examples.MEETING, UNTIL + timedelta(seconds=1))
    assert verdict is not None
    assert (verdict.status, verdict.reason) == (Status.EXPIRED, "window_closed")


@pytest.mark.parametrize(
    ("meeting", "expected"),
    [
        ({"status": "closed"}, None),
        ({"status": "convened"}, None),
        ({"status": "minutes_draft"}, None),
        ({"status": "minutes_circulated"}, "minutes_circulated"),
        ({"status": "minutes_adopted"}, "minutes_circulated"),
        ({"status": "cancelled"}, "meeting_cancelled"),
        ({"status": "convened", "starts_at": STARTS + timedelta(days=60)}, "superseded"),
    ],
)
def test_minutes_are_overdue_until_they_are_circulated(meeting: dict[str, Any], expected: str | None) -> None:
    assert reason("minutes-overdue", {}, STARTS + timedelta(days=15), **meeting) == expected


@pytest.mark.parametrize(
    ("action", "expected"),
    [
        ({}, None),
        ({"due_on": "2018-04-30"}, "action_given_time"),
        ({"overdue": True}, "action_overdue"),
        ({"status": "done"}, "action_settled"),
        ({"status": "dropped"}, "action_settled"),
        ({"owner": examples.OTHER_PROPOSAL_ID}, "action_passed_on"),
        ({"owner": None}, "action_passed_on"),
    ],
)
def test_who_has_an_action_to_do_is_told_that_its_day_is_near(
    action: dict[str, Any], expected: str | None
) -> None:
    known = {**ACTION, **action}
    verdict = settled(known, examples.MEMBER_ID, None) or no_longer_near(examples.ACTION, known)
    assert (verdict and verdict.reason) == expected


def test_what_is_nobodys_is_the_secretariats() -> None:
    known = {**ACTION, "owner": None}
    assert settled(known, examples.MEMBER_ID, examples.MEMBER_ID) is None
    assert settled(known, examples.MEMBER_ID, examples.OTHER_PROPOSAL_ID) is not None
    assert settled(ACTION, examples.MEMBER_ID, examples.OTHER_PROPOSAL_ID) is None


@pytest.mark.parametrize(
    ("office", "expected"),
    [
        ({"status": "confirmed", "term_ends": "2020-09-30"}, None),
        ({"status": "confirmed", "term_ends": "2024-09-30"}, "term_moved"),
        ({"status": "confirmed", "term_ends": None}, "term_moved"),
        ({"status": "ended"}, "office_ended"),
    ],
)
def test_of_an_office_it_is_said_when_it_ends_while_that_holds(
    office: dict[str, Any], expected: str | None
) -> None:
    verdict = term_settled(examples.FACTS["term-ending"], office)
    assert (verdict and verdict.reason) == expected


@pytest.mark.parametrize("status", ["shown", "hidden", "removed"])
def test_of_a_comment_that_cannot_be_read_nobody_is_told(status: str) -> None:
    assert (out_of_sight({"status": status}) is None) == (status == "shown")


@pytest.mark.parametrize("status", ["assigned", "recommended", "recused"])
def test_who_has_advised_is_not_asked_again(status: str) -> None:
    assert (reviewed({"status": status}) is None) == (status == "assigned")
