"""What is no longer true is not said, and what concerns nobody any more is not sent."""

from datetime import timedelta
from typing import Any

import pytest

from notify import examples
from notify.audiences import TEMPLATES
from notify.model import Notification, Status
from notify.relevance import CALLS, lapsed, no_longer_offered, overtaken, uncalled_for, unreachable
from tests.unit.notify.builders import AT, notification, queued, sending

OF_MEETINGS = {"proposals-due", "minutes-overdue", "document-published"}
LATER = examples.MEETING["starts_at"]


@pytest.mark.parametrize("template", ["meeting-invitation", "meeting-rescheduled"])
@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({}, None),
        ({"status": "cancelled"}, Status.CANCELLED),
        ({"status": "planned"}, Status.EXPIRED),
        ({"status": "in_session"}, Status.EXPIRED),
        ({"starts_at": AT}, Status.EXPIRED),
    ],
)
def test_an_invitation_holds_while_the_meeting_is_to_come(
    template: str, changes: dict[str, Any], expected: Status | None
) -> None:
    verdict = overtaken(template, {"calendar_sequence": 0}, {**examples.MEETING, **changes}, AT)
    assert (verdict and verdict.status) == expected


def test_only_the_last_change_of_a_meeting_is_told() -> None:
    moved = {**examples.MEETING, "calendar_sequence": 2}
    verdict = overtaken("meeting-rescheduled", {"calendar_sequence": 1}, moved, AT)
    assert verdict is not None
    assert verdict.reason == "superseded"
    assert overtaken("meeting-rescheduled", {"calendar_sequence": 2}, moved, AT) is None
    assert overtaken("meeting-invitation", {"calendar_sequence": 1}, moved, AT) is None


@pytest.mark.parametrize("template", sorted(TEMPLATES.keys() - CALLS - OF_MEETINGS))
def test_other_letters_are_overtaken_by_nothing(template: str) -> None:
    assert overtaken(template, {}, {**examples.MEETING, "status": "cancelled"}, LATER) is None


@pytest.mark.parametrize("template", sorted(TEMPLATES))
def test_who_left_office_is_not_written_to(template: str) -> None:
    ended = {**examples.REPRESENTATIVE, "status": "ended"}
    verdict = unreachable(template, ended, examples.MEMBER, examples.COMMITTEE)
    assert verdict is not None
    assert verdict.status is Status.SUPPRESSED


def test_a_suspended_member_hears_of_its_proposals_but_gets_no_invitation() -> None:
    suspended = {**examples.MEMBER, "status": "suspended"}
    for template, reached in (("proposal-decided", True), ("meeting-invitation", False)):
        verdict = unreachable(template, examples.REPRESENTATIVE, suspended, examples.COMMITTEE)
        assert (verdict is None) == reached, template


def test_who_may_not_take_part_is_not_called_to_a_meeting_but_hears_of_its_proposals() -> None:
    observer = {**examples.MEMBER, "kind": "observer"}
    committee = {**examples.COMMITTEE, "rights": {"observer": ["propose"], "civil_society": ["take_part"]}}
    letters = {"meeting-invitation": False, "minutes-circulated": False, "welcome": True}
    for template, reached in letters.items():
        verdict = unreachable(template, examples.REPRESENTATIVE, observer, committee)
        assert (verdict is None) == reached, template
    assert unreachable("meeting-invitation", examples.REPRESENTATIVE, observer, examples.COMMITTEE) is None
    member = {**examples.MEMBER, "kind": "civil_society"}
    assert unreachable("meeting-invitation", examples.REPRESENTATIVE, member, committee) is None


def stopped() -> Notification:
    one = queued()
    one.stop(Status.CANCELLED, AT, "meeting_cancelled")
    return one


def delivered() -> Notification:
    one = sending()
    one.deliver(AT, "", "", "")
    return one


@pytest.mark.parametrize(
    ("invitation", "called_for"),
    [
        (None, False),
        (notification(), False),
        (queued(), False),
        (stopped(), False),
        (sending(), True),
        (delivered(), True),
    ],
)
def test_only_who_may_have_been_invited_is_told_that_a_meeting_is_off(
    invitation: Notification | None, called_for: bool
) -> None:
    assert (uncalled_for(invitation) is None) is called_for


@pytest.mark.parametrize(
    ("handover", "expected"),
    [
        ({"outcome": "offered", "until": AT}, None),
        ({"outcome": "offered", "until": AT - timedelta(seconds=1)}, Status.EXPIRED),
        ({"outcome": "taken_over", "until": AT}, Status.CANCELLED),
        ({"outcome": "entrusted", "until": None}, Status.CANCELLED),
        (None, Status.CANCELLED),
    ],
)
def test_an_offer_is_told_while_it_can_be_accepted(
    handover: dict[str, Any] | None, expected: Status | None
) -> None:
    verdict = no_longer_offered({**examples.PROPOSAL, "handover": handover}, AT)
    assert (verdict and verdict.status) == expected


def test_a_link_that_signs_in_is_not_sent_when_its_time_is_over() -> None:
    until = examples.FACTS["sign-in"]["until"]
    assert lapsed({"until": until}, until - timedelta(seconds=1)) is None
    over = lapsed({"until": until}, until)
    assert over and (over.status, over.reason) == (Status.EXPIRED, "link_lapsed")
